import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { summaryOf } from "../reports/summary.ts";
import { answerParts } from "../reports/words/answer.ts";
import { majorityLines } from "../reports/words/class-names.ts";
import { markLines } from "../reports/words/marks.ts";
import { precisionText } from "../reports/words/precision.ts";
import { pricesText } from "../reports/words/prices.ts";
import { plainText } from "../reports/words/sentence.ts";
import { type ModelPlace, modelCommands, modelTitle } from "../reports/words/use-model.ts";
import { warningTexts } from "../reports/words/warnings.ts";
import type { WrittenReports } from "../reports/write.io.ts";
import type { Say } from "./print.ts";

/**
 * Says the answer, what it rests on, and why one may doubt it.
 * @param name of the matrix, where answers of several are given
 */
export function sayAnswer(say: Say, analysis: Analysis, name?: string): void {
  const { warnings, prices } = analysis;
  const { headline, grounds } = answerParts(analysis);
  say([{ text: `${name === undefined ? "" : `${name}: `}${plainText(headline)}`, style: "strong" }]);
  if (grounds.length > 0) say(`\n${plainText(grounds)}`);
  say("");
  for (const line of majorityLines(analysis)) say(line);
  for (const line of markLines(analysis.marks)) say(line);
  for (const text of warningTexts(warnings)) say([{ text, style: "doubt" }]);
  if (analysis.precision?.isReached) say(precisionText(analysis.precision));
  for (const line of pricesText(prices)) say(line);
}

/** Says how to use the model of the answer; its folder comes last, where a terminal's reader looks first. */
export function sayModel(say: Say, model: ModelPlace | null): void {
  if (model === null) return;
  say(["\n", { text: modelTitle(model), style: "good" }, ":"]);
  for (const command of modelCommands(model)) say(`  ${command}`);
  say(model.folder);
}

/** The result for other programs: the summary, the run folder, and the folder of the model to use, or null. */
export function resultJson(folder: string, { analysis, model }: WrittenReports) {
  return { folder, model: model?.folder ?? null, ...summaryOf(analysis) };
}
