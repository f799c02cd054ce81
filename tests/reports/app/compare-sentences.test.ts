import { expect, test } from "vitest";
import { compareRuns } from "../../../reports/app/compare.ts";
import { compareSentences } from "../../../reports/app/compare-sentences.ts";
import { expectTranslated } from "../in-chinese.ts";
import { A, B, cellOf } from "./compared-cells.ts";

const ELSEWHERE = B.map((cell) => ({ ...cell, machine: "beef" }));

test("what is compared, what is not and why is said in a sentence each", () => {
  expect(compareSentences(compareRuns(A, B), "en")).toEqual([
    "B’s accuracy is +3.0 points from A’s over 3 cells of 2 trainings (95 % interval −9.7 to +15.7, by a paired t over the trainings).",
    "B’s cost is 1.00 times A’s, the geometric mean, from 0.50 to 2.00, of 3 cells.",
    "B’s training time is 1.00 times A’s, the geometric mean, from 0.50 to 2.00, of 2 trainings.",
    "B’s model file is 0.63 times A’s, the geometric mean, from 0.25 to 1.00, of 3 cells.",
    "4 cells in both, 1 of them matched by configuration and seed alone, so that whatever else changed is in the difference; 1 only in A, 1 only in B.",
    "Of those in both, 0 have no figures in A and 1 have none in B; the table says why.",
    "A is of code c0de1, B of c0de2.",
  ]);
});

test("machines of two kinds leave accuracy and size, with the reason", () => {
  const said = compareSentences(compareRuns(A, ELSEWHERE), "en");
  expect(said.filter((sentence) => /B’s (cost|training time)/.test(sentence))).toEqual([]);
  expect(said).toContain(
    "Times and costs are not compared: machines of two kinds measured them, and the difference would be that of the machines.",
  );
});

test.each([
  ["two runs", A, B],
  ["other machines", A, ELSEWHERE],
  ["some on other machines", A, [...ELSEWHERE.slice(0, 2), ...B.slice(2)]],
  ["one training", A.slice(0, 1), B.slice(1, 2)],
  ["other offers", A, B.map((cell) => cellOf(cell, cell.figures && { ...cell.figures, offer: "gcp/c4" }))],
  ["nothing in common", A.slice(0, 1), B.slice(0, 1)],
])("the Chinese sentences say the same: %s", (_, a, b) => {
  const comparison = compareRuns(a, b);
  const chinese = compareSentences(comparison, "zh");
  const english = compareSentences(comparison, "en");
  expect(chinese).toHaveLength(english.length);
  english.forEach((sentence, index) => {
    expectTranslated(sentence, chinese[index]!, { a: "c0de1", b: "c0de2" });
  });
});
