/** Where a shared library comes from, by its name. */
const SOURCES: readonly { readonly name: RegExp; readonly source: string }[] = [
  { name: /^libcuda\./, source: "comes with NVIDIA's driver" },
  { name: /^libcudnn/, source: "is part of NVIDIA's cuDNN (https://developer.nvidia.com/cudnn)" },
  { name: /^libnv(infer|onnxparser)/, source: "is part of NVIDIA's TensorRT, which pricewar does not use" },
  {
    name: /^lib(cudart|cublas|cublasLt|cufft|curand|cusolver|cusparse|nvrtc|nvJitLink|cupti|nccl)/,
    source:
      "is part of NVIDIA's CUDA (https://developer.nvidia.com/cuda-toolkit-archive; in Python, nvidia-*-cu* packages)",
  },
  { name: /^libtensorflow/, source: "is TensorFlow itself: run this setup again" },
  { name: /^lib(stdc\+\+|gcc_s)/, source: "comes with GCC (libstdc++6, libgcc-s1)" },
];

/** Says of one missing library how to get it. The version in its name is the version that is wanted. */
export function missingHelp(library: string): string {
  const source = SOURCES.find(({ name }) => name.test(library))?.source ?? "is looked for on the system";
  return `${library} is missing: it ${source}. Its folder must be known to the loader: LD_LIBRARY_PATH or ldconfig`;
}

/** Lines of TensorFlow's log that tell why it opened no GPU, without their time stamps. */
export function gpuComplaints(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => /cuda|dlopen|gpu/i.test(line))
    .map((line) => line.replace(/^.*?\b[\w/]+\.(cc|h):\d+\] /, "").trim());
}
