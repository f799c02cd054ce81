import { NothingToRunError, PricewarError } from "../harness/base/errors.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { NO_PRICES } from "../harness/judge/pricing/priced-run.ts";
import { analyzeRun } from "../reports/write.io.ts";
import { RUNS, runFolderNamed, runFolders } from "./named-run.io.ts";
import { shownPlace } from "./place.io.ts";
import { note } from "./print.ts";

/** A run folder, as it is shown. */
export interface AnalyzedFolder {
  readonly folder: string;
  readonly analysis: Analysis;
}

/**
 * Analyzes run folders, none of which it changes.
 * @param named run folders, or their names under runs/; if empty, every one there that can be read
 * @throws NothingToRunError if there is none
 */
export async function analyzedFolders(named: readonly string[]): Promise<AnalyzedFolder[]> {
  const folders = named.length > 0 ? await Promise.all(named.map(runFolderNamed)) : await runFolders();
  const analyzed: AnalyzedFolder[] = [];
  for (const folder of folders) {
    try {
      analyzed.push({ folder: shownPlace(folder), analysis: await analyzeRun(folder, NO_PRICES) });
    } catch (error) {
      if (named.length > 0 || !(error instanceof PricewarError)) throw error;
      note([{ text: `left out: ${error.message}`, style: "bad" }]);
    }
  }
  if (analyzed.length > 0) return analyzed;
  throw new NothingToRunError(`${RUNS}/ has no run folder that can be read: run a matrix first, or name a folder`);
}
