import { tfjsNodeBackend } from "./tfjs/node-backend.ts";

/** TensorFlow's CUDA kernels through TF.js. Refuses to start if TensorFlow opens no GPU. */
export const cuda = tfjsNodeBackend({
  name: "cuda",
  packageName: "@tensorflow/tfjs-node-gpu",
  usesGpu: true,
  needs:
    "Node.js 20 or 22, an NVIDIA GPU with the CUDA libraries that its TensorFlow needs (2.9: CUDA 11.2 and cuDNN 8.1), and the " +
    "binding, which `npm run setup:cuda` downloads or builds",
});
