import { basename, dirname } from "node:path";
import { plainName } from "../harness/base/at-rest/stored.io.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { summaryOf } from "../reports/summary.ts";
import { answersIn } from "../reports/words/answer.ts";
import { majorityLines } from "../reports/words/class-names.ts";
import { conditionName } from "../reports/words/conditions.ts";
import { markLines } from "../reports/words/marks.ts";
import { precisionText } from "../reports/words/precision.ts";
import { pricesText } from "../reports/words/prices.ts";
import { groundsOf, headlineOf, plainText } from "../reports/words/sentence.ts";
import { type ModelPlace, modelCommands, modelTitle } from "../reports/words/use-model.ts";
import { warningTexts } from "../reports/words/warnings.ts";
import type { WrittenReports } from "../reports/write.io.ts";
import { marketSheet } from "./market-sheet.ts";
import { note, type Say } from "./print.ts";

/**
 * Says the answer, what it rests on, and why one may doubt it.
 * @param name of the matrix, where answers of several are given
 */
export function sayAnswer(say: Say, analysis: Analysis, name?: string): void {
  const { warnings, prices } = analysis;
  answersIn(analysis).forEach((parts, index) => {
    const [headline, grounds] = [headlineOf(parts), groundsOf(parts)];
    const before = name === undefined || index > 0 ? "" : `${name}: `;
    say([{ text: `${before}${plainText(headline)}`, style: "strong" }]);
    if (grounds.length > 0) say(`\n${plainText(grounds)}`);
    say("");
  });
  for (const line of majorityLines(analysis)) say(line);
  for (const line of markLines(analysis)) say(line);
  for (const text of warningTexts(warnings)) say([{ text, style: "doubt" }]);
  if (analysis.precision?.isReached) say(precisionText(analysis.precision));
  for (const line of pricesText(prices)) say(line);
}

/** Says what a reader opens: the page and what was asked for beside it, since the summaries lie there, too. */
export function sayFiles(say: Say, files: readonly string[]): void {
  const page = files.find((file) => basename(plainName(file)) === RUN_FILES.report);
  const others = files.filter(
    (file) => basename(dirname(file)) === RUN_FILES.charts || plainName(file).endsWith(RUN_FILES.reportMarkdown),
  );
  for (const file of page === undefined ? files : [page, ...others]) say(file);
}

/** Says which charts have no picture. The page is whole otherwise, and a browser tries to draw them itself. */
export function sayFaults({ faults }: Pick<WrittenReports, "faults">): void {
  for (const fault of faults) note([{ text: `The page has no picture of the chart ${fault}`, style: "bad" }]);
}

/** Says how to use the model of each answer; its folder comes last, where a terminal's reader looks first. */
export function sayModels(say: Say, models: readonly ModelPlace[]): void {
  for (const model of models) {
    say(["\n", { text: modelTitle(model), style: "good" }, ":"]);
    for (const command of modelCommands(model)) say(`  ${command}`);
    say(model.folder);
  }
}

/**
 * The result for other programs: the summary, the run folder, and the folder of the model to use, or null; of several
 * conditions, that of each, by its name.
 */
export function resultJson(folder: string, { analysis, models }: WrittenReports) {
  const single = models.find(({ condition }) => condition === null)?.folder ?? null;
  const ofEach = models.flatMap(({ condition, folder: own }) =>
    condition === null ? [] : [[conditionName(condition), own]],
  );
  return {
    folder,
    model: single,
    ...(ofEach.length === 0 ? {} : { models: Object.fromEntries(ofEach) }),
    ...summaryOf(analysis, marketSheet),
  };
}
