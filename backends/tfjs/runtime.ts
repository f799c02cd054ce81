import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";

/** A started backend of TF.js, with what it tells of itself. */
export interface TfjsRuntime {
  readonly device: string;
  readonly library: string;
  /**
   * Makes it the active backend before it returns. Kernels belong to the backend that was active when they were looked
   * up, and TensorFlow's make helpers on whichever is active, so every synchronous stretch of them begins with this.
   */
  activate(): void;
  /** What the active backend says it is. */
  provider(): string;
  /** Threads that compute while `work` runs; null where neither the runtime nor the kernel tells. */
  threadsDuring(work: () => void): number | null;
}

/**
 * Makes a started backend TF.js's active one, at once.
 * @param backend what a matrix calls it
 * @param engineName what TF.js calls it
 * @throws BackendError where it has not been started, or while another starts: TF.js then runs nothing
 */
export function activateEngine(backend: string, engineName: string): void {
  const started = tf.findBackend(engineName);
  if (started === null) throw new BackendError(backend, `TF.js has no started backend ${engineName}`);
  // The instance counts: a start that ends late leaves one backend's name with another's instance.
  if (tf.getBackend() === engineName && runningEngine() === started) return;
  // Only a backend that has yet to start makes setBackend wait.
  void tf.setBackend(engineName);
  if (runningEngine() !== started) throw new BackendError(backend, "another backend of TF.js is starting");
}

function runningEngine(): tf.KernelBackend | null {
  try {
    return tf.backend();
  } catch {
    return null;
  }
}
