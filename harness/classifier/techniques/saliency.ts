import type { EncodedTexts, ModelSpec } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import { meanDivisor, targetsOf } from "../training/batches.ts";
import { buildNetwork } from "../training/network.ts";
import { type PlainTensor, plainOps, plainTensor } from "../training/plain-ops.ts";
import { forwardPlain, textParts } from "../training/predict.ts";

/**
 * How much the loss of the rows would change, to first order, if an id were read as another one: the sum over the texts
 * of |share of the mean x gradient of the text's loss with respect to the mean . (row - row of the other)|. Molchanov's
 * criterion takes |gradient x weight|, since pruning sets it to 0; here a pruned word becomes the row that it is read
 * as from then on.
 * @param weights float32 by name
 * @param other id that takes its place
 * @returns one value for each row of the embedding; 0 for rows that no text has
 * @see Molchanov et al. 2017, arXiv:1611.06440, eq. 7
 */
export function rowSaliency(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  other: number,
  { texts, labels }: LabelledTexts,
): Float64Array {
  const embedding = weights.get("embedding")!;
  const saliency = new Float64Array(embedding.length / spec.embedding);
  for (const { start, end, texts: part } of textParts(texts, outputCountOf(spec.classes))) {
    const gradients = gradientsOfMeans(spec, weights, { texts: part, labels: labels.subarray(start, end) }).data;
    addSaliency(saliency, { spec, embedding, other }, part, gradients);
  }
  return saliency;
}

/** @param gradients [texts, embedding] */
function addSaliency(
  saliency: Float64Array,
  { spec, embedding, other }: { readonly spec: ModelSpec; readonly embedding: Float32Array; readonly other: number },
  texts: EncodedTexts,
  gradients: Float64Array,
): void {
  const columns = spec.embedding;
  for (let text = 0; text < texts.rows; text += 1) {
    const gradient = gradients.subarray(text * columns, (text + 1) * columns);
    const divisor = meanDivisor(texts, text, spec.pooling);
    const along = (id: number) => {
      let sum = 0;
      for (let column = 0; column < columns; column += 1) sum += gradient[column]! * embedding[id * columns + column]!;
      return sum;
    };
    const alongOther = along(other);
    for (let entry = texts.offsets[text]!; entry < texts.offsets[text + 1]!; entry += 1) {
      const id = texts.ids[entry]!;
      saliency[id]! += Math.abs((texts.counts[entry]! / divisor) * (along(id) - alongOther));
    }
  }
}

/** Gradient of each text's cross-entropy with respect to the mean of its rows: [texts, embedding]. */
function gradientsOfMeans(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  { texts, labels }: LabelledTexts,
): PlainTensor {
  const { logits, backward } = forwardPlain(spec, weights, texts);
  const network = buildNetwork(spec);
  const targets = plainTensor([texts.rows, network.outputCount], targetsOf(labels, spec.classes));
  const error = plainOps.sub(network.probabilities(plainOps, logits), targets);
  return backward(error).pooled;
}
