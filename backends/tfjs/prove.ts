import * as tf from "@tensorflow/tfjs-core";
import type { TrainingProof } from "../../harness/contract.ts";
import { BackendError } from "../../harness/errors.ts";
import type { TfjsRuntime } from "./runtime.ts";

/** The threads are counted over so long: in a few steps, a pool's start-up chores look like work. */
const COUNTED_MS = 150;

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
    for (const startMs = performance.now(); performance.now() - startMs < COUNTED_MS; ) work();
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
