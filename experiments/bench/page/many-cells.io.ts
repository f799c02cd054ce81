import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomStream } from "../../../harness/base/random/mt19937.ts";
import { planText } from "../../../harness/contract/parse-run.ts";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { readPlan, readRunLines, writeLines } from "../../../harness/contract/run-folder.io.ts";
import { recordsIn, samplesIn } from "../../../harness/contract/run-line.ts";
import { projectFolder } from "../../project-folder.ts";
import { type ManyCells, manyCells, type RunContents } from "./many-cells.ts";

/** The measured run that made-up ones are made from. */
const FROM = join(projectFolder, "tests", "fixtures", "many-cells");
/** Fixed, so that two commits are given the same run. */
const SEED = 20_261_129;

/** A made-up run of many cells, the same each time. */
export async function readManyCells(wanted: ManyCells): Promise<RunContents> {
  const plan = await readPlan(join(FROM, RUN_FILES.plan));
  const lines = await readRunLines(join(FROM, RUN_FILES.records));
  return manyCells({ plan, lines }, wanted, randomStream(SEED, "many-cells"));
}

/** @param folder to be made */
export async function writeRun(folder: string, { plan, lines }: RunContents): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, RUN_FILES.plan), planText(plan));
  await writeLines(join(folder, RUN_FILES.records), recordsIn(lines));
  await writeLines(join(folder, RUN_FILES.samples), samplesIn(lines));
}
