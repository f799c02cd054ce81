import * as tf from "@tensorflow/tfjs-core";
import type { TrainingProof } from "../../harness/contract.ts";
import { BackendError } from "../../harness/errors.ts";
import type { TfjsRuntime } from "./runtime.ts";

/** Runs of the work that the threads are counted over. */
const THREAD_RUNS = 4;

/**
 * Runs work on a runtime under TF.js's profiler, and tells what ran.
 * @param work some operations, whose tensors it frees
 * @throws BackendError where the profiler saw no kernel
 */
export async function proveByProfile(backend: string, runtime: TfjsRuntime, work: () => void): Promise<TrainingProof> {
  runtime.activate();
  const provider = runtime.provider();
  const kernelPrecision = `float${tf.backend().floatPrecision()}`;
  const threads = runtime.threadsDuring(() => {
    for (let run = 0; run < THREAD_RUNS; run += 1) work();
  });
  const { kernelNames } = await tf.profile(() => {
    work();
    return [];
  });
  if (kernelNames.length === 0) {
    throw new BackendError(backend, "TF.js profiled no kernel, so nothing proves what ran");
  }
  return { device: runtime.device, provider, kernelPrecision, threads, library: runtime.library };
}
