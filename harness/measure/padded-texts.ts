import { groupBy } from "../base/group-by.ts";
import { firstRows } from "../classifier/text/first-rows.ts";
import { WHOLE_BATCH } from "../contract/experiment.ts";
import type { DataDoubt, Dataset, Experiment, TokenizerSpec } from "../contract/index.ts";
import { plannedTestRows } from "../contract/measuring.ts";
import { ALL_ROWS } from "../contract/training-fields.ts";

type PaddedData = Pick<Dataset, "rows" | "rowCounts">;
type Cell = {
  readonly experiment: Pick<Experiment, "model" | "tokenizer"> & {
    readonly training: Pick<Experiment["training"], "optimizer" | "epochs" | "batchSize" | "validation" | "rows">;
  };
};

/** Its steps are as long as the learning rate, however small the gradients are. */
const OPTIMIZER = "adam";
const USUAL_RATE = 0.001;
/**
 * A step on a mean of which a tenth is words moves the mean as a tenth of a step on words alone does. Of real news with eight and forty words a text,
 * cells with less than 25 whole steps lost 11 to 34 points of accuracy to the mean over words alone, and cells with more than 50 at most one.
 */
const ENOUGH_STEPS = 40;

/**
 * Cells that would take enough steps if they did not average over padding, with texts as short as a dataset's first ones; found before they are
 * trained. Left out are those that normalize the mean or begin with word vectors, and other optimizers, for which it was not measured.
 */
export async function paddedTextDoubts(dataset: PaddedData, cells: readonly Cell[]): Promise<DataDoubt[]> {
  const averaging = cells.filter(({ experiment: { model, training } }) => {
    const isPlain = model.source === undefined && model.initial === undefined && !model.batchNorm;
    return isPlain && model.pooling === "all" && training.optimizer.name === OPTIMIZER;
  });
  const found: Padded[] = [];
  for (const [segmenter, own] of groupBy(averaging, ({ experiment }) => experiment.tokenizer.segmenter)) {
    const counts = await wordCounts(dataset, segmenter);
    if (counts.length > 0) found.push(...own.map(({ experiment }) => paddedOf(experiment, counts, dataset)));
  }
  const few = found
    .filter(({ filled, wholeSteps }) => wholeSteps >= ENOUGH_STEPS && filled * wholeSteps < ENOUGH_STEPS)
    .sort((a, b) => a.filled * a.wholeSteps - b.filled * b.wholeSteps);
  if (few.length === 0) return [];
  const { positions, filled, steps } = few[0]!;
  return [{ kind: "mostly-padding", cells: few.length, positions, share: 1 - filled, steps }];
}

async function wordCounts(dataset: PaddedData, segmenter: TokenizerSpec["segmenter"]): Promise<number[]> {
  const counts: number[] = [];
  for await (const { words } of firstRows(dataset, segmenter)) counts.push(words);
  return counts;
}

interface Padded {
  /** That a model averages. */
  readonly positions: number;
  /** The share of the positions that has words. */
  readonly filled: number;
  /** Of the training. */
  readonly steps: number;
  /** As many at the usual rate, if all positions had words. */
  readonly wholeSteps: number;
}

/** @param counts words of each text */
function paddedOf(
  { model, training }: Cell["experiment"],
  counts: readonly number[],
  { rowCounts }: PaddedData,
): Padded {
  const { maxLength: positions } = model;
  const words = counts.reduce((sum, count) => sum + Math.min(count, positions), 0) / counts.length;
  const { learningRate = USUAL_RATE } = training.optimizer as { readonly learningRate?: number };
  const steps = stepsOf(training, rowCounts);
  return { positions, filled: words / positions, steps, wholeSteps: steps * (learningRate / USUAL_RATE) };
}

/** As planned: early stopping may end a training before. */
function stepsOf(
  { epochs, batchSize, validation, rows = ALL_ROWS }: Cell["experiment"]["training"],
  rowCounts: Dataset["rowCounts"],
): number {
  if (batchSize === WHOLE_BATCH) return epochs;
  const outer = rowCounts.test === null ? rowCounts.train - plannedTestRows(rowCounts) : rowCounts.train;
  const trained = rows === ALL_ROWS ? outer - Math.ceil(outer * validation) : rows;
  return epochs * Math.ceil(trained / batchSize);
}
