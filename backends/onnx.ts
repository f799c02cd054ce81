import { onnxNodeBackend } from "./onnx/node-runtime.ts";

/** ONNX Runtime on the CPU: trains with a Scan graph, serves exported files. */
export const onnx = onnxNodeBackend({
  name: "onnx",
  id: "cpu",
  provider: "CPUExecutionProvider",
  device: "cpu",
  usesGpu: false,
  needs: "nothing",
});
