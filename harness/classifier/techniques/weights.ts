import { SPECIAL_ROWS, type TrainedModel } from "../../contract/index.ts";
import { storedWeights } from "../training/parameter-table.ts";

/** The model with other float32 weights, of the shapes that its sizes ask for. */
export function withWeights(
  model: TrainedModel,
  weights: ReadonlyMap<string, Float32Array>,
  spec: TrainedModel["spec"] = model.spec,
): TrainedModel {
  return { ...model, spec, weights: storedWeights(spec, weights) };
}

/**
 * Index of the first weight of a tensor that pruning may remove: after the rows of padding and <OOV> in the embedding,
 * 0 in a kernel, and the end of a bias, which is never pruned.
 */
export function prunableFrom({ spec, weights }: TrainedModel, name: string): number {
  const { shape } = weights.get(name)!;
  if (shape.length < 2) return shape[0]!;
  return name === "embedding" ? SPECIAL_ROWS * spec.embedding : 0;
}
