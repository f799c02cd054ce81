import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomStream } from "../../../harness/base/random/mt19937.ts";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { readPlan, readRunLines, writeLines } from "../../../harness/contract/run-folder.io.ts";
import { recordsIn, samplesIn } from "../../../harness/contract/run-line.ts";
import { manyCells } from "./many-cells.ts";

/** Fixed, so that two commits are given the same run. */
const SEED = 20_261_129;

/** Writes a made-up run of many cells. @param from the run folder that it is made from @param folder to be made */
export async function writeManyCells(from: string, folder: string, cells: number): Promise<void> {
  const plan = await readPlan(join(from, RUN_FILES.plan));
  const lines = await readRunLines(join(from, RUN_FILES.records));
  const run = manyCells({ plan, lines }, cells, randomStream(SEED, "many-cells"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, RUN_FILES.plan), `${JSON.stringify(run.plan)}\n`);
  await writeLines(join(folder, RUN_FILES.records), recordsIn(run.lines));
  await writeLines(join(folder, RUN_FILES.samples), samplesIn(run.lines));
}
