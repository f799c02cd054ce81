const LOADER = "if it is there, its folder must be known to the loader (LD_LIBRARY_PATH or ldconfig)";

/** Where a shared library comes from, by its name. */
const SOURCES: readonly { readonly name: RegExp; readonly source: string }[] = [
  { name: /^libcuda\./, source: "NVIDIA's driver brings it" },
  { name: /^libcudnn/, source: `part of NVIDIA's cuDNN (https://developer.nvidia.com/cudnn); ${LOADER}` },
  { name: /^libnv(infer|onnxparser)/, source: "part of NVIDIA's TensorRT, which pricewar does not use" },
  {
    name: /^lib(cudart|cublas|cublasLt|cufft|curand|cusolver|cusparse|nvrtc|nvJitLink|cupti|nccl)\./,
    source: `part of NVIDIA's CUDA (https://developer.nvidia.com/cuda-toolkit-archive; in Python, nvidia-*-cu* packages); ${LOADER}`,
  },
  { name: /^libtensorflow/, source: "TensorFlow itself, gone from where it was found or linked: run this setup again" },
  { name: /^lib(stdc\+\+|gcc_s)/, source: `GCC brings it (libstdc++6, libgcc-s1); ${LOADER}` },
];

/** Says of one missing library how to get it. The version in its name is the version that is wanted. */
export function missingHelp(library: string): string {
  const known = SOURCES.find(({ name }) => name.test(library));
  return `${library} is missing: ${known?.source ?? LOADER}`;
}

/** Lines of TensorFlow's log that tell why it opened no GPU, without their time stamps. */
export function gpuComplaints(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => /cuda|dlopen|gpu/i.test(line))
    .map((line) => line.replace(/^.*?\b[\w/]+\.(cc|h):\d+\] /, "").trim());
}
