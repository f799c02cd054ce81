import { createRequire } from "node:module";
import * as ort from "onnxruntime-web";
import { refuseThreads } from "./one-thread.ts";
import { kernelRuns } from "./onnx/profile.ts";
import { onnxBackend } from "./onnx/runtime.ts";

const NAME = "onnx-wasm";
/** The module object itself, since an import would be a read-only view. */
const fs = createRequire(import.meta.url)("node:fs") as typeof import("node:fs");

/** ONNX Runtime compiled to WebAssembly, on one thread with SIMD: the same graphs as `onnx`. */
export const onnxWasm = onnxBackend({
  name: NAME,
  provider: "CPUExecutionProvider",
  device: "cpu",
  usesGpu: false,
  needs: "nothing",
  library: `onnxruntime-web ${ort.env.versions.web ?? ort.env.versions.common}`,
  factory: ort.InferenceSession,
  Tensor: ort.Tensor,
  sessionOptions: (threads) => {
    refuseThreads(NAME, threads);
    ort.env.wasm.numThreads = 1;
    return { executionProviders: ["wasm"], graphOptimizationLevel: "all", logSeverityLevel: 3 };
  },
  roundsInputs: false,
  prove: async ({ graph, feeds, options }) => {
    const session = await ort.InferenceSession.create(graph, { ...options, enableProfiling: true });
    try {
      await session.run(feeds);
      const runs = kernelRuns(captureStdout(() => session.endProfiling()));
      return { runs, threads: ort.env.wasm.numThreads ?? 1 };
    } finally {
      await session.release();
    }
  },
});

/**
 * Returns what a call writes to standard output. The wasm build has no file system: it prints its profile line by line,
 * through `fs.writeSync`, which is all that Emscripten's print calls.
 */
function captureStdout(call: () => void): string {
  const { writeSync } = fs;
  let printed = "";
  fs.writeSync = ((_: number, text: string) => {
    printed += text;
    return text.length;
  }) as typeof fs.writeSync;
  try {
    call();
  } finally {
    fs.writeSync = writeSync;
  }
  return printed;
}
