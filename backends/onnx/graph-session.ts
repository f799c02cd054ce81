import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import { BackendError } from "../../harness/base/errors.ts";
import { mapValues } from "../../harness/base/map-values.ts";
import type { GraphFeeds, GraphProof, GraphSession, GraphTensor, GraphValue } from "../../harness/contract/index.ts";

export interface OnnxGraphParts {
  readonly backend: string;
  readonly session: InferenceSession;
  readonly Tensor: TensorConstructor;
  readonly prove: (feeds: InferenceSession.FeedsType) => Promise<GraphProof>;
}

/** What the runtime would log about a run that fails is in the error that it throws. */
const QUIET = { logSeverityLevel: 4 } as const;

/** A session over a graph that pricewar did not write. */
export function onnxGraphSession({ backend, session, Tensor, prove }: OnnxGraphParts): GraphSession {
  const toFeeds = (feeds: GraphFeeds): InferenceSession.FeedsType =>
    mapValues(feeds, ({ type, data, dims }: GraphTensor) => new Tensor(type, data, dims));
  const stopped = (cause: unknown) =>
    new BackendError(backend, `ONNX Runtime stopped: ${(cause as Error).message}`, { cause });
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    inputs: session.inputMetadata.map(valueFrom),
    outputs: session.outputMetadata.map(valueFrom),
    run: async (feeds, output) => {
      if (closed) throw new BackendError(backend, "the session is closed");
      const run = session.run(toFeeds(feeds), [output], QUIET);
      running.add(run);
      try {
        const { type, data, dims } = (await run)[output]!;
        if (type !== "float32")
          throw new BackendError(backend, `the graph's output "${output}" is ${type}, not float32`);
        return { dims, data: data as Float32Array };
      } catch (cause) {
        throw cause instanceof BackendError ? cause : stopped(cause);
      } finally {
        running.delete(run);
      }
    },
    prove: async (feeds) => prove(toFeeds(feeds)),
    close: async () => {
      if (closed) return;
      closed = true;
      // Releasing the session frees memory that runs in flight still read.
      await Promise.allSettled(running);
      await session.release();
    },
  };
}

function valueFrom(value: InferenceSession.ValueMetadata): GraphValue {
  if (!value.isTensor) return { name: value.name, type: "no tensor", dims: [] };
  return { name: value.name, type: value.type, dims: value.shape };
}
