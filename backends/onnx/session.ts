import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import { BackendError } from "../../harness/base/errors.ts";
import { textsPerBlock } from "../../harness/classifier/model-file/distinct-form.ts";
import { INPUT_IDS, type InputForm, PROBABILITIES } from "../../harness/classifier/model-file/serving-graph.ts";
import { toPaddedIds } from "../../harness/classifier/text/encoded-texts.ts";
import { outputCountOf } from "../../harness/classifier/training/network.ts";
import type { EncodedTexts, ExecutionProof, ModelSpec, Session } from "../../harness/contract/index.ts";
import { inputLength } from "../../harness/contract/model-sizes.ts";
import { createDistinctFeeder, type DistinctFeeder } from "./distinct-feeds.ts";
import { packTexts, packWhole } from "./text-blocks.ts";

export interface OnnxSessionParts {
  readonly backend: string;
  readonly spec: ModelSpec;
  readonly form: InputForm;
  readonly session: InferenceSession;
  readonly Tensor: TensorConstructor;
  /** On a GPU a further call costs more than filling up. */
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
  const answer = form === "padded" ? (batch: EncodedTexts) => run(paddedFeeds(parts, batch)) : distinct.predict;
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    spec,
    predict: async (batch) => {
      if (closed) throw new BackendError(backend, "the session is closed");
      if (batch.rows === 0) return new Float32Array(0);
      const answering = answer(batch);
      running.add(answering);
      return answering.finally(() => running.delete(answering));
    },
    prove: (batch) => (form === "padded" ? parts.prove(paddedFeeds(parts, batch)) : distinct.prove(batch)),
    close: async () => {
      if (closed) return;
      closed = true;
      // The runtime frees what a batch on its way still reads.
      await Promise.allSettled(running);
      await session.release();
    },
  };
}

function paddedFeeds({ spec, Tensor }: OnnxSessionParts, texts: EncodedTexts): InferenceSession.FeedsType {
  return { [INPUT_IDS]: new Tensor("int64", toPaddedIds(texts), [texts.rows, inputLength(spec)]) };
}

/** The distinct form's side of a session: a batch goes block by block, its answers come in the order of the texts. */
function distinctForm(
  { backend, spec, Tensor, usesGpu, prove }: OnnxSessionParts,
  run: (feeds: InferenceSession.FeedsType) => Promise<Float32Array>,
): Pick<Session, "predict" | "prove"> {
  const outputCount = outputCountOf(spec.classes);
  const most = textsPerBlock(spec);
  const pack = (widths: Int32Array) => (usesGpu ? [packWhole(widths, most)] : packTexts(widths, most));
  // A feeder holds a batch until the runtime is through with it; batches may be asked for side by side.
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
        const probabilities = new Float32Array(texts.rows * outputCount);
        for (const blocks of pack(feeder.take(texts))) {
          const own = await run(feeder.feedsOf(blocks));
          blocks.rows.forEach((row, place) => {
            if (row < 0) return;
            for (let unit = 0; unit < outputCount; unit += 1)
              probabilities[row * outputCount + unit] = own[place * outputCount + unit]!;
          });
        }
        return probabilities;
      }),
    prove: (texts) => withFeeder(async (feeder) => prove(feeder.feedsOf(pack(feeder.take(texts)).at(-1)!))),
  };
}
