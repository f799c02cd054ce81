import { expect, test } from "vitest";
import { sourceSection } from "../../../reports/page/sources.ts";
import { summaryCsv, summaryJson } from "../../../reports/summary.ts";
import { plainOf } from "../page-text.ts";
import { analysisOf } from "../runs.ts";

test("each source with its licence, where it was trained, and its parameters in words", () => {
  const section = plainOf(sourceSection(analysisOf("sources")).markup);
  for (const cells of [
    ["reference", "—", "on the data", "160,433 parameters"],
    ["onnx:models/bert", "MIT", "pretrained elsewhere; its training is not counted", "6.9 M parameters"],
    ["majority", "—", "on the data", "2 parameters"],
  ]) {
    for (const cell of cells) expect(section).toContain(cell);
  }
  expect(sourceSection(analysisOf("quant")).markup).toBe("");
});

test("what was not trained has no time of a training step, and no figure is infinite", () => {
  const analysis = analysisOf("sources");
  expect(`${summaryJson(analysis)}${summaryCsv(analysis)}`).not.toMatch(/NaN|Infinity/);
  const costs = analysis.configurations.map(({ label, figures }) => [
    label,
    figures?.trainUsd.middle,
    figures?.trainStepMs,
  ]);
  expect(costs).toContainEqual(["source onnx:models/bert", 0, null]);
});
