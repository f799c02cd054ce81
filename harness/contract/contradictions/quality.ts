import { RecordError } from "../../base/errors.ts";
import {
  accuracyOfCounts,
  balancedAccuracyOf,
  type ClassCounts,
  classCounts,
  confusionOf,
  f1Of,
  macroF1Of,
  precisionOf,
  recallOf,
} from "../../base/statistics/confusion.ts";
import { f1OfQuality } from "../answer-scores.ts";
import { type OutcomeRows, unpackRows } from "../outcome-rows.ts";
import type { Outcomes, Quality } from "../quality.ts";
import { bitsetProblem, setBits } from "./bitset.ts";
import { type Contradiction, isClose, unequal } from "./contradiction.ts";

/** Each row's answer, the counts of answers and the scores that follow from them say the same. */
export function qualityContradiction(quality: Quality): Contradiction {
  const { accuracy, correct, membership, test, testRows, validation } = quality;
  const bits = Buffer.from(correct, "base64");
  const right = setBits(bits) / testRows;
  return (
    bitsetProblem("quality.correct", bits, testRows) ??
    unequal("quality.accuracy", accuracy, right, "the share of rows that are right in quality.correct") ??
    (membership === undefined
      ? null
      : unequal("quality.membership.others", membership.others, testRows, "the number of test rows")) ??
    (test === null ? null : testContradiction(quality, test, bits)) ??
    (validation === null ? null : validationContradiction(quality, validation))
  );
}

function testContradiction(
  { accuracy, f1, loss, positive, testRows }: Quality,
  test: Outcomes,
  correct: Buffer,
): Contradiction {
  return (
    unequal("quality.test.rows", test.rows, testRows, "as quality.testRows") ??
    outcomeContradiction("quality.test", test, correct) ??
    unequal("quality.accuracy", accuracy, test.accuracy, "as quality.test.accuracy") ??
    unequal("quality.loss", loss, test.loss, "as quality.test.loss") ??
    unequal(
      "quality.f1",
      f1,
      f1OfQuality(test, positive),
      positive === null ? "as quality.test.macroF1" : "that of the positive label",
    )
  );
}

function validationContradiction({ validationAccuracy }: Quality, validation: Outcomes): Contradiction {
  return (
    outcomeContradiction("quality.validation", validation, null) ??
    unequal(
      "quality.validationAccuracy",
      validationAccuracy ?? Number.NaN,
      validation.accuracy,
      "as quality.validation.accuracy",
    )
  );
}

/** What messages about a side say, put together once: each line of a long file is looked at. */
const SAID = { "quality.test": saidOf("quality.test"), "quality.validation": saidOf("quality.validation") } as const;

function saidOf(side: string) {
  return {
    accuracy: `${side}.accuracy`,
    macroF1: `${side}.macroF1`,
    balancedAccuracy: `${side}.balancedAccuracy`,
    calibration: `${side}.calibration`,
    byConfusion: `as ${side}.confusion has it`,
    rightInConfusion: `the rows that are right in ${side}.confusion`,
  };
}

/** @param correct a bit for each row that is right; null where the record has none */
function outcomeContradiction(side: keyof typeof SAID, outcomes: Outcomes, correct: Buffer | null): Contradiction {
  const { accuracy, balancedAccuracy, calibration, confusion, macroF1, perClass } = outcomes;
  const counts = classCounts(confusion, perClass.recall.length);
  const said = SAID[side];
  return (
    unequal(said.accuracy, accuracy, accuracyOfCounts(counts), said.byConfusion) ??
    unequal(said.macroF1, macroF1, macroF1Of(counts), said.byConfusion) ??
    unequal(said.balancedAccuracy, balancedAccuracy, balancedAccuracyOf(counts), said.byConfusion) ??
    otherClassScore(side, perClass, counts) ??
    (calibration === undefined
      ? null
      : unequal(said.calibration, rightInBins(calibration), rightOf(counts), said.rightInConfusion)) ??
    otherRows(side, outcomes, correct)
  );
}

const CLASS_SCORES = [
  ["precision", precisionOf],
  ["recall", recallOf],
  ["f1", f1Of],
] as const;

function otherClassScore(side: keyof typeof SAID, perClass: Outcomes["perClass"], counts: ClassCounts): Contradiction {
  for (const [score, scoreOf] of CLASS_SCORES) {
    const came = perClass[score];
    for (let label = 0; label < counts.present.length; label += 1) {
      const needed = scoreOf(counts, label);
      const given = came[label] ?? null;
      if (needed !== null && given !== null ? isClose(given, needed) : given === needed) continue;
      return `${side}.perClass.${score}[${label}]: must be ${needed}, ${SAID[side].byConfusion}, got ${given}`;
    }
  }
  return null;
}

function rightInBins(calibration: NonNullable<Outcomes["calibration"]>): number {
  return calibration.reduce((sum, [, , count]) => sum + count, 0);
}

function rightOf({ right }: ClassCounts): number {
  return right.reduce((sum, count) => sum + count, 0);
}

/** What the rows themselves say against their counts, and against the bits of those that are right. */
function otherRows(side: keyof typeof SAID, outcomes: Outcomes, correct: Buffer | null): Contradiction {
  const rows = rowsOf(outcomes);
  if ("problem" in rows) return `${side}.labels: ${rows.problem}`;
  return (
    otherCounts(side, confusionOf(rows.labels, rows.predictions), outcomes.confusion) ??
    (correct === null ? null : otherRowsRight(side, rows, correct))
  );
}

function otherCounts(
  side: keyof typeof SAID,
  counted: Outcomes["confusion"],
  came: Outcomes["confusion"],
): Contradiction {
  if (isSameConfusion(counted, came)) return null;
  const [needed, got] = [counted, came].map((confusion) => JSON.stringify(confusion));
  return `${side}.confusion: must count the rows of labels and predictions, ${needed}, got ${got}`;
}

function isSameConfusion(one: Outcomes["confusion"], other: Outcomes["confusion"]): boolean {
  return (
    one.length === other.length &&
    one.every((entry, index) => {
      const [label, prediction, rows] = other[index]!;
      return entry[0] === label && entry[1] === prediction && entry[2] === rows;
    })
  );
}

function otherRowsRight(side: keyof typeof SAID, { labels, predictions }: OutcomeRows, correct: Buffer): Contradiction {
  for (let row = 0; row < labels.length; row += 1) {
    const isRight = ((correct[row >> 3]! >> (row & 7)) & 1) === 1;
    if ((labels[row] === predictions[row]) !== isRight)
      return `quality.correct: must say of row ${row} what ${side} does`;
  }
  return null;
}

function rowsOf(outcomes: Outcomes): OutcomeRows | { readonly problem: string } {
  try {
    return unpackRows(outcomes, outcomes.perClass.recall.length);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { problem: error.message };
  }
}
