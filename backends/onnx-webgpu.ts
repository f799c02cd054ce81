import { onnxNodeBackend } from "./onnx/node-runtime.ts";

/** ONNX Runtime's WebGPU provider, on any GPU with a Vulkan, Metal or Direct3D driver. */
export const onnxWebgpu = onnxNodeBackend({
  name: "onnx-webgpu",
  id: "webgpu",
  provider: "WebGpuExecutionProvider",
  device: "webgpu",
  usesGpu: true,
  needs: "a GPU with a Vulkan, Metal or Direct3D 12 driver, and on Linux the Vulkan loader (libvulkan1)",
});
