import { createRegistry } from "../harness/base/registry.ts";
import type { Backend } from "../harness/contract/index.ts";

/** Every runtime by its name in a matrix. Loading one does not load another's native library. */
export const backends = createRegistry<Backend>("backend", {
  cuda: async () => (await import("./cuda.ts")).cuda,
  tensorflow: async () => (await import("./tensorflow.ts")).tensorflow,
  onnx: async () => (await import("./onnx.ts")).onnx,
  "onnx-cuda": async () => (await import("./onnx-cuda.ts")).onnxCuda,
  "onnx-webgpu": async () => (await import("./onnx-webgpu.ts")).onnxWebgpu,
  "onnx-wasm": async () => (await import("./onnx-wasm.ts")).onnxWasm,
  wasm: async () => (await import("./wasm.ts")).wasm,
  javascript: async () => (await import("./javascript.ts")).javascript,
});
