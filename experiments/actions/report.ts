import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { NothingToRunError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { REPORT_FILES, writeReports } from "../../reports/write.io.ts";
import { writeIndex } from "../../reports/write-index.io.ts";

const RUNS = "runs";
const BASELINES = join("data", "baselines");

/**
 * Renders reports again from their records.
 * @param named run folders; none for every one under runs/, and runs/index.html over them all
 */
export async function report(named: string[]): Promise<void> {
  const folders = named.length > 0 ? named : await runFolders();
  if (folders.length === 0)
    throw new NothingToRunError(`${RUNS}/ holds no run folder: run a matrix first, or name a folder`);
  const analyses = new Map<string, Analysis>();
  for (const folder of folders) {
    const analysis = await writeReports(folder);
    analyses.set(folder, analysis);
    console.log(`${analysis.plan.name}: ${analysis.answer.text}\n${join(folder, REPORT_FILES.html)}\n`);
  }
  if (named.length === 0) console.log(await writeIndex({ runs: RUNS, baselines: BASELINES, analyses }));
}

/** Folders under runs/ that hold a plan, by name. */
async function runFolders(): Promise<string[]> {
  if (!(await exists(RUNS))) return [];
  const entries = await readdir(RUNS, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(RUNS, name));
  const hasPlan = await Promise.all(folders.map((folder) => exists(join(folder, "plan.json"))));
  return folders.filter((_, index) => hasPlan[index]).sort();
}
