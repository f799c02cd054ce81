import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

export const trainingProofSchema = z.object({
  /** "cpu", or the name of the accelerator. */
  device: z.string(),
  /** Execution provider of the nodes, such as "CPUExecutionProvider" or "tfjs wasm simd". */
  provider: z.string(),
  /** Types that the kernels compute in, such as "float32" or "float32+int8". */
  kernelPrecision: z.string(),
  /** Threads that computed; null if neither the runtime nor the kernel reports them. */
  threads: z.number().nullable(),
  /** Name and version, such as "onnxruntime-node 1.30.0". */
  library: z.string(),
});

/** What actually ran in training, read back from the runtime and never copied from the request. */
export type TrainingProof = DeepReadonly<z.output<typeof trainingProofSchema>>;

export const executionProofSchema = trainingProofSchema.extend({
  /**
   * Form in which the texts enter the kernels: the id of every position; each id once, with its count; the ids of all words, with
   * padding as a count; or the texts themselves, as the kernels find their words, too.
   */
  inputForm: z.enum(["padded", "distinct", "words", "texts"]),
});

/** What actually ran in serving. */
export type ExecutionProof = DeepReadonly<z.output<typeof executionProofSchema>>;
