import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tfjsWasm from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../harness/base/errors.ts";
import { modelFormat } from "../harness/classifier/model-file/model-format.ts";
import type { Backend } from "../harness/contract/index.ts";
import { refuseThreads } from "./one-thread.ts";
import { activateEngine, type TfjsRuntime } from "./tfjs/runtime.ts";
import { openTfjsSession } from "./tfjs/session.ts";
import { openTfjsTrainer } from "./tfjs/trainer.ts";

const NAME = "wasm";

/**
 * Starts TF.js's wasm backend unless it is running. `setBackend` returns false on failure, and `getBackend` then still
 * returns the failed name, so only the former can be trusted.
 */
async function start(): Promise<TfjsRuntime> {
  const folder = dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"));
  tfjsWasm.setWasmPaths(`${folder}/`);
  if (!(await tf.setBackend(NAME)))
    throw new BackendError(NAME, `TF.js could not start its wasm backend from ${folder}`);
  await tf.ready();
  const simd = (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? "with SIMD" : "without SIMD";
  return {
    device: "cpu",
    library: `@tensorflow/tfjs-backend-wasm ${tfjsWasm.version_wasm} ${simd}`,
    activate: () => activateEngine(NAME, NAME),
    provider: () => `tfjs ${tf.getBackend()}`,
    threadsDuring: () => tfjsWasm.getThreadsCount(),
  };
}

/** TF.js on WebAssembly, one thread with SIMD. */
export const wasm: Backend = {
  name: NAME,
  provider: "tfjs wasm",
  usesGpu: false,
  needs: "nothing",
  probe: async () => {
    try {
      const { device, library } = await start();
      return { ok: true, device, library };
    } catch (error) {
      return { ok: false, reason: (error as Error).message };
    }
  },
  openTrainer: async (setup) => {
    refuseThreads(NAME, setup.threads);
    return openTfjsTrainer(NAME, await start(), setup);
  },
  open: async (modelOnnx, { threads, inputForm = "distinct" }) => {
    refuseThreads(NAME, threads);
    return openTfjsSession(NAME, modelFormat.read(modelOnnx), await start(), inputForm);
  },
  openTfjsGraph: async (graph, { threads }) => {
    refuseThreads(NAME, threads);
    // Loaded where it is asked for: its table of operators would be part of every other cold start.
    const { openTfjsGraph } = await import("./tfjs/graph-session.ts");
    return openTfjsGraph(NAME, await start(), graph);
  },
};
