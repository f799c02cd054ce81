import { onnxNodeBackend } from "./onnx/node-runtime.ts";

// Newer GPUs would otherwise round the inputs of float32 products to 10 bits (docs/decisions/0007).
process.env.NVIDIA_TF32_OVERRIDE ??= "0";

/** ONNX Runtime's CUDA provider. Its library is not part of the npm package and needs CUDA on the machine. */
export const onnxCuda = onnxNodeBackend({
  name: "onnx-cuda",
  id: "cuda",
  provider: "CUDAExecutionProvider",
  device: "cuda",
  usesGpu: true,
  needs: "an NVIDIA GPU, CUDA 13, and ONNX Runtime's CUDA provider library, which `npm run setup:cuda` downloads",
});
