import { expect, test } from "vitest";
import { classSection } from "../../../reports/page/classes.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { answers } from "../../fixtures/answers.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { expectSectionTranslated } from "../in-chinese.ts";
import { plainOf } from "../page-text.ts";
import { analysisOf } from "../runs.ts";

/** Two numbers of training rows, each with an answer; nine of ten rows of either class are found. */
function givenRows() {
  const plan = makePlan({
    axes: { "training.rows": [200, "all"], quantization: ["float32", "int8"] },
    given: ["training.rows"],
    baseline: { "training.rows": "all", quantization: "float32" },
    labels: ["ham", "spam"],
    seeds: [1],
  });
  const rows = answers([0, 0, 90], [0, 1, 10], [1, 1, 90], [1, 0, 10]);
  return analyzed(
    plan,
    plan.cells.map((cell) => okRecord(cell, { test: rows, validation: rows })),
  );
}

test.each(["one answer", "an answer for each number of rows"])("classes are said in Chinese: %s", (of) => {
  const analysis = of === "one answer" ? analysisOf("techniques") : givenRows();
  const english = classSection(analysis, []).markup;
  expect(english).toContain("How each class is found");
  expectSectionTranslated(english, classSection(analysis, [], "zh").markup, [
    analysis.configurations.map(({ label }) => label),
    analysis.plan.datasets.flatMap(({ labels }) => labels),
  ]);
});

test("a table has one name in every language", () => {
  const idsIn = (text: string) => [...text.matchAll(/<table id="([^"]+)"/g)].map(([, id]) => id);
  const [english, chinese] = [classSection(givenRows(), []), classSection(givenRows(), [], "zh")];
  expect(idsIn(english.markup)).toEqual(["classes-200-training-rows", "classes-all-training-rows"]);
  expect(idsIn(chinese.markup)).toEqual(idsIn(english.markup));
});

test("whose answers are counted, and what a class was taken for", () => {
  const text = plainOf(classSection(givenRows(), [], "zh").markup);
  expect(text).toContain("200条训练集样本：");
  expect(text).toContain("判为spam");
});

test("one sentence says which class suffers", () => {
  const text = plainOf(classSection(givenRows(), []).markup);
  // Either number of rows finds nine of ten of either class, so that the first is named, with 90 of the 100 that are given it.
  expect(text).toMatch(
    /200 training rows: “ham” suffers most: \S.* finds 90\.0 % of its 100 test rows \(95 % interval 8\d\.\d – 9\d\.\d %\), and 90\.0 % of the texts that are given it have it\./,
  );
});

test("no class suffers where all rows are given their own", () => {
  const plan = makePlan({ axes: {}, labels: ["ham", "spam"], seeds: [1] });
  const analysis = analyzed(plan, [okRecord(plan.cells[0]!, { test: answers([0, 0, 9], [1, 1, 9]) })]);
  expect(plainOf(classSection(analysis, []).markup)).toContain("No class suffers: all test rows are given their own.");
});
