import { RecordError } from "../../base/errors.ts";
import { classCounts, confusionOf, scoresOfCounts } from "../../base/statistics/confusion.ts";
import { f1OfQuality } from "../answer-scores.ts";
import { type OutcomeRows, unpackRows } from "../outcome-rows.ts";
import type { Outcomes, Quality } from "../quality.ts";
import { bitsetProblem, setBits } from "./bitset.ts";
import { type Contradiction, isClose, unequal } from "./contradiction.ts";

/** Each row's answer, the counts of answers and the scores that follow from them say the same. */
export function* qualityContradictions(quality: Quality): Generator<Contradiction> {
  const { accuracy, correct, f1, loss, membership, positive, test, testRows, validation, validationAccuracy } = quality;
  const bits = Buffer.from(correct, "base64");
  yield bitsetProblem("quality.correct", bits, testRows);
  yield unequal(
    "quality.accuracy",
    accuracy,
    setBits(bits) / testRows,
    "the share of rows that are right in quality.correct",
  );
  if (membership !== undefined) {
    yield unequal("quality.membership.others", membership.others, testRows, "the number of test rows");
  }
  if (test !== null) {
    yield unequal("quality.test.rows", test.rows, testRows, "as quality.testRows");
    yield* outcomeContradictions("quality.test", test, bits);
    yield unequal("quality.accuracy", accuracy, test.accuracy, "as quality.test.accuracy");
    yield unequal("quality.loss", loss, test.loss, "as quality.test.loss");
    yield unequal(
      "quality.f1",
      f1,
      f1OfQuality(test, positive),
      positive === null ? "as quality.test.macroF1" : "that of the positive label",
    );
  }
  if (validation !== null) {
    yield* outcomeContradictions("quality.validation", validation);
    yield unequal(
      "quality.validationAccuracy",
      validationAccuracy ?? Number.NaN,
      validation.accuracy,
      "as quality.validation.accuracy",
    );
  }
}

/** @param correct a bit for each row that is right, where the record has it */
function* outcomeContradictions(field: string, outcomes: Outcomes, correct?: Buffer): Generator<Contradiction> {
  const { accuracy, balancedAccuracy, calibration, confusion, macroF1, perClass } = outcomes;
  const counts = classCounts(confusion, perClass.recall.length);
  const scores = scoresOfCounts(counts);
  const byConfusion = `as ${field}.confusion has it`;
  yield unequal(`${field}.accuracy`, accuracy, scores.accuracy, byConfusion);
  yield unequal(`${field}.macroF1`, macroF1, scores.macroF1, byConfusion);
  yield unequal(`${field}.balancedAccuracy`, balancedAccuracy, scores.balancedAccuracy, byConfusion);
  for (const [score, needed] of Object.entries(scores.perClass)) {
    const came = perClass[score as keyof typeof perClass];
    for (const [label, value] of needed.entries()) {
      const given = came[label] ?? null;
      if (value !== null && given !== null ? isClose(given, value) : given === value) continue;
      yield `${field}.perClass.${score}[${label}]: must be ${value}, ${byConfusion}, got ${given}`;
    }
  }
  if (calibration !== undefined) {
    const right = calibration.reduce((sum, [, , count]) => sum + count, 0);
    const counted = counts.right.reduce((sum, count) => sum + count, 0);
    yield unequal(`${field}.calibration`, right, counted, `the rows that are right in ${field}.confusion`);
  }
  const rows = rowsOf(outcomes);
  if ("problem" in rows) {
    yield `${field}.labels: ${rows.problem}`;
    return;
  }
  yield otherCounts(field, rows, outcomes.confusion);
  if (correct !== undefined) yield otherRowsRight(field, rows, correct);
}

/** The labels and predictions of the rows, counted. */
function otherCounts(field: string, { labels, predictions }: OutcomeRows, given: Outcomes["confusion"]): Contradiction {
  const [counted, came] = [confusionOf(labels, predictions), given].map((confusion) => JSON.stringify(confusion));
  return counted === came
    ? null
    : `${field}.confusion: must count the rows of labels and predictions, ${counted}, got ${came}`;
}

function otherRowsRight(field: string, { labels, predictions }: OutcomeRows, correct: Buffer): Contradiction {
  const row = labels.findIndex(
    (label, at) => (label === predictions[at]) !== (((correct[at >> 3]! >> (at & 7)) & 1) === 1),
  );
  return row < 0 ? null : `quality.correct: must say of row ${row} what ${field} does`;
}

function rowsOf(outcomes: Outcomes): OutcomeRows | { readonly problem: string } {
  try {
    return unpackRows(outcomes, outcomes.perClass.recall.length);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { problem: error.message };
  }
}
