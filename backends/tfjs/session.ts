import type * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { buildNetwork } from "../../harness/classifier/training/network.ts";
import { type EncodedTexts, type ModelWeights, PADDING_ID, type Session } from "../../harness/contract/index.ts";
import { createKernels } from "./kernels.ts";
import { tfjsOps } from "./ops.ts";
import { proveByKernels } from "./prove.ts";
import type { TfjsRuntime } from "./runtime.ts";

/** Serves on a TF.js backend. Weights are converted to float32 when they load, since its kernels support nothing smaller. */
export function openTfjsSession(
  backend: string,
  model: ModelWeights,
  runtime: TfjsRuntime,
  inputForm: "padded" | "distinct",
): Session {
  const { spec } = model;
  const network = buildNetwork(spec);
  runtime.activate();
  const kernels = createKernels(backend);
  const ops = tfjsOps(kernels.run);
  const tensors = new Map(
    [...model.weights].map(([name, stored]) => [name, kernels.upload(dequantize(stored), [...stored.shape])]),
  );
  const weights = [...tensors.values()];
  kernels.release(weights);

  /** Means over positions [rows, columns]: each text's rows [1, width] x [width, columns], all texts in one product. */
  const poolTexts = (texts: EncodedTexts): tf.TensorInfo => {
    const { ids, shares, width } = (inputForm === "padded" ? positionsOf : distinctOf)(texts, spec.pooling);
    const gathered = ops.gatherRows(tensors.get("embedding")!, kernels.upload(ids, [ids.length, 1], "int32"));
    const rows = ops.reshape(gathered, [texts.rows, width, spec.embedding]);
    const means = ops.matMul(kernels.upload(shares, [texts.rows, 1, width]), rows);
    return ops.reshape(means, [texts.rows, spec.embedding]);
  };
  /** Probabilities, which the caller has to free. */
  const probabilitiesOf = (batch: EncodedTexts): tf.TensorInfo => {
    const probabilities = network.probabilities(ops, network.forward(ops, poolTexts(batch), tensors).logits);
    kernels.release([probabilities]);
    return probabilities;
  };
  let closed = false;
  return {
    spec,
    predict: async (batch) => {
      if (closed) throw new BackendError(backend, "the session is closed");
      if (batch.rows === 0) return new Float32Array(0);
      runtime.activate();
      const probabilities = probabilitiesOf(batch);
      try {
        return await kernels.read(probabilities);
      } finally {
        kernels.free(probabilities);
      }
    },
    prove: async (batch) => ({
      ...proveByKernels(backend, runtime, kernels, () => kernels.free(probabilitiesOf(batch))),
      inputForm,
    }),
    close: async () => {
      if (closed) return;
      closed = true;
      kernels.release();
      weights.forEach(kernels.free);
    },
  };
}

interface WeightedIds {
  readonly ids: Int32Array;
  readonly shares: Float32Array;
  /** Ids per text; padding has share 0. */
  readonly width: number;
}

function distinctOf(texts: EncodedTexts, pooling: ModelWeights["spec"]["pooling"]): WeightedIds {
  let width = 1;
  for (let row = 0; row < texts.rows; row += 1) width = Math.max(width, texts.offsets[row + 1]! - texts.offsets[row]!);
  const ids = new Int32Array(texts.rows * width);
  const shares = new Float32Array(texts.rows * width);
  for (let row = 0; row < texts.rows; row += 1) {
    const start = texts.offsets[row]!;
    const divisor = meanDivisor(texts, row, pooling);
    for (let entry = start; entry < texts.offsets[row + 1]!; entry += 1) {
      const at = row * width + entry - start;
      ids[at] = texts.ids[entry]!;
      shares[at] = texts.ids[entry] === PADDING_ID && pooling === "words" ? 0 : texts.counts[entry]! / divisor;
    }
  }
  return { ids, shares, width };
}

/** One id per position, as the reference experiment's model reads a text. */
function positionsOf(texts: EncodedTexts, pooling: ModelWeights["spec"]["pooling"]): WeightedIds {
  const width = texts.maxLength;
  const ids = new Int32Array(texts.rows * width);
  const shares = new Float32Array(texts.rows * width);
  for (let row = 0; row < texts.rows; row += 1) {
    const share = 1 / meanDivisor(texts, row, pooling);
    let at = row * width;
    for (let entry = texts.offsets[row]!; entry < texts.offsets[row + 1]!; entry += 1) {
      const end = at + texts.counts[entry]!;
      ids.fill(texts.ids[entry]!, at, end);
      shares.fill(texts.ids[entry] === PADDING_ID && pooling === "words" ? 0 : share, at, end);
      at = end;
    }
  }
  return { ids, shares, width };
}
