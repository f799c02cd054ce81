import { expect, test } from "vitest";
import { winningRun } from "../../../../harness/judge/analysis/winning-run.ts";
import { analysisOf } from "../../../reports/runs.ts";

test("the model to use is of the configuration that is named, the best of its trainings on the validation rows", () => {
  const analysis = analysisOf("quant");
  const run = winningRun(analysis)!;
  const { cells } = analysis.configurations.find(({ id }) => id === analysis.answer.winner)!;
  const accuracies = cells.map((cell) => cell.run!.quality.validationAccuracy!);
  expect(cells.map((cell) => cell.run)).toContain(run);
  expect(run.quality.validationAccuracy).toBe(Math.max(...accuracies));
});

test("where nothing is named there is none", () => {
  expect(winningRun(analysisOf("nothing"))).toBeNull();
});
