import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { NothingToRunError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { answerText } from "../../reports/words/answer.ts";
import { majorityLines } from "../../reports/words/class-names.ts";
import { pricesText } from "../../reports/words/prices.ts";
import { terminalWarnings } from "../../reports/words/warnings.ts";
import { writeReports } from "../../reports/write.io.ts";
import { writeIndex } from "../../reports/write-index.io.ts";
import { note, print } from "../print.ts";

const RUNS = "runs";
const BASELINES = join("data", "baselines");

/**
 * Writes reports again from their records.
 * @param named run folders; if empty, every one under runs/, and runs/index.html as an overview
 * @param pricing offers by backend, or pricing files, to use instead of the matrix's
 */
export async function report(named: string[], { pricing }: { readonly pricing: readonly string[] }): Promise<void> {
  const readText = (file: string) => readFile(file, "utf8");
  const prices = await readPricing(pricing, { backends: backends.names, option: "--pricing", readText });
  const folders = named.length > 0 ? named : await runFolders();
  if (folders.length === 0)
    throw new NothingToRunError(`${RUNS}/ has no run folder: run a matrix first, or name a folder`);
  const analyses = new Map<string, Analysis>();
  for (const folder of folders) {
    const analysis = await writeReports(folder, prices);
    analyses.set(folder, analysis);
    const lines = [
      `${analysis.plan.name}: ${answerText(analysis)}`,
      ...majorityLines(analysis),
      ...terminalWarnings(analysis.warnings),
      ...pricesText(analysis.prices),
    ];
    print(`${[...lines, join(folder, RUN_FILES.report)].join("\n")}\n`);
  }
  const used = new Set([...analyses.values()].flatMap((analysis) => analysis.prices.flatMap((one) => one.backends)));
  for (const backend of [...prices.keys()].filter((name) => !used.has(name))) {
    note(`--pricing: ${backend} serves no finished cell of these runs, so its price changes nothing`);
  }
  if (named.length === 0) print(await writeIndex({ runs: RUNS, baselines: BASELINES, analyses }));
}

/** Folders under runs/ that hold a plan, by name. */
async function runFolders(): Promise<string[]> {
  if (!(await exists(RUNS))) return [];
  const entries = await readdir(RUNS, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(RUNS, name));
  const hasPlan = await Promise.all(folders.map((folder) => exists(join(folder, RUN_FILES.plan))));
  return folders.filter((_, index) => hasPlan[index]).sort();
}
