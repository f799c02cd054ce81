import { perObject } from "../../base/per-object.ts";
import { type ClassCounts, classCounts } from "../../base/statistics/confusion.ts";
import { type OutcomeRows, unpackRows } from "../../contract/outcome-rows.ts";
import type { Outcomes } from "../../contract/quality.ts";
import type { PricedRun } from "../pricing/priced-run.ts";

/** Rows that a model was scored on after its training. */
export type Side = "validation" | "test";

/** A run's labels and predictions on one side. */
export interface Answers extends OutcomeRows {
  readonly classes: number;
}

const unpacked = perObject((outcomes: Outcomes): Answers => {
  const classes = outcomes.perClass.recall.length;
  const { labels, predictions } = unpackRows(outcomes, classes);
  return { labels, predictions, classes };
});

/** Null if the side has no rows, or if an older record did not keep them. @throws RecordError on damaged rows */
export function answersOn({ quality }: PricedRun, side: Side): Answers | null {
  const outcomes = quality[side];
  return outcomes === null ? null : unpacked(outcomes);
}

/** Null as in `answersOn`. */
export function countsOn({ quality }: PricedRun, side: Side): ClassCounts | null {
  const outcomes = quality[side];
  return outcomes === null ? null : classCounts(outcomes.confusion, outcomes.perClass.recall.length);
}

/** Counts of all rows, to be written to: a copy of what is found once for each run. */
export function countsOf(answers: Answers): ClassCounts {
  const counts = counted(answers);
  const part = (number: number) => counts.slice(number * answers.classes, (number + 1) * answers.classes);
  return { present: part(PRESENT), predicted: part(PREDICTED), right: part(RIGHT) };
}

const [PRESENT, PREDICTED, RIGHT] = [0, 1, 2];

/** Of each run, one array [3 × classes]: an array for each count would be most of what it takes. */
const counted = perObject(({ labels, predictions, classes }: Answers): Float64Array => {
  const counts = new Float64Array(3 * classes);
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row]!;
    const prediction = predictions[row]!;
    counts[PRESENT * classes + label]! += 1;
    counts[PREDICTED * classes + prediction]! += 1;
    if (label === prediction) counts[RIGHT * classes + label]! += 1;
  }
  return counts;
});

/** Counts a row once more, or once less. */
export function addRow(
  { present, predicted, right }: ClassCounts,
  { labels, predictions }: Answers,
  row: number,
  by: 1 | -1,
) {
  const label = labels[row]!;
  const prediction = predictions[row]!;
  present[label]! += by;
  predicted[prediction]! += by;
  if (label === prediction) right[label]! += by;
}
