import { perObject } from "../../base/per-object.ts";
import type { ClassCounts } from "../../base/statistics/confusion.ts";
import { rowKinds } from "../../base/statistics/row-kinds.ts";
import { ONE_SIDED_5_PERCENT } from "../../base/statistics/standard-normal.ts";
import { type Answers, addRow, countsOf } from "./answers.ts";
import { type RuleFigure, scoreOf } from "./rule-figure.ts";

/** One training's answers, and those that they are compared with; null for the figure itself. */
export interface AnswerPair {
  readonly own: Answers;
  readonly twin: Answers | null;
}

export interface FigureOverRows {
  /** The figure, or its difference from the twin's, of each pair. */
  readonly values: readonly number[];
  /** Squared error of the mean of the values over the rows; it falls with their number. */
  readonly rowVariance: number;
  /** Of errors that these rows may have missed; it falls with the square of their number. */
  readonly unseenVariance: number;
}

/**
 * Wrong answers that are added to those that were seen, as a score test at one-sided 5 % does. Without them, rows that are all
 * right, or all as the baseline's, would show anything.
 * @see Agresti and Coull 1998, The American Statistician 52(2)
 */
const UNSEEN_ERRORS = ONE_SIDED_5_PERCENT ** 2;

/**
 * A figure over the rows of several trainings with its jackknife variance: every row is left out once, in all trainings. Rows
 * with the same labels and answers are left out together.
 * @param pairs at least one, all on the same rows
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 11
 */
export function figureOverRows(figure: RuleFigure, pairs: readonly AnswerPair[]): FigureOverRows {
  const scores = pairs.map(({ own, twin }) => ({
    own: leaveOneOut(figure, own),
    twin: twin === null ? null : leaveOneOut(figure, twin),
  }));
  const values = scores.map(({ own, twin }) => own.whole - (twin?.whole ?? 0));
  const rows = pairs[0]!.own.labels.length;
  const whole = values.reduce((sum, value) => sum + value, 0) / values.length;
  let squares = 0;
  for (const { row, times } of distinctRows(pairs)) {
    let sum = 0;
    for (const { own, twin } of scores) sum += own.without(row) - (twin === null ? 0 : twin.without(row));
    squares += times * (sum / scores.length - whole) ** 2;
  }
  const jackknife = rows < 2 ? 0 : ((rows - 1) / rows) * squares;
  const oneMore = Math.max(...scores.map(({ own }) => changeByOneError(figure, own.counts))) / scores.length;
  return { values, rowVariance: jackknife, unseenVariance: UNSEEN_ERRORS * oneMore ** 2 };
}

/** A figure of all rows, and of all but one: that is the same for all rows of one label that were given the same. */
function leaveOneOut(figure: RuleFigure, answers: Answers) {
  const counts = countsOf(answers);
  const { labels, predictions, classes } = answers;
  const known = new Map<number, number>();
  return {
    counts,
    whole: scoreOf(figure, counts),
    without: (row: number): number => {
      const key = labels[row]! * classes + predictions[row]!;
      const before = known.get(key);
      if (before !== undefined) return before;
      addRow(counts, answers, row, -1);
      const score = scoreOf(figure, counts);
      addRow(counts, answers, row, 1);
      known.set(key, score);
      return score;
    },
  };
}

interface DistinctRow {
  readonly row: number;
  readonly times: number;
}

/** One row of each kind, and how many are of it: the same for all figures of the pairs. */
const distinctRows = perObject((pairs: readonly AnswerPair[]): readonly DistinctRow[] => {
  const predictions = pairs.flatMap(({ own, twin }) => [own.predictions, ...(twin === null ? [] : [twin.predictions])]);
  const { kindOfRow, firstRows } = rowKinds([pairs[0]!.own.labels, ...predictions]);
  const times = new Uint32Array(firstRows.length);
  for (const kind of kindOfRow) times[kind]! += 1;
  return firstRows.map((row, kind) => ({ row, times: times[kind]! }));
});

/** The most that one more wrong answer, a right one of some class given another, changes the figure. */
function changeByOneError(figure: RuleFigure, counts: ClassCounts): number {
  const before = scoreOf(figure, counts);
  const classes = counts.present.length;
  let largest = 0;
  for (let label = 0; label < classes; label += 1) {
    if (counts.right[label] === 0) continue;
    const other = (label + 1) % classes;
    shift(label, other, 1);
    largest = Math.max(largest, Math.abs(scoreOf(figure, counts) - before));
    shift(label, other, -1);
  }
  return largest;

  function shift(label: number, other: number, by: 1 | -1): void {
    counts.right[label]! -= by;
    counts.predicted[label]! -= by;
    counts.predicted[other]! += by;
  }
}
