import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import { BackendError } from "../../harness/base/errors.ts";
import { textsPerBlock } from "../../harness/classifier/model-file/distinct-form.ts";
import { INPUT_IDS, type InputForm, PROBABILITIES } from "../../harness/classifier/model-file/serving-graph.ts";
import { toPaddedIds } from "../../harness/classifier/text/encoded-texts.ts";
import type { EncodedTexts, ExecutionProof, ModelSpec, Session } from "../../harness/contract/index.ts";
import { inputLength } from "../../harness/contract/model-sizes.ts";
import { createDistinctFeeder, type DistinctFeeder } from "./distinct-feeds.ts";
import { packTexts, packWhole } from "./text-blocks.ts";

export interface OnnxSessionParts {
  readonly backend: string;
  readonly spec: ModelSpec;
  readonly form: InputForm;
  /** Columns of what the graph gives for a text. */
  readonly columns: number;
  readonly session: InferenceSession;
  readonly Tensor: TensorConstructor;
  /** On a GPU another call costs more than padding. */
  readonly usesGpu: boolean;
  readonly prove: (feeds: InferenceSession.FeedsType) => Promise<ExecutionProof>;
}

export function onnxSession(parts: OnnxSessionParts): Session {
  const { backend, spec, form, session } = parts;
  const run = async (feeds: InferenceSession.FeedsType): Promise<Float32Array> => {
    try {
      return (await session.run(feeds))[PROBABILITIES]!.data as Float32Array;
    } catch (cause) {
      throw new BackendError(backend, `ONNX Runtime stopped: ${(cause as Error).message}`, { cause });
    }
  };
  const distinct = distinctForm(parts, run);
  const predict = form === "padded" ? (batch: EncodedTexts) => run(paddedFeeds(parts, batch)) : distinct.predict;
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    spec,
    predict: async (batch) => {
      if (closed) throw new BackendError(backend, "the session is closed");
      if (batch.rows === 0) return new Float32Array(0);
      const prediction = predict(batch);
      running.add(prediction);
      return prediction.finally(() => running.delete(prediction));
    },
    prove: (batch) => (form === "padded" ? parts.prove(paddedFeeds(parts, batch)) : distinct.prove(batch)),
    close: async () => {
      if (closed) return;
      closed = true;
      // Releasing the session frees memory that batches in flight still read.
      await Promise.allSettled(running);
      await session.release();
    },
  };
}

function paddedFeeds({ spec, Tensor }: OnnxSessionParts, texts: EncodedTexts): InferenceSession.FeedsType {
  return { [INPUT_IDS]: new Tensor("int64", toPaddedIds(texts), [texts.rows, inputLength(spec)]) };
}

/** The distinct form's part of a session: runs a batch block by block and returns probabilities in the order of the texts. */
function distinctForm(
  { backend, spec, columns, Tensor, usesGpu, prove }: OnnxSessionParts,
  run: (feeds: InferenceSession.FeedsType) => Promise<Float32Array>,
): Pick<Session, "predict" | "prove"> {
  const maxTexts = textsPerBlock(spec);
  const pack = (widths: Int32Array) => (usesGpu ? [packWhole(widths, maxTexts)] : packTexts(widths, maxTexts));
  // A feeder keeps a batch until the runtime is done with it, so concurrent batches need a feeder each.
  const idle: DistinctFeeder[] = [];
  const withFeeder = async <A>(work: (feeder: DistinctFeeder) => Promise<A>): Promise<A> => {
    try {
      const feeder = idle.pop() ?? createDistinctFeeder(spec, Tensor);
      return await work(feeder).finally(() => idle.push(feeder));
    } catch (cause) {
      throw cause instanceof RangeError ? new BackendError(backend, cause.message, { cause }) : cause;
    }
  };
  return {
    predict: (texts) =>
      withFeeder(async (feeder) => {
        const probabilities = new Float32Array(texts.rows * columns);
        for (const blocks of pack(feeder.loadBatch(texts))) {
          const blockProbabilities = await run(feeder.feedsOf(blocks));
          blocks.rows.forEach((row, place) => {
            if (row < 0) return;
            for (let column = 0; column < columns; column += 1) {
              probabilities[row * columns + column] = blockProbabilities[place * columns + column]!;
            }
          });
        }
        return probabilities;
      }),
    prove: (texts) => withFeeder(async (feeder) => prove(feeder.feedsOf(pack(feeder.loadBatch(texts)).at(-1)!))),
  };
}
