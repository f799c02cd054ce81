import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";
import type { TrainingProof } from "../../harness/contract/index.ts";
import type { Kernels } from "./kernels.ts";
import type { TfjsRuntime } from "./runtime.ts";

/** How long threads are counted: over only a few steps, a pool's start-up overhead would look like work. */
const COUNTING_MS = 150;

/**
 * Runs work on a runtime and reports what ran.
 * @param work calls some of these kernels, and frees their tensors
 * @throws BackendError if it called no kernel, or if the kernels belong to another backend
 */
export function proveByKernels(
  backend: string,
  runtime: TfjsRuntime,
  kernels: Kernels,
  work: () => void,
): TrainingProof {
  runtime.activate();
  const { calls } = kernels;
  if (kernels.backend !== tf.backend()) {
    throw new BackendError(
      backend,
      `its kernels do not belong to ${runtime.provider()}, so there is no proof of what ran`,
    );
  }
  const threads = countThreads(runtime, work);
  work();
  if (kernels.calls === calls) {
    throw new BackendError(backend, "no kernel of TF.js was called, so there is no proof of what ran");
  }
  const kernelPrecision = `float${kernels.backend.floatPrecision()}`;
  return { device: runtime.device, provider: runtime.provider(), kernelPrecision, threads, library: runtime.library };
}

/** Threads that compute while work runs again and again; null if nothing reports them. */
export function countThreads(runtime: TfjsRuntime, work: () => void): number | null {
  return runtime.threadsDuring(() => {
    for (const startMs = performance.now(); performance.now() - startMs < COUNTING_MS; ) work();
  });
}
