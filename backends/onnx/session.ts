import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import {
  type EncodedTexts,
  type ExecutionProof,
  type ModelSpec,
  PADDING_ID,
  type Session,
  SPECIAL_ROWS,
} from "../../harness/contract.ts";
import { BackendError } from "../../harness/errors.ts";
import { toPaddedIds } from "../../harness/text/encoded-texts.ts";
import { meanDivisor } from "../../harness/training/batches.ts";
import { DISTINCT, INPUT_IDS, type InputForm, PROBABILITIES } from "./serving-graph.ts";

export interface OnnxSessionParts {
  readonly backend: string;
  readonly spec: ModelSpec;
  readonly form: InputForm;
  readonly session: InferenceSession;
  readonly Tensor: TensorConstructor;
  readonly prove: (feeds: InferenceSession.FeedsType) => Promise<ExecutionProof>;
}

export function onnxSession(parts: OnnxSessionParts): Session {
  const { backend, spec, form, session } = parts;
  const feed = form === "padded" ? paddedFeeds : distinctFeeds;
  let closed = false;
  return {
    spec,
    predict: async (batch) => {
      if (closed) throw new BackendError(backend, "the session is closed");
      if (batch.rows === 0) return new Float32Array(0);
      try {
        const outputs = await session.run(feed(parts, batch));
        return outputs[PROBABILITIES]!.data as Float32Array;
      } catch (cause) {
        throw new BackendError(backend, `ONNX Runtime stopped: ${(cause as Error).message}`, { cause });
      }
    },
    prove: (batch) => parts.prove(feed(parts, batch)),
    close: async () => {
      if (closed) return;
      closed = true;
      await session.release();
    },
  };
}

function paddedFeeds({ spec, Tensor }: OnnxSessionParts, texts: EncodedTexts): InferenceSession.FeedsType {
  return { [INPUT_IDS]: new Tensor("int64", toPaddedIds(texts), [texts.rows, spec.maxLength]) };
}

function distinctFeeds({ spec, Tensor }: OnnxSessionParts, texts: EncodedTexts): InferenceSession.FeedsType {
  const { rows, offsets } = texts;
  let width = 1;
  for (let row = 0; row < rows; row += 1) width = Math.max(width, offsets[row + 1]! - offsets[row]!);
  const ids = new BigInt64Array(rows * width);
  // Ids are below 2^31: writing the low word of each is many times faster than making a bigint.
  const low = new Int32Array(ids.buffer);
  const shares = new Float32Array(rows * width);
  const special = new Float32Array(rows * SPECIAL_ROWS);
  for (let row = 0; row < rows; row += 1) {
    const divisor = meanDivisor(texts, row, spec.pooling);
    let at = row * width;
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry += 1) {
      const id = texts.ids[entry]!;
      const share = texts.counts[entry]! / divisor;
      if (id < SPECIAL_ROWS) {
        if (id !== PADDING_ID || spec.pooling === "all") special[row * SPECIAL_ROWS + id] = share;
        continue;
      }
      low[at * 2] = id;
      shares[at] = share;
      at += 1;
    }
  }
  return {
    [DISTINCT.ids]: new Tensor("int64", ids, [rows, width]),
    [DISTINCT.shares]: new Tensor("float32", shares, [rows, width]),
    [DISTINCT.special]: new Tensor("float32", special, [rows, SPECIAL_ROWS]),
  };
}
