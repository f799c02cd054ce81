import type { EncodedTexts, ModelSpec } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import { type RowRange, rowRanges, rowsAtOnce } from "../row-ranges.ts";
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

/** Texts that are answered at once: with many outputs fewer, so that their answers take no more memory. */
export function textsAtOnce(outputCount: number): number {
  return rowsAtOnce(outputCount, TEXTS_AT_ONCE);
}

/** A part of the texts that are answered at once. */
interface TextPart extends RowRange {
  readonly texts: EncodedTexts;
}

/** All texts in parts, of which one at a time is answered: what all take together would fill memory where there are many classes. */
export function* textParts(texts: EncodedTexts, outputCount: number): Generator<TextPart> {
  for (const { start, end } of rowRanges(texts.rows, textsAtOnce(outputCount)))
    yield { start, end, texts: sliceTexts(texts, start, end) };
}

/** Logits [rows, outputs], before the sigmoid or softmax of `predictPlain`. */
export function predictLogits(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  texts: EncodedTexts,
): PlainTensor {
  const outputs = outputCountOf(spec.classes);
  const data = new Float64Array(texts.rows * outputs);
  for (const part of textParts(texts, outputs))
    data.set(forwardPlain(spec, weights, part.texts).logits.data, part.start * outputs);
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
