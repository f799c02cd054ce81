import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";
import type { TrainingProof } from "../../harness/contract/index.ts";
import type { Kernels } from "./kernels.ts";
import type { TfjsRuntime } from "./runtime.ts";

/** The threads are counted over so long: in a few steps, a pool's start-up chores look like work. */
const COUNTED_MS = 150;

/**
 * Runs work on a runtime, and tells what ran.
 * @param work some operations of these kernels, whose tensors it frees
 * @throws BackendError where it called no kernel, or where the kernels are another backend's
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
    throw new BackendError(backend, `its kernels are not those of ${runtime.provider()}, so nothing proves what ran`);
  }
  const threads = runtime.threadsDuring(() => {
    for (const startMs = performance.now(); performance.now() - startMs < COUNTED_MS; ) work();
  });
  work();
  if (kernels.calls === calls) {
    throw new BackendError(backend, "no kernel of TF.js was called, so nothing proves what ran");
  }
  const kernelPrecision = `float${kernels.backend.floatPrecision()}`;
  return { device: runtime.device, provider: runtime.provider(), kernelPrecision, threads, library: runtime.library };
}
