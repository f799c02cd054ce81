import type { TrainedModel, TrainingSpec } from "../contract.ts";
import { floatWeights, prunableFrom, withWeights } from "../techniques/weights.ts";
import { sliceTexts } from "../text/encoded-texts.ts";
import { type LabelledTexts, rowsOfBatch, typicalBatch } from "../training/batches.ts";
import { fitModel } from "../training/fit.ts";
import { maskedOptimizer, REMOVED_SLOT } from "../training/masked-optimizer.ts";
import { packTable, tableLayout } from "../training/parameter-table.ts";
import { bindRules } from "./bind-rules.ts";
import { requireTraining } from "./require-backend.ts";
import type { PhaseTools } from "./tools.ts";

/**
 * Trains a model on from its own weights, with fresh optimizer state and the schedule from its beginning. Weights of
 * matrices that are 0 were pruned: they stay 0, but for the rows of padding and <OOV>, which no technique prunes.
 * @param rows as the model reads them
 * @throws ConfigError on weights that are no longer float32
 */
export async function trainOn(
  model: TrainedModel,
  training: TrainingSpec,
  rows: LabelledTexts,
  { backends, nowMs }: Pick<PhaseTools, "backends" | "nowMs">,
): Promise<TrainedModel> {
  const { spec } = model;
  const { threads, epochs, seed } = training;
  const batchSize = rowsOfBatch(training.batchSize, rows.texts);
  const weights = floatWeights(model, "training on");
  const layout = tableLayout(spec);
  const removed = packTable(layout, removedOf(model, weights));
  const { optimizer: rule, schedule } = await bindRules(training);
  const optimizer = removed.includes(1) ? maskedOptimizer(rule) : rule;
  const backend = await requireTraining(backends, training.backend);
  const trainer = await backend.openTrainer({
    spec,
    optimizer,
    batchSize,
    threads,
    typical: typicalBatch(spec, rows.texts, batchSize),
    table: packTable(layout, weights),
    slots: { [REMOVED_SLOT]: removed },
  });
  try {
    // Nobody follows the accuracy here: one text is the least that can be asked for.
    const test = { texts: sliceTexts(rows.texts, 0, 1), labels: rows.labels.subarray(0, 1) };
    const job = { spec, train: rows, test, optimizer, schedule, batchSize, epochs, seed };
    return withWeights(model, (await fitModel(job, trainer, { nowMs })).weights);
  } finally {
    await trainer.close();
  }
}

/** 1 where a weight that pruning may take is 0, by name. */
function removedOf(model: TrainedModel, weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  return new Map(
    [...weights].map(([name, values]) => {
      const start = prunableFrom(model, name);
      return [name, values.map((value, index) => (index >= start && value === 0 ? 1 : 0))];
    }),
  );
}
