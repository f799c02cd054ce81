import { onnxNodeBackend } from "./onnx/node-runtime.ts";

/** ONNX Runtime's WebGPU provider, on a GPU of any vendor that has a Vulkan, Metal or Direct3D driver. */
export const onnxWebgpu = onnxNodeBackend({
  name: "onnx-webgpu",
  id: "webgpu",
  provider: "WebGpuExecutionProvider",
  device: "webgpu",
  usesGpu: true,
  needs: "a GPU with a Vulkan, Metal or Direct3D 12 driver, on Linux the Vulkan loader too (libvulkan1)",
});
