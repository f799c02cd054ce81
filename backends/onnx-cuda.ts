import { onnxNodeBackend } from "./onnx/node-runtime.ts";

/** ONNX Runtime's CUDA provider. Its library is no part of the npm package and wants CUDA on the machine. */
export const onnxCuda = onnxNodeBackend({
  name: "onnx-cuda",
  id: "cuda",
  provider: "CUDAExecutionProvider",
  device: "cuda",
  usesGpu: true,
  needs: "an NVIDIA GPU, CUDA 13, and ONNX Runtime's CUDA provider library, which `npm run setup:cuda` fetches",
});
