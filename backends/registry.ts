import type { Backend } from "../harness/contract.ts";
import { createRegistry } from "../harness/registry.ts";

/** Every runtime by the name a matrix calls it. Loading one loads no other's native library. */
export const backends = createRegistry<Backend>("backend", {
  onnx: async () => (await import("./onnx.ts")).onnx,
  wasm: async () => (await import("./wasm.ts")).wasm,
});
