const LOADER = "if it is installed, tell the loader its folder (LD_LIBRARY_PATH or ldconfig)";

/** Where a shared library comes from, by its name. */
const SOURCES: readonly { readonly name: RegExp; readonly source: string }[] = [
  { name: /^libcuda\./, source: "part of NVIDIA's driver" },
  { name: /^libcudnn/, source: `part of NVIDIA's cuDNN (https://developer.nvidia.com/cudnn); ${LOADER}` },
  { name: /^libnv(infer|onnxparser)/, source: "part of NVIDIA's TensorRT, which pricewar does not use" },
  {
    name: /^lib(cudart|cublas|cublasLt|cufft|curand|cusolver|cusparse|nvrtc|nvJitLink|cupti|nccl)\./,
    source: `part of NVIDIA's CUDA (https://developer.nvidia.com/cuda-toolkit-archive; in Python, nvidia-*-cu* packages); ${LOADER}`,
  },
  { name: /^libtensorflow/, source: "TensorFlow itself, which was moved or removed; run this setup again" },
  { name: /^lib(stdc\+\+|gcc_s)/, source: `part of GCC's runtime (libstdc++6, libgcc-s1); ${LOADER}` },
];

/** How to get a missing library. The version in its name is the one needed. */
export function missingHelp(library: string): string {
  const known = SOURCES.find(({ name }) => name.test(library));
  return `${library} is missing: ${known?.source ?? LOADER}`;
}

/** Lines of TensorFlow's log that explain why it opened no GPU, without time stamps. */
export function gpuComplaints(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => /cuda|dlopen|gpu/i.test(line))
    .map((line) => line.replace(/^.*?\b[\w/]+\.(cc|h):\d+\] /, "").trim());
}
