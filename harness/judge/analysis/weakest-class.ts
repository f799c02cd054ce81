import type { Interval } from "../../base/statistics/bootstrap.ts";
import { meanByRow } from "../../base/statistics/correct-rows.ts";
import { meanShareInterval } from "../../base/statistics/share-interval.ts";
import { studentInterval } from "../../base/statistics/student-t.ts";
import { meansBySeed, twoWayError, varianceOfMean } from "../../base/statistics/two-way-error.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { type Answers, answersOn } from "../quality/answers.ts";
import { type ClassScores, classScores } from "../quality/class-scores.ts";
import { figureOverRows } from "../quality/row-variance.ts";
import { seedAndRepeat } from "./compare.ts";

/** The class of which the fewest test rows are found. */
export interface WeakestClass extends Pick<ClassScores, "label" | "rows" | "precision"> {
  readonly recall: number;
  /** 95 % interval of the recall, over rows and trainings; null if the runs keep no rows, or not the same ones. */
  readonly interval: Interval | null;
  /** Its recall less the baseline's, over rows and trainings; null without a baseline on the same rows. */
  readonly difference: { readonly value: number; readonly interval: Interval } | null;
  /** The class whose texts are wrong most often; null where that is the same. */
  readonly leastPrecise: { readonly label: string; readonly precision: number } | null;
}

/**
 * The class with the lowest recall, of several that with the lowest precision; null if no record counts by class.
 * @param runs finished ones of a configuration
 * @param baseline those of another; none if there is nothing to compare with
 * @param labels the dataset's
 */
export function weakestClass(
  runs: readonly PricedRun[],
  baseline: readonly PricedRun[],
  labels: readonly string[],
): WeakestClass | null {
  const scores = classScores(runs, labels) ?? [];
  const [weakest] = scores.filter(({ recall }) => recall !== null).sort(byRecall);
  if (weakest === undefined || weakest.recall === null) return null;
  const { label, rows, precision, recall } = weakest;
  const [leastPrecise] = scores
    .flatMap((one) => (one.precision === null ? [] : [{ label: one.label, precision: one.precision }]))
    .sort((a, b) => a.precision - b.precision);
  const index = labels.indexOf(label);
  return {
    label,
    rows,
    precision,
    recall,
    interval: recallInterval(recall, index, runs),
    difference: recallDifference(index, runs, baseline),
    leastPrecise: leastPrecise === undefined || leastPrecise.label === label ? null : leastPrecise,
  };
}

function byRecall(a: ClassScores, b: ClassScores): number {
  return a.recall! - b.recall! || (a.precision ?? 0) - (b.precision ?? 0);
}

interface OwnAnswers {
  readonly seed: number;
  readonly own: Answers;
  readonly twin: Answers | null;
}

function recallInterval(recall: number, label: number, runs: readonly PricedRun[]): Interval | null {
  const answers = onSameRows(
    runs.flatMap((run) => {
      const own = answersOn(run, "test");
      return own === null ? [] : [{ own, twin: null, seed: run.experiment.training.seed }];
    }),
  );
  if (answers.length < runs.length) return null;
  const found = answers.map(({ own }) => foundRows(own, label));
  const bySeed = meansBySeed(
    found.map((rows, index) => ({
      seed: answers[index]!.seed,
      value: rows.reduce((sum, row) => sum + row, 0) / rows.length,
    })),
  );
  const rows = found[0]!.length;
  return meanShareInterval(recall, rows, twoWayError(varianceOfMean(meanByRow(found)), rows, bySeed));
}

/** 1 where a row of the class is given it. @returns [rows of the class] */
function foundRows({ labels, predictions }: Answers, label: number): Uint8Array {
  const given = predictions.filter((_, row) => labels[row] === label);
  return Uint8Array.from(given, (one) => Number(one === label));
}

function recallDifference(
  label: number,
  runs: readonly PricedRun[],
  baseline: readonly PricedRun[],
): WeakestClass["difference"] {
  const pairs = onSameRows(
    runs.flatMap((run) => {
      const other = baseline.find((one) => seedAndRepeat(one) === seedAndRepeat(run));
      const own = answersOn(run, "test");
      const twin = other === undefined ? null : answersOn(other, "test");
      return own === null || twin === null ? [] : [{ own, twin, seed: run.experiment.training.seed }];
    }),
  );
  if (pairs.length === 0) return null;
  const { values, rowVariance, unseenVariance } = figureOverRows({ figure: "recall", label }, pairs);
  const bySeed = meansBySeed(values.map((value, index) => ({ seed: pairs[index]!.seed, value })));
  const value = bySeed.reduce((sum, one) => sum + one, 0) / bySeed.length;
  const rows = pairs[0]!.own.labels.length;
  return { value, interval: studentInterval(value, twoWayError(rowVariance + unseenVariance, rows, bySeed)) };
}

/** The same answers if all are to the same rows, else none. */
function onSameRows(answers: readonly OwnAnswers[]): readonly OwnAnswers[] {
  const rows = answers[0]?.own.labels;
  const isSame = (other: Uint16Array) =>
    other.length === rows!.length && other.every((label, row) => label === rows![row]);
  return answers.every(({ own, twin }) => isSame(own.labels) && (twin === null || isSame(twin.labels))) ? answers : [];
}
