import { type GraphModel, loadGraphModelSync } from "@tensorflow/tfjs-converter";
import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";
import type { GraphFeeds, GraphSession, GraphValue, TfjsGraph } from "../../harness/contract/index.ts";
import { countThreads } from "./prove.ts";
import type { TfjsRuntime } from "./runtime.ts";

/**
 * A graph of TensorFlow.js on a TF.js backend, by TensorFlow's own executor. Any node of it may be fed; what leads to that one does
 * not run. Operators that wait for their own results, such as Where, have to be.
 * @throws BackendError on a graph that the executor refuses
 */
export function openTfjsGraph(backend: string, runtime: TfjsRuntime, graph: TfjsGraph): GraphSession {
  runtime.activate();
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new BackendError(backend, `TF.js refused the graph: ${(cause as Error).message}`, { cause });
    }
  };
  const model = attempt(() => loadGraphModelSync({ load: () => artifactsOf(graph) }));
  /** The output, which the caller has to free. Without a wait, so that no other backend can become active meanwhile. */
  const execute = (feeds: GraphFeeds, output?: string): tf.Tensor => {
    runtime.activate();
    return attempt(() => tf.tidy(() => model.execute(tensorsOf(feeds), output) as tf.Tensor));
  };
  let closed = false;
  return {
    inputs: model.inputs.map(graphValue),
    outputs: model.outputs.map(graphValue),
    run: async (feeds, output) => {
      if (closed) throw new BackendError(backend, "the session is closed");
      const answer = execute(feeds, output);
      try {
        return { dims: answer.shape, data: (await answer.data()) as Float32Array };
      } finally {
        answer.dispose();
      }
    },
    prove: async (feeds) => {
      const work = () => execute(feeds).dispose();
      const threads = countThreads(runtime, work);
      const { kernelNames } = await tf.profile(work);
      if (kernelNames.length === 0) {
        throw new BackendError(backend, "no kernel of TF.js was called, so there is no proof of what ran");
      }
      const { device, library } = runtime;
      const provider = runtime.provider();
      const kernels = { [provider]: kernelNames.sort() };
      return { device, library, provider, threads, kernels, kernelPrecision: `float${tf.backend().floatPrecision()}` };
    },
    close: async () => {
      if (closed) return;
      closed = true;
      runtime.activate();
      model.dispose();
    },
  };
}

function artifactsOf({ model: { modelTopology, weightsManifest }, weights }: TfjsGraph): tf.io.ModelArtifacts {
  const weightSpecs = weightsManifest.flatMap((group) => group.weights) as tf.io.WeightsManifestEntry[];
  // A copy: what Buffer.concat returns may be part of a larger buffer.
  return { modelTopology, weightSpecs, weightData: new Uint8Array(Buffer.concat(weights)).buffer };
}

function tensorsOf(feeds: GraphFeeds): tf.NamedTensorMap {
  const tensors = Object.entries(feeds).map(([name, { type, dims, data }]) => {
    if (type !== "int32") throw new RangeError(`TF.js has no ${type}, which "${name}" is`);
    return [name, tf.tensor(data, [...dims], type)] as const;
  });
  return Object.fromEntries(tensors);
}

function graphValue({ name, dtype, shape }: GraphModel["inputs"][number]): GraphValue {
  return { name, type: dtype, dims: shape?.map((size, axis) => (size < 0 ? `${name}.${axis}` : size)) ?? [] };
}
