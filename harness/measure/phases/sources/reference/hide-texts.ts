import { planPrivately } from "../../../../classifier/privacy/private-plan.ts";
import { type FillSecretly, secretUniform } from "../../../../classifier/privacy/secret-random.ts";
import { rowsOfBatch, typicalBatch } from "../../../../classifier/training/batches.ts";
import { tableLayout } from "../../../../classifier/training/parameter-table.ts";
import type { PrivateBatches } from "../../../../classifier/training/private-step.ts";
import type { EncodedTexts, ModelSpec, TrainingSpec } from "../../../../contract/index.ts";
import type { PrivacyGoal, PrivacySpent } from "../../../../contract/privacy.ts";
import type { BatchShape } from "../../../../contract/trainer.ts";

/** A training of which no single text can be told. */
export interface HiddenTexts {
  readonly privacy: PrivateBatches;
  /** Rows of every batch: those of the largest sample. */
  readonly batchSize: number;
  readonly typical: BatchShape;
  readonly spent: PrivacySpent;
}

/**
 * @param fill from a source that nobody can foretell: whoever knows the samples or the noise can take them away
 * @throws ConfigError on a goal that cannot be reached
 */
export function hideTexts(
  goal: PrivacyGoal,
  {
    spec,
    texts,
    training,
  }: { readonly spec: ModelSpec; readonly texts: EncodedTexts; readonly training: TrainingSpec },
  fill: FillSecretly,
): HiddenTexts {
  const uniform = secretUniform(fill);
  const { columns, embeddingRows, parameters } = tableLayout(spec);
  const changesWords = training.frozen !== "embedding";
  const ofLayers = parameters.reduce((sum, { length }) => sum + length, 0);
  const size = {
    texts: texts.rows,
    batchSize: rowsOfBatch(training.batchSize, texts.rows),
    epochs: training.epochs,
    parameters: ofLayers + (changesWords ? embeddingRows * columns : 0),
  };
  const { spent, samples, mostTexts, meanTexts, noise } = planPrivately(goal, size, uniform);
  const typical = typicalBatch(spec, texts, mostTexts);
  return {
    privacy: { step: { clipNorm: goal.clipNorm, grid: noise.grid, changesWords }, samples, meanTexts, noise, uniform },
    batchSize: mostTexts,
    typical: changesWords ? { ...typical, unique: embeddingRows } : typical,
    spent,
  };
}
