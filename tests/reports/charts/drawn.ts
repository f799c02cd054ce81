/** Charts of the runs of `runs.ts`, each drawn once, and what several tests of charts draw. */
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import type { DrawnChart } from "../../../reports/charts/chart.ts";
import { CHARTS } from "../../../reports/charts/registry.ts";
import type { Language } from "../../../reports/words/language.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { analysisOf } from "../runs.ts";

const drawn = new Map<string, DrawnChart | null>();

/** A chart of one of RUNS. */
export function drawnOf(name: string, run: string, language: Language = "en"): DrawnChart | null {
  const key = JSON.stringify([name, run, language]);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const chart = draw(name, analysisOf(run), language);
  drawn.set(key, chart);
  return chart;
}

export function draw(name: string, analysis: Analysis, language: Language = "en"): DrawnChart | null {
  return CHARTS.find((chart) => chart.name === name)!.draw(analysis, language);
}

/** Two schemes in two seeds, each right on `right` of 100 rows; with held-out rows by default. */
export function twoSchemes(
  right: readonly [number, number],
  usd: readonly [number, number],
  validation: number | null = 0.9,
) {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
  const records = plan.cells.map((cell) => {
    const scheme = cell.fields.quantization === "float32" ? 0 : 1;
    const correct = Array.from({ length: 100 }, (_, row) => row < right[scheme]!);
    return okRecord(cell, { correct, usdPerMillionTexts: usd[scheme]!, validationAccuracy: validation });
  });
  return analyze(plan, records, seeded(1));
}
