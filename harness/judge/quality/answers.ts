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
  const { present, predicted, right } = counted(answers);
  return { present: present.slice(), predicted: predicted.slice(), right: right.slice() };
}

const counted = perObject(({ labels, predictions, classes }: Answers): ClassCounts => {
  const none = () => new Float64Array(classes);
  const [present, predicted, right] = [none(), none(), none()];
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row]!;
    const prediction = predictions[row]!;
    present[label]! += 1;
    predicted[prediction]! += 1;
    if (label === prediction) right[label]! += 1;
  }
  return { present, predicted, right };
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
