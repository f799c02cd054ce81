import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";
import type { KernelRunner } from "./ops.ts";

/**
 * Kernels of the active backend, called without TF.js' engine, whose bookkeeping takes a quarter of a small operation's
 * time. Their outputs live until `release`: nothing else frees them.
 */
export interface Kernels {
  /** The backend that the kernels belong to. */
  readonly backend: tf.KernelBackend;
  readonly run: KernelRunner;
  /** A tensor of these values, which must not change until a kernel has read them. */
  upload(values: Float32Array | Int32Array, shape: number[], dtype?: "float32" | "int32"): tf.TensorInfo;
  read(tensor: tf.TensorInfo): Promise<Float32Array>;
  /** Frees everything that was uploaded or computed since the last call, except `kept`. */
  release(kept?: readonly tf.TensorInfo[]): void;
  free(tensor: tf.TensorInfo): void;
  /** Kernels called so far. */
  readonly calls: number;
}

/** Kernels of the active TF.js backend. @param name its name in a matrix, for errors */
export function createKernels(name: string): Kernels {
  const backend = tf.backend();
  const backendName = tf.getBackend();
  const functions = new Map<string, tf.KernelFunc>();
  const functionOf = (kernel: string) => {
    const known = functions.get(kernel);
    if (known !== undefined) return known;
    const { kernelFunc } = tf.getKernel(kernel, backendName) ?? {};
    if (kernelFunc === undefined) throw new BackendError(name, `TF.js has no kernel ${kernel} on ${backendName}`);
    functions.set(kernel, kernelFunc);
    return kernelFunc;
  };
  let live: tf.TensorInfo[] = [];
  let calls = 0;
  const free = ({ dataId }: tf.TensorInfo) => void backend.disposeData(dataId);
  return {
    backend,
    run: (kernel, inputs, attrs) => {
      const output = functionOf(kernel)({ inputs: inputs as tf.NamedTensorInfoMap, attrs, backend });
      calls += 1;
      if (Array.isArray(output)) live.push(...output);
      else live.push(output);
      return output;
    },
    upload: (values, shape, dtype = "float32") => {
      const tensor = { dataId: backend.write(values, shape, dtype), shape, dtype };
      live.push(tensor);
      return tensor;
    },
    read: async ({ dataId }) => (await backend.read(dataId)) as Float32Array,
    release: (kept = []) => {
      for (const tensor of live) if (!kept.includes(tensor)) free(tensor);
      live = [];
    },
    free,
    get calls() {
      return calls;
    },
  };
}
