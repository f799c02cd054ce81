import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { summaryOf } from "../reports/summary.ts";
import { majorityLines } from "../reports/words/class-names.ts";
import { pricesText } from "../reports/words/prices.ts";
import { type ModelPlace, modelCommands, modelTitle } from "../reports/words/use-model.ts";
import { terminalWarnings } from "../reports/words/warnings.ts";
import type { WrittenReports } from "../reports/write.io.ts";
import type { Say } from "./print.ts";

/** Says what the answer rests on, and why one may doubt it. */
export function sayGrounds(say: Say, { warnings, prices, ...analysis }: Analysis): void {
  for (const line of majorityLines(analysis)) say(line);
  for (const line of terminalWarnings(warnings)) say([{ text: line, style: "doubt" }]);
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
