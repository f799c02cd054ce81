import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { answerText } from "../../reports/words/answer.ts";
import { expectTranslated } from "./in-chinese.ts";

/** The answer in English, of which the Chinese one has the same names and figures. */
export function saidAnswer(analysis: Analysis): string {
  const { cells, labels, plan } = analysis;
  const english = answerText(analysis);
  // Where names are changes from the baseline, its own is a word.
  const names = [...labels.names].flatMap(([id, name]) => (labels.areChanges && id === labels.baseline ? [] : [name]));
  expectTranslated(english, answerText(analysis, "zh"), [
    names,
    plan.datasets.map((dataset) => dataset.labels),
    cells.map(({ noFigures }) => noFigures),
  ]);
  return english;
}
