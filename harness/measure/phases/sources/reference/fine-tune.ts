import { prunableFrom, withWeights } from "../../../../classifier/techniques/weights.ts";
import { sliceTexts } from "../../../../classifier/text/encoded-texts.ts";
import { rowsOfBatch, typicalBatch } from "../../../../classifier/training/batches.ts";
import type { SoftTargets } from "../../../../classifier/training/distillation.ts";
import { fitModel } from "../../../../classifier/training/fit.ts";
import { floatWeights } from "../../../../classifier/training/float-weights.ts";
import { maskedOptimizer, REMOVED_SLOT } from "../../../../classifier/training/masked-optimizer.ts";
import { packTable, tableLayout } from "../../../../classifier/training/parameter-table.ts";
import type { TrainedModel, TrainingSpec } from "../../../../contract/index.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import type { TrainingVariant } from "../../../../contract/training-variant.ts";
import { refuseOtherExecution } from "../../refuse-other-execution.ts";
import { requireTraining } from "../../require-backend.ts";
import type { SourceTools } from "../source-tools.ts";
import { bindRules } from "./bind-rules.ts";

export interface FineTuneJob {
  readonly training: TrainingSpec;
  /** How the training that made the model differed from a plain one. */
  readonly variant: TrainingVariant;
  /** Encoded for this model. */
  readonly rows: LabelledTexts;
  /** For all rows, if the variant is a distillation. */
  readonly soft?: SoftTargets;
}

/**
 * Continues training a model from its weights, with fresh optimizer state and the schedule from its start. Loss and
 * rounding are those of the original training, so that a student keeps learning from its teachers and a model that will be
 * quantized keeps adapting to it; what was frozen stays so. Matrix weights that are 0 were pruned and stay 0, except in the rows of padding and
 * <OOV>, which no technique prunes; a gradual pruning is finished and removes no more. All epochs run, without early
 * stopping.
 * @returns the model, and the wall time of the proof, which no figure includes
 * @throws ConfigError on weights that are no longer float32
 * @throws WrongDeviceError if something other than requested ran
 */
export async function fineTune(
  model: TrainedModel,
  { training, variant: madeWith, rows, soft }: FineTuneJob,
  { backends, nowMs }: Pick<SourceTools, "backends" | "nowMs">,
): Promise<{ readonly model: TrainedModel; readonly proofWallMs: number }> {
  const { spec } = model;
  const { threads, epochs, seed } = training;
  const { gradualPruning: _, ...variant } = madeWith;
  const batchSize = rowsOfBatch(training.batchSize, rows.texts.rows);
  const weights = floatWeights(model, "fine-tuning");
  const layout = tableLayout(spec);
  const removed = packTable(layout, removedOf(model, weights));
  const { optimizer: rule, schedule, slots } = await bindRules(training, layout);
  const optimizer = removed.includes(1) ? maskedOptimizer(rule) : rule;
  const backend = await requireTraining(backends, training.backend);
  const trainer = await backend.openTrainer({
    spec,
    optimizer,
    variant,
    batchSize,
    threads,
    typical: typicalBatch(spec, rows.texts, batchSize),
    table: packTable(layout, weights),
    slots: { ...slots, [REMOVED_SLOT]: removed },
  });
  try {
    // The accuracy is not used here, so the test set is as small as possible: one text.
    const test = { texts: sliceTexts(rows.texts, 0, 1), labels: rows.labels.subarray(0, 1) };
    const rules = { optimizer, variant, schedule, batchSize, epochs, seed };
    const fitted = await fitModel({ spec, train: rows, ...(soft && { soft }), test, ...rules }, trainer, { nowMs });
    const startMs = nowMs();
    refuseOtherExecution(await trainer.prove(fitted.lastChunk), backend, threads);
    return { model: withWeights(model, fitted.weights), proofWallMs: nowMs() - startMs };
  } finally {
    await trainer.close();
  }
}

/** By name: 1 for each prunable weight that is 0, else 0. */
function removedOf(model: TrainedModel, weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  return new Map(
    [...weights].map(([name, values]) => {
      const start = prunableFrom(model, name);
      return [name, values.map((value, index) => (index >= start && value === 0 ? 1 : 0))];
    }),
  );
}
