import { joined } from "../../base/joined.ts";
import { correctBits } from "../../base/statistics/correct-rows.ts";
import { meanOf } from "../../base/statistics/mean.ts";
import { membershipOf } from "../../base/statistics/membership.ts";
import { calibrationErrorOf, probabilityBins } from "../../base/statistics/probability-scores.ts";
import { chooseTrainingRows } from "../../classifier/text/training-rows.ts";
import { chooseThreshold, crossFitted, labelsAbove } from "../../classifier/threshold.ts";
import { accuracyOf } from "../../classifier/training/metrics.ts";
import { answerScores, f1OfQuality } from "../../contract/answer-scores.ts";
import type { Outcomes, Quality, ThresholdSpec } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import { unpackRows } from "../../contract/outcome-rows.ts";
import { type AnsweredRows, answeredRows, givenProbabilities } from "./answered-rows.ts";
import type { ScoredCorpus, ScoredSide } from "./opened-model.ts";

export interface ScoreOptions {
  readonly threshold?: ThresholdSpec | undefined;
  readonly nowMs: () => number;
}

/** What training rows are answered like is worth so much time; a part of them says it, too. */
export const TRAIN_LIMIT_MS = 20_000;
export const SAMPLED_TRAIN_ROWS = 1000;

/**
 * Scores a model on the training, validation and test rows: on a sample of the training rows where all of them would take long.
 * @throws NonFiniteError
 */
export async function score(
  { train, validation, test, positive, classes }: Omit<ScoredCorpus, "facts">,
  { threshold, nowMs }: ScoreOptions,
): Promise<Quality> {
  const answer = (side: ScoredSide) => answeredRows(side, outputCountOf(classes));
  const validated = validation === null ? null : await answer(validation);
  const own = positive ?? 1;
  const choosing = threshold === undefined ? null : choosingRows(validated, own);
  const chosen = threshold === undefined ? undefined : thresholdOf(threshold, choosing);
  const labelsOf = ({ mostProbable, outputs }: AnsweredRows) =>
    chosen === undefined ? mostProbable : labelsAbove(outputs, chosen, own);
  const startMs = nowMs();
  const tested = await answer(test);
  const onTest = outcomesOf(tested, labelsOf(tested), classes);
  const rowMs = (nowMs() - startMs) / test.labels.length;
  const scoredTrain = train.labels.length * rowMs > TRAIN_LIMIT_MS ? sampleOf(train) : train;
  const trained = await answer(scoredTrain);
  // Rows that chose a threshold are answered by those that the other rows chose.
  const onValidation =
    validated === null
      ? null
      : outcomesOf(
          validated,
          typeof threshold !== "object" || choosing === null
            ? labelsOf(validated)
            : Uint16Array.from(crossFitted(threshold, choosing.probabilities, choosing.isPositive), (is) =>
                is ? own : 1 - own,
              ),
          classes,
        );
  return {
    accuracy: onTest.accuracy,
    loss: onTest.loss,
    f1: f1OfQuality(onTest, positive),
    trainAccuracy: accuracyOf(labelsOf(trained), scoredTrain.labels),
    ...(scoredTrain === train ? {} : { trainRows: scoredTrain.labels.length }),
    validationAccuracy: onValidation?.accuracy ?? null,
    positive,
    ...(chosen === undefined ? {} : { threshold: chosen }),
    ...(Math.min(scoredTrain.labels.length, test.labels.length) < 2
      ? {}
      : { membership: membershipOf(trained.losses, tested.losses) }),
    testRows: onTest.rows,
    correct: correctBits(unpackRows(onTest, classes).predictions, test.labels),
    test: onTest,
    validation: onValidation,
  };
}

/** Rows of a side, each class with its share: the same ones for every model. */
function sampleOf(side: ScoredSide): ScoredSide {
  const rows = chooseTrainingRows(side.labels, Math.min(SAMPLED_TRAIN_ROWS, side.labels.length), 1).used;
  return {
    labels: Uint16Array.from(rows, (row) => side.labels[row]!),
    answer: async (start, end) => {
      const parts: Float32Array[] = [];
      // One by one, since they stand apart: what is around a call adds little to a slow model, which may use its outputs again.
      for (const row of rows.subarray(start, end)) parts.push((await side.answer(row, row + 1)).slice());
      return joined(Float32Array, parts);
    },
  };
}

/** The rows that choose a threshold. */
interface ChoosingRows {
  /** Of the positive label [rows]. */
  readonly probabilities: readonly number[];
  readonly isPositive: readonly boolean[];
}

/**
 * @param validated rows and probabilities of the second label
 * @param positive 0 or 1
 */
function choosingRows(validated: AnsweredRows | null, positive: number): ChoosingRows | null {
  if (validated === null) return null;
  return {
    probabilities: Array.from(validated.outputs, (output) => (positive === 1 ? output : 1 - output)),
    isPositive: Array.from(validated.labels, (label) => label === positive),
  };
}

/** @param rows only a fixed threshold can do without */
function thresholdOf(threshold: ThresholdSpec, rows: ChoosingRows | null): number {
  if (typeof threshold === "number") return threshold;
  if (rows === null) throw new TypeError("a threshold is chosen on validation rows, and there are none");
  return chooseThreshold(threshold, rows.probabilities, rows.isPositive);
}

/** @param given labels [rows] */
function outcomesOf(answered: AnsweredRows, given: Uint16Array, classes: number): Outcomes {
  const { labels, losses, distances } = answered;
  const { accuracy, macroF1, balancedAccuracy, ...counted } = answerScores({ labels, predictions: given }, classes);
  const bins = probabilityBins(givenProbabilities(answered, given, outputCountOf(classes)), given, labels);
  return {
    accuracy,
    macroF1,
    balancedAccuracy,
    loss: meanOf(losses),
    brier: meanOf(distances),
    calibrationError: calibrationErrorOf(bins),
    calibration: bins.map(({ bin, rows, right, confidence }) => [bin, rows, right, confidence] as const),
    ...counted,
  };
}
