import { perObject } from "../../base/per-object.ts";
import { centerInterval, meanInterval } from "../../base/statistics/center-interval.ts";
import { correctRows, meanByRow } from "../../base/statistics/correct-rows.ts";
import { meanShareInterval } from "../../base/statistics/share-interval.ts";
import { studentInterval } from "../../base/statistics/student-t.ts";
import { meansBySeed, twoWayError, varianceOfMean } from "../../base/statistics/two-way-error.ts";
import type { Figure, OfRows, QuantityFigure } from "../figures/figure.ts";
import { type Figures, pooledFigure, RECORD_FIGURES } from "../figures/figures.ts";
import { hasSpread, independentValues, type Pooled, poolRuns } from "../figures/pool.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { type Answers, answersOn } from "../quality/answers.ts";
import { type AnswerPair, figureOverRows } from "../quality/row-variance.ts";
import { rightRows } from "./compare.ts";
import type { FigureInterval, FigureIntervals } from "./interval.ts";

/** Intervals of all figures of a configuration. @param runs finished ones @param figures pooled over them; null without any */
export function intervalsOf(runs: readonly PricedRun[], figures: Figures | null): FigureIntervals {
  if (figures === null) return new Map();
  return new Map(
    RECORD_FIGURES.flatMap((figure) => {
      const interval = figureInterval(figure, runs, pooledFigure(figures, figure));
      return interval === null ? [] : [[figure.name, interval] as const];
    }),
  );
}

/**
 * 95 % interval of a figure over the runs of a configuration.
 * @param pooled the figure over the runs, if it is known
 * @returns null for a single value without rows, a constant, a text, and what was not measured
 * @see docs/decisions/0048-an-interval-for-every-figure.md
 */
export function figureInterval(
  figure: Figure,
  runs: readonly PricedRun[],
  pooled: Pooled | null = poolRuns(figure, runs),
): FigureInterval | null {
  if (!hasSpread(figure)) return null;
  if (pooled === null || typeof pooled !== "object") return null;
  if (figure.pooled !== "mean of trainings") return ofMedian(figure, pooled.middle, independentValues(figure, runs));
  return overRows(figure, pooled.middle, runs) ?? overTrainings(figure, runs);
}

/** With the figure itself in it, which is the median of all samples and not of the rounds. */
function ofMedian(figure: QuantityFigure, middle: number, values: readonly number[]): FigureInterval | null {
  const interval = centerInterval(values);
  if (interval === null) return null;
  const { low, high } = interval;
  return possible(figure, values, { ...interval, low: Math.min(low, middle), high: Math.max(high, middle) });
}

/** Not below 0, nor a share above 1, unless a value is: caches may cost time, and several machines may do more than their share. */
function possible({ unit }: QuantityFigure, values: readonly number[], interval: FigureInterval): FigureInterval {
  const low = values.some((value) => value < 0) ? interval.low : Math.max(0, interval.low);
  const high = unit !== "share" || values.some((value) => value > 1) ? interval.high : Math.min(1, interval.high);
  return { ...interval, low, high };
}

function overTrainings(figure: QuantityFigure, runs: readonly PricedRun[]): FigureInterval | null {
  const bySeed = seedMeans(runs, (run) => figure.read(run)!);
  if (bySeed.length < 2) return null;
  const { low, high } = meanInterval(bySeed);
  return possible(figure, bySeed, { low, high, method: "student-t" });
}

/** Null where the figure is not one of rows, or the runs keep none. */
function overRows({ ofRows, read }: QuantityFigure, middle: number, runs: readonly PricedRun[]): FigureInterval | null {
  if (ofRows === undefined) return null;
  const bySeed = seedMeans(runs, (run) => read(run)!);
  if (ofRows.figure === "accuracy") {
    // Where none was seen, the unseen rows are all rows.
    const isOfSome = ofRows.isOfUnseen === true && runs.some(hasSeenRows);
    const share = isOfSome ? shareOfRows(runs.map(rightOfUnseen)) : shareOfAllRows(runs, ofRows.side);
    if (share === null) return null;
    const error = twoWayError(share.variance, share.rows, bySeed);
    const { low, high } = meanShareInterval(middle, share.rows, error);
    return { low, high, method: "rows" };
  }
  const pairs = answersOfAll(runs, ofRows.side);
  if (pairs === null) return null;
  const rows = pairs[0]!.own.labels.length;
  const { positive } = runs[0]!.quality;
  const label = ofRows.figure === "macroF1" || ofRows.figure === "balancedAccuracy" ? null : positive;
  const { rowVariance, unseenVariance } = figureOverRows({ figure: ofRows.figure, label }, pairs);
  const { low, high } = studentInterval(middle, twoWayError(rowVariance + unseenVariance, rows, bySeed));
  return { low: Math.max(0, low), high: Math.min(1, high), method: "rows" };
}

function hasSeenRows({ corpus }: PricedRun): boolean {
  return corpus !== null && corpus.seenRows > 0;
}

/** What the runs answered to the rows of a side; null unless all keep as many. */
const answersOfAll = perObject((runs: readonly PricedRun[], side: OfRows["side"]): readonly AnswerPair[] | null => {
  const answers = runs.flatMap((run) => answersOn(run, side) ?? []);
  const rows = answers[0]?.labels.length ?? 0;
  if (rows === 0 || answers.length < runs.length || answers.some(({ labels }) => labels.length !== rows)) return null;
  return answers.map((own) => ({ own, twin: null }));
});

/** A share of rows that are right. */
interface ShareOfRows {
  readonly rows: number;
  /** Of the mean over the rows. */
  readonly variance: number;
}

/** Of a side's rows: the same for both figures of accuracy. */
const shareOfAllRows = perObject((runs: readonly PricedRun[], side: OfRows["side"]): ShareOfRows | null =>
  shareOfRows(runs.map((run) => (side === "validation" ? rightAnswers(answersOn(run, side)) : rightRows(run)))),
);

/** @param ofRuns of each run 1 where a row is right, null if it does not keep that @returns null unless all keep as many */
function shareOfRows(ofRuns: readonly (Uint8Array | null)[]): ShareOfRows | null {
  const right = ofRuns.flatMap((own) => own ?? []);
  const rows = right[0]?.length ?? 0;
  if (rows === 0 || right.length < ofRuns.length || right.some(({ length }) => length !== rows)) return null;
  return { rows, variance: varianceOfMean(meanByRow(right)) };
}

/** 1 where a test row is right whose text was not seen. */
function rightOfUnseen(run: PricedRun): Uint8Array {
  if (run.corpus === null || !hasSeenRows(run)) return rightRows(run);
  const seen = correctRows(run.corpus.seen, run.quality.testRows, "corpus.seen");
  return rightRows(run).filter((_, row) => seen[row] === 0);
}

function rightAnswers(answers: Answers | null): Uint8Array | null {
  if (answers === null) return null;
  const { labels, predictions } = answers;
  const right = new Uint8Array(labels.length);
  for (let row = 0; row < right.length; row += 1) right[row] = Number(labels[row] === predictions[row]);
  return right;
}

/** The mean of a figure over each seed's runs. */
export function seedMeans(runs: readonly PricedRun[], read: (run: PricedRun) => number): number[] {
  return meansBySeed(runs.map((run) => ({ seed: run.experiment.training.seed, value: read(run) })));
}
