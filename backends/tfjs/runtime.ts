import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";

/** A running TF.js backend and its description. */
export interface TfjsRuntime {
  readonly device: string;
  readonly library: string;
  /**
   * Makes it the active backend, synchronously. Kernels belong to the backend that was active when they were looked up,
   * and TensorFlow's create helper tensors on whichever is active, so every synchronous stretch of kernels starts with
   * this call.
   */
  activate(): void;
  /** What the active backend reports itself to be. */
  provider(): string;
  /** Threads that compute while `work` runs; null if neither the runtime nor the operating system reports them. */
  threadsDuring(work: () => void): number | null;
}

/**
 * Makes a running backend TF.js' active one, synchronously.
 * @param backend its name in a matrix
 * @param engineName its name in TF.js
 * @throws BackendError if it has not been started, or while another one is starting, when TF.js runs nothing
 */
export function activateEngine(backend: string, engineName: string): void {
  const started = tf.findBackend(engineName);
  if (started === null) throw new BackendError(backend, `the TF.js backend ${engineName} has not been started`);
  // Compare instances too: after a slow start, the name may be one backend's and the instance another's.
  if (tf.getBackend() === engineName && runningEngine() === started) return;
  // setBackend is asynchronous only for a backend that has not been started.
  void tf.setBackend(engineName);
  if (runningEngine() !== started) throw new BackendError(backend, "another TF.js backend is starting");
}

function runningEngine(): tf.KernelBackend | null {
  try {
    return tf.backend();
  } catch {
    return null;
  }
}
