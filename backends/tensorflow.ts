import { tfjsNodeBackend } from "./tfjs/node-backend.ts";

/** TensorFlow's CPU kernels through TF.js: the same code path as `cuda`, for machines without a GPU. */
export const tensorflow = tfjsNodeBackend({
  name: "tensorflow",
  packageName: "@tensorflow/tfjs-node",
  usesGpu: false,
  needs: "Node.js 20 or 22 and TensorFlow's binding, which `npm run setup:tensorflow` downloads or builds",
});
