/** What really ran, read back from the runtime and never copied from the request. */
export interface ExecutionProof {
  /** "cpu", or the name of the accelerator */
  readonly device: string;
  /** Execution provider of the nodes, e.g. "CPUExecutionProvider" or "tfjs wasm simd". */
  readonly provider: string;
  /** Types that the kernels compute in, e.g. "float32" or "float32+int8". */
  readonly kernelPrecision: string;
  /** Threads that computed; null where neither the runtime nor the kernel reports it. */
  readonly threads: number | null;
  /** The form in which texts enter the kernels. */
  readonly inputForm: "padded" | "distinct";
  /** Name and version, e.g. "onnxruntime-node 1.30.0". */
  readonly library: string;
}

/** What really ran while training. */
export type TrainingProof = Omit<ExecutionProof, "inputForm">;
