import * as z from "zod";
import type { Technique, TrainedModel } from "../../contract/index.ts";
import { readParameters } from "../../contract/plugin.ts";
import { floatWeights } from "../training/float-weights.ts";
import { smallestMagnitudes } from "../training/smallest-magnitudes.ts";
import { fineTuned, fineTuneEpochs } from "./fine-tuning.ts";
import { prunableFrom, withWeights } from "./weights.ts";

const schema = z.strictObject({
  /** Share of the weights that become 0. */
  sparsity: z.number().gt(0).lt(1),
  /** Whether the smallest weights of the whole model are pruned, or the smallest of each matrix. */
  scope: z.enum(["global", "layer"]).default("global"),
  fineTuneEpochs,
});

/**
 * One-shot magnitude pruning: the smallest weights of the embedding and the dense kernels become 0. Biases, padding and
 * <OOV> stay as they are and do not count.
 * @see Han et al. 2015, arXiv:1506.02626
 */
export const magnitude: Technique = {
  bind: (parameters) => {
    const { sparsity, scope, fineTuneEpochs: epochs } = readParameters("pruning magnitude", schema, parameters);
    return {
      stage: "weights",
      readsTexts: epochs > 0,
      after: (model, tools) => fineTuned(pruneModel(model, sparsity, scope), epochs, tools),
    };
  },
};

function pruneModel(model: TrainedModel, sparsity: number, scope: "global" | "layer"): TrainedModel {
  const weights = floatWeights(model, "pruning magnitude");
  const parts = [...weights].map(([name, values]) => values.subarray(prunableFrom(model, name)));
  // The parts are views into the copies, so zeros written to them are zeros there.
  if (scope === "global") zeroSmallest(parts, sparsity);
  else for (const part of parts) zeroSmallest([part], sparsity);
  return withWeights(model, weights);
}

/** Sets a share of all values, rounded down, to 0: the smallest magnitudes, and of equal ones the first. */
export function zeroSmallest(parts: readonly Float32Array[], share: number): void {
  const marks = smallestMagnitudes(parts, share);
  parts.forEach((part, at) => {
    for (let index = 0; index < part.length; index += 1) if (marks[at]![index] === 1) part[index] = 0;
  });
}
