import * as z from "zod";
import { ConfigError } from "../../base/errors.ts";
import { wholeShare } from "../../base/whole-share.ts";
import type { Technique, TrainedModel } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import { readParameters } from "../../contract/plugin.ts";
import { floatWeights } from "../training/float-weights.ts";
import { fineTuned, fineTuneEpochs } from "./fine-tuning.ts";
import { mostImportant } from "./most-important.ts";
import { withWeights } from "./weights.ts";

const schema = z
  .strictObject({
    /** Share of each hidden layer's units to remove, rounded down, but at least one. */
    share: z.number().gt(0).lt(1).optional(),
    /** Number of units of each hidden layer to keep, in the order of the layers. */
    keep: z.array(z.int().min(1)).min(1).optional(),
    fineTuneEpochs,
  })
  .refine(({ share, keep }) => (share === undefined) !== (keep === undefined), {
    error: 'needs either "share", of the units that go, or "keep", how many of each hidden layer stay',
  });

/**
 * Removes whole hidden units, so that the layers are smaller and faster. A unit's importance is the norm of its
 * incoming weights, bias included, times the norm of its outgoing ones: scaling one up and the other down changes
 * nothing in a relu network, nor in the product.
 * @see He et al. 2014, "Reshaping deep neural network for fast decoding by node-pruning", ICASSP, for either norm
 */
export const units: Technique = {
  bind: (parameters) => {
    const { share, keep, fineTuneEpochs: epochs } = readParameters("pruning units", schema, parameters);
    const keptOf = (width: number) => width - Math.max(1, wholeShare(share!, width));
    return {
      stage: "weights",
      readsTexts: epochs > 0,
      after: (model, tools) => {
        refuseResidual(model);
        const counts = keep ?? model.spec.hidden.map(keptOf);
        refuseCounts(model.spec.hidden, counts);
        return fineTuned(pruneUnits(model, counts), epochs, tools);
      },
    };
  },
};

function refuseResidual({ spec }: TrainedModel): void {
  if (!spec.residual) return;
  throw new ConfigError(
    "pruning units: a residual connection adds units of one layer to those of the next, so that none can be removed alone; " +
      "train without model.residual, or with smaller layers",
  );
}

function refuseCounts(hidden: readonly number[], counts: readonly number[]): void {
  const isPruning = hidden.some((width, layer) => counts[layer]! < width);
  const fits = counts.length === hidden.length && counts.every((count, layer) => count >= 1 && count <= hidden[layer]!);
  if (fits && isPruning) return;
  throw new ConfigError(
    `pruning units: of hidden layers [${hidden.join(", ")}], [${counts.join(", ")}] units cannot be kept; ` +
      "each layer must keep at least one, and one layer must lose at least one",
  );
}

/** @param counts units of each hidden layer to keep */
function pruneUnits(model: TrainedModel, counts: readonly number[]): TrainedModel {
  const { spec } = model;
  const weights = floatWeights(model, "pruning units");
  const layerName = (layer: number) => (layer < spec.hidden.length ? `dense${layer}` : "output");
  const widthOf = (layer: number) => spec.hidden[layer] ?? outputCountOf(spec.classes);
  const kept = spec.hidden.map((width, layer) => {
    const importance = unitImportance(
      width,
      [weights.get(`${layerName(layer)}.kernel`)!, weights.get(`${layerName(layer)}.bias`)!],
      weights.get(`${layerName(layer + 1)}.kernel`)!,
    );
    return mostImportant(importance, counts[layer]!);
  });
  const pruned = new Map(weights);
  for (let layer = 0; layer <= spec.hidden.length; layer += 1) {
    const kernel = `${layerName(layer)}.kernel`;
    const bias = `${layerName(layer)}.bias`;
    const columns = kept[layer] ?? everyIndex(widthOf(layer));
    const rows = kept[layer - 1] ?? everyIndex(spec.embedding);
    pruned.set(kernel, pick(weights.get(kernel)!, widthOf(layer), rows, columns));
    pruned.set(bias, pick(weights.get(bias)!, widthOf(layer), [0], columns));
  }
  return withWeights(model, pruned, { ...spec, hidden: [...counts] });
}

/** @param incoming matrices [any, width]; @param outgoing [width, any] */
function unitImportance(width: number, incoming: readonly Float32Array[], outgoing: Float32Array): Float64Array {
  const squaresIn = new Float64Array(width);
  for (const matrix of incoming) {
    matrix.forEach((value, index) => {
      squaresIn[index % width]! += value * value;
    });
  }
  const squaresOut = new Float64Array(width);
  const outputs = outgoing.length / width;
  outgoing.forEach((value, index) => {
    squaresOut[Math.floor(index / outputs)]! += value * value;
  });
  return squaresIn.map((value, unit) => Math.sqrt(value * squaresOut[unit]!));
}

function everyIndex(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Some rows and columns of a row-major matrix. @param width number of its columns */
function pick(matrix: Float32Array, width: number, rows: readonly number[], columns: readonly number[]): Float32Array {
  return Float32Array.from(rows.flatMap((row) => columns.map((column) => matrix[row * width + column]!)));
}
