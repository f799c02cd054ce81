import { cp, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../../harness/base/bundle/bundle.io.mjs";
import { plural } from "../../../harness/base/counts.ts";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { note } from "../../print.ts";
import { projectFolder } from "../../project-folder.ts";
import { withBaseCode } from "../base-code.io.ts";
import { orderOfRound } from "../rounds.ts";
import { measureProgram } from "../run-program.io.ts";
import { usages } from "../scale/whole-run.io.ts";
import { SideFailed } from "../side-failed.ts";
import { readManyCells, writeRun } from "./many-cells.io.ts";
import { USUAL_SEEDS } from "./many-cells.ts";
import { type PageMeasurement, type PageResults, pageReport } from "./report.ts";

export interface PageOptions {
  /** Numbers of cells, each a run of its own. */
  readonly cells: readonly number[];
  readonly rounds: number;
  /** A commit to compare with. */
  readonly baseRef: string | undefined;
}

/** Measures `pricewar report` and its page on runs of many cells, in turn with another commit. @returns the report */
export async function measurePages({ cells, rounds, baseRef }: PageOptions): Promise<string> {
  return withBaseCode(baseRef, async (folder, code) => {
    const results: PageResults[] = [];
    // The most, of as many configurations, too: these are most of what a report says.
    const wanted = [
      ...cells.map((count) => ({ cells: count, seeds: USUAL_SEEDS })),
      { cells: Math.max(...cells), seeds: 1 },
    ];
    for (const one of wanted) {
      note(`measuring: a report of ${one.cells} cells of ${plural(one.seeds, "seed")}`);
      const made = join(folder, "made");
      await writeRun(made, await readManyCells(one));
      const own: PageResults = { ...one, ours: [], base: [] };
      const sides = [
        async () => void own.ours.push(await measurePage(projectFolder, made, folder)),
        async () => void (code !== null && own.base.push(await measurePage(code, made, folder))),
      ];
      for (let round = 0; round < rounds; round += 1) for (const side of orderOfRound(sides, round)) await side();
      await rm(made, { recursive: true });
      results.push(own);
    }
    return pageReport(results, baseRef ?? null);
  });
}

/** Reports a run by one commit's code, and opens the page. */
async function measurePage(code: string, run: string, parent: string): Promise<PageMeasurement> {
  const folder = join(parent, "reported");
  await mkdir(folder);
  try {
    const copy = join(folder, "run");
    await cp(run, copy, { recursive: true });
    const script = join(code, "bin", "pricewar");
    // Code is compiled when it is used for the first time.
    await usages(script, ["report", "--help"], folder);
    const [usage] = await usages(script, ["report", copy], folder);
    const file = join(copy, RUN_FILES.report);
    const { size } = await stat(file);
    const { cpuMs, wallMs, peakRssBytes } = usage!;
    return { cpuMs, wallMs, peakRssBytes, pageBytes: size, firstClickMs: await firstClickMs(file) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Null where there is no browser. */
async function firstClickMs(file: string): Promise<number | null> {
  const entry = join("tests", "peers", "first-click.ts");
  const { file: script } = await bundle({ project: projectFolder, entry });
  try {
    return (await measureProgram("first click", process.execPath, [script, file])).medianMs;
  } catch (error) {
    if (!(error instanceof SideFailed)) throw error;
    note(`the page is not opened: ${error.message}`);
    return null;
  }
}
