import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { answerText } from "../../reports/words/answer.ts";
import { expectTranslated } from "./in-chinese.ts";

/** The answer in English, of which the Chinese one has the same names and figures. */
export function saidAnswer(analysis: Analysis): string {
  const { cells, labels, plan } = analysis;
  const english = answerText(analysis);
  expectTranslated(english, answerText(analysis, "zh"), [
    [...labels.names.values()],
    plan.datasets.map((dataset) => dataset.labels),
    cells.map(({ noFigures }) => noFigures),
  ]);
  return english;
}
