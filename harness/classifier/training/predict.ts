import type { EncodedTexts, ModelSpec } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import { sliceTexts } from "../text/encoded-texts.ts";
import { meanDivisor } from "./batches.ts";
import { buildNetwork, type NetworkPass } from "./network.ts";
import { type PlainTensor, plainOps, plainTensor } from "./plain-ops.ts";
import { addWeightedRows, roomForRows } from "./weighted-rows.ts";

/**
 * Probabilities [rows, outputs] in plain JavaScript, to follow a training on a backend that has no faster way. The figures
 * of a record come from the exported model on the serving backend instead.
 * @param weights float32 by name, as `unpackTable` gives them
 */
export function predictPlain(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  texts: EncodedTexts,
): Float64Array {
  return buildNetwork(spec).probabilities(plainOps, predictLogits(spec, weights, texts)).data;
}

/** Texts whose layers are in memory at once: a text's take more than the text itself. */
const TEXTS_AT_ONCE = 4096;
/** 8 MiB of float64. */
const OUTPUTS_AT_ONCE = 2 ** 20;

/** Texts that are answered at once: with many outputs fewer, so that their answers take no more memory. */
export function textsAtOnce(outputCount: number): number {
  return Math.max(1, Math.min(TEXTS_AT_ONCE, Math.floor(OUTPUTS_AT_ONCE / outputCount)));
}

/** Logits [rows, outputs], before the sigmoid or softmax of `predictPlain`. */
export function predictLogits(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  texts: EncodedTexts,
): PlainTensor {
  const outputs = outputCountOf(spec.classes);
  const data = new Float64Array(texts.rows * outputs);
  const atOnce = textsAtOnce(outputs);
  for (let row = 0; row < texts.rows; row += atOnce) {
    const part = sliceTexts(texts, row, Math.min(texts.rows, row + atOnce));
    data.set(forwardPlain(spec, weights, part).logits.data, row * outputs);
  }
  return { shape: [texts.rows, outputs], data };
}

/**
 * The network in plain JavaScript, from the texts to the logits and back.
 * @param opsFor the operations to run on, which may observe where each parameter, known by name, is used
 */
export function forwardPlain(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  texts: EncodedTexts,
  opsFor: (parameters: ReadonlyMap<string, PlainTensor>) => TensorOps<PlainTensor> = () => plainOps,
): NetworkPass<PlainTensor> {
  const network = buildNetwork(spec);
  const parameters = new Map(
    network.parameters.map(({ name, shape }) => [name, plainTensor(shape, weights.get(name)!)]),
  );
  return network.forward(opsFor(parameters), poolPlain(spec, weights.get("embedding")!, texts), parameters);
}

/** Means over positions [rows, embedding]. @param embedding row-major [vocabulary, embedding] */
export function poolPlain(spec: ModelSpec, embedding: Float32Array, texts: EncodedTexts): PlainTensor {
  const columns = spec.embedding;
  const pooled = new Float64Array(texts.rows * columns);
  // The ids of a text are distinct.
  const words = roomForRows(embedding.length / columns);
  for (let row = 0; row < texts.rows; row += 1) {
    const divisor = meanDivisor(texts, row, spec.pooling);
    words.count = 0;
    for (let entry = texts.offsets[row]!; entry < texts.offsets[row + 1]!; entry += 1) {
      const id = texts.ids[entry]!;
      if (id === 0 && spec.pooling === "words") continue;
      words.rows[words.count] = id;
      words.factors[words.count] = texts.counts[entry]! / divisor;
      words.count += 1;
    }
    addWeightedRows(pooled, row * columns, words, embedding, columns);
  }
  return { shape: [texts.rows, columns], data: pooled };
}
