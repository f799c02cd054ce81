import { expect, test } from "vitest";
import type { MarkLine } from "../../../harness/contract/mark.ts";
import { summaryJson } from "../../../reports/summary.ts";
import { answersIn } from "../../../reports/words/answer.ts";
import { marksReading } from "../../../reports/words/marks.ts";
import { plainText } from "../../../reports/words/sentence.ts";
import { analyzed, rowsRight } from "../../fixtures/analyses.ts";
import { measuredMark } from "../../fixtures/marks.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { analysisOf } from "../runs.ts";

const PLAN = makePlan({ axes: {}, seeds: [1] });
const RECORDS = PLAN.cells.map((cell) => okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: 0.002 }));
const beside = (...marks: MarkLine[]) => analyzed(PLAN, RECORDS, marks);
const headlineOf = (analysis: ReturnType<typeof beside>) => plainText(answersIn(analysis)[0]!.headline);

test("a report whose answer a cheaper baseline dominates says so first", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.001 });
  const headline = headlineOf(beside(mark));
  expect(headline).toMatch(
    /^A simple baseline does as well for less: tf-idf with logistic regression reaches 88\.0 % test accuracy at \$0\.00100 per million texts, 0\.50 times the cost of fixture, which is not shown to be more accurate \(−2\.0 points, −4\.8 to \+0\.8\)\. The only configuration/,
  );
  const summary = JSON.parse(summaryJson(beside(mark)));
  expect(summary.answer.text).toContain("A simple baseline does as well for less");
  expect(summary.baselines).toMatchObject({ dominating: "tfidf", missing: [], hosted: [] });
  expect(summary.baselines.measured[0]).toMatchObject({ name: "tfidf", versusAnswer: { domination: "cheaper" } });
  expect(summary.baselines.measured[0].correct).toBeUndefined();
});

test("one that is about as cheap and more accurate is said first, too", () => {
  const mark = measuredMark(PLAN, "fasttext", { correct: rowsRight(100), usdPerMillionTexts: 0.002 });
  expect(headlineOf(beside(mark))).toMatch(
    /^A simple baseline beats this answer: fastText reaches 100\.0 % test accuracy at \$0\.00200 per million texts, 1\.00 times the cost of fixture, and is more accurate \(\+10\.0 points, /,
  );
});

test("one that does not dominate changes no sentence", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(60), usdPerMillionTexts: 0.001 });
  expect(headlineOf(beside(mark))).toBe(headlineOf(beside()));
});

test("a chart says what its stars are, and what is too far away to be drawn", () => {
  const { measured, hosted } = analysisOf("baselines").marks;
  const [majority, ...near] = measured;
  expect(marksReading({ shown: near, outside: [majority!], hosted })).toEqual([
    "Stars are baselines from outside the matrix.",
    "Too far away to be drawn: the majority class (54.4 % at $0.0000100) and hosted services ($2.50 and more).",
  ]);
  expect(marksReading({ shown: [], outside: [], hosted: [] })).toEqual([]);
});
