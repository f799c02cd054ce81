import * as z from "zod";
import { ConfigError } from "../../base/errors.ts";
import {
  OOV_ID,
  PADDING_ID,
  SPECIAL_ROWS,
  type Technique,
  type TechniqueTools,
  type TrainedModel,
} from "../../contract/index.ts";
import { readParameters } from "../../contract/plugin.ts";
import { floatWeights } from "../training/float-weights.ts";
import { fineTuned, fineTuneEpochs } from "./fine-tuning.ts";
import { mostImportant } from "./most-important.ts";
import { rowSaliency } from "./saliency.ts";
import { withWeights } from "./weights.ts";

const schema = z.strictObject({
  /** Words of the embedding to keep, padding and <OOV> included. */
  rows: z.int().min(SPECIAL_ROWS + 1),
  /** How the words to keep are chosen. */
  by: z.enum(["norm", "frequency", "saliency"]),
  /** What removed words are read as from then on, like all words that the vocabulary never had. */
  pruned: z.enum(["padding", "oov"]).default("padding"),
  fineTuneEpochs,
});

type Parameters = z.output<typeof schema>;

/**
 * Removes words from the vocabulary with their rows of the embedding: the remaining ids are renumbered in the old
 * order, and texts no longer contain the words.
 */
export const vocabulary: Technique = {
  bind: (parameters) => {
    const bound = readParameters("pruning vocabulary", schema, parameters);
    return {
      stage: "weights",
      readsTexts: bound.by === "saliency" || bound.fineTuneEpochs > 0,
      after: async (model, tools) => fineTuned(await pruneVocabulary(model, bound, tools), bound.fineTuneEpochs, tools),
    };
  },
};

async function pruneVocabulary(
  model: TrainedModel,
  { rows, by, pruned }: Parameters,
  { trainRows }: TechniqueTools,
): Promise<TrainedModel> {
  const { spec, vocabulary: words } = model;
  if (rows >= words.length) {
    throw new ConfigError(
      `pruning vocabulary: rows is ${rows}, and the vocabulary has only ${words.length}; keep fewer`,
    );
  }
  const weights = floatWeights(model, "pruning vocabulary");
  const embedding = weights.get("embedding")!;
  const replacement = pruned === "padding" ? PADDING_ID : OOV_ID;
  const importance = await IMPORTANCE[by](model, weights, replacement, trainRows);
  const ofWords = importance.subarray(SPECIAL_ROWS, words.length);
  const kept = [
    PADDING_ID,
    OOV_ID,
    ...mostImportant(ofWords, rows - SPECIAL_ROWS).map((index) => index + SPECIAL_ROWS),
  ];
  // Rows of pairs of words follow those of the words, and stay.
  const pairs = embedding.subarray(spec.vocabulary * spec.embedding);
  const table = new Float32Array(rows * spec.embedding + pairs.length);
  table.set(pairs, rows * spec.embedding);
  kept.forEach((id, row) => {
    table.set(embedding.subarray(id * spec.embedding, (id + 1) * spec.embedding), row * spec.embedding);
  });
  const smaller = withWeights(model, new Map([...weights, ["embedding", table]]), { ...spec, vocabulary: rows });
  return {
    ...smaller,
    vocabulary: kept.map((id) => words[id]!),
    tokenizer: { ...model.tokenizer, unknownWords: pruned },
  };
}

/** Importance of each row of the embedding. */
type Importance = (
  model: TrainedModel,
  weights: ReadonlyMap<string, Float32Array>,
  replacement: number,
  trainRows: TechniqueTools["trainRows"],
) => Float64Array | Promise<Float64Array>;

const IMPORTANCE: Record<Parameters["by"], Importance> = {
  norm: ({ spec }, weights) => rowNorms(weights.get("embedding")!, spec.embedding),
  // The vocabulary is in the order of falling frequency.
  frequency: ({ spec }) => Float64Array.from({ length: spec.vocabulary }, (_, id) => -id),
  saliency: async ({ spec }, weights, replacement, trainRows) =>
    rowSaliency(spec, weights, replacement, await trainRows()),
};

function rowNorms(matrix: Float32Array, columns: number): Float64Array {
  const squares = new Float64Array(matrix.length / columns);
  matrix.forEach((value, index) => {
    squares[Math.floor(index / columns)]! += value * value;
  });
  return squares.map(Math.sqrt);
}
