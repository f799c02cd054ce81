import { expect, test } from "vitest";
import { sourceSection } from "../../../reports/page/sources.ts";
import { plainOf } from "../page-text.ts";
import { analysisOf } from "../runs.ts";
import { summaryCsv, summaryJson } from "../summary-texts.ts";

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

test("what a trained model stands on is named, and a licence that nobody states is no missing figure", () => {
  const analysis = analysisOf("sources");
  const sources = [
    { id: "encoder:en@0", spec: "encoder:@some/en", licence: "Apache-2.0" },
    { id: "onnx:bert@0", spec: "onnx:bert", isPretrained: true as const },
  ];
  const section = plainOf(sourceSection({ ...analysis, plan: { ...analysis.plan, sources } }).markup);
  expect(section).toContain("on the data, on top of @some/en, whose own training is not counted");
  expect(section).toContain("not stated");
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
