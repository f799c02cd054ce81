/** A run folder joined from several: all of it, or nothing. */
import { cp, mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConfigError } from "../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../harness/base/files.io.ts";
import { removeUnfinished } from "../harness/base/folders.io.ts";
import { folderInspector } from "../harness/base/seal.io.ts";
import type { Plan } from "../harness/contract/index.ts";
import { planText } from "../harness/contract/parse-run.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import { linesText } from "../harness/contract/run-folder.io.ts";
import type { JoinedRun } from "../harness/measure/join-runs.ts";
import { makeFolder, refuseImpossiblePlace, shownPlace } from "./place.io.ts";
import { RUN_FOLDER } from "./run-folder.io.ts";

/** @throws ConfigError if a folder cannot be made there, or something is there */
export async function refuseUsedPlace(out: string): Promise<void> {
  await refuseImpossiblePlace(out, RUN_FOLDER);
  if (!(await exists(out))) return;
  const [first] = await readdir(out);
  if (first === undefined) return;
  throw new ConfigError(
    `${shownPlace(out)}: is not empty (${first}), and merge replaces nothing; name a new folder with --out, or remove this one`,
  );
}

/**
 * Writes the folder under a temporary name and renames it when it is complete, so that a crash leaves no part of it. What an
 * earlier crash left is removed.
 * @param sources the folders that were joined, in the order of the numbers in `joined.models`
 * @returns experiments whose models are in none of the sources, or damaged there
 */
export async function writeJoinedFolder(
  out: string,
  sources: readonly string[],
  plan: Plan,
  joined: JoinedRun,
): Promise<string[]> {
  const parent = dirname(out);
  const temporary = `${out}.${process.pid}.tmp`;
  await makeFolder(parent, RUN_FOLDER);
  await removeUnfinished(parent, basename(out));
  try {
    await mkdir(join(temporary, RUN_FILES.cells), { recursive: true });
    const missing = await copyModels(join(temporary, RUN_FILES.cells), sources, joined.models);
    await writeFileAtomically(join(temporary, RUN_FILES.samples), linesText(joined.samples));
    await writeFileAtomically(join(temporary, RUN_FILES.records), linesText(joined.records));
    await writeFileAtomically(join(temporary, RUN_FILES.plan), planText(plan));
    if (await exists(out)) await rmdir(out);
    await rename(temporary, out);
    return missing;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function copyModels(cells: string, sources: readonly string[], models: JoinedRun["models"]): Promise<string[]> {
  const inspect = folderInspector();
  const missing: string[] = [];
  for (const [experiment, holders] of models) {
    const folders = holders.map((holder) => join(sources[holder]!, RUN_FILES.cells, experiment));
    const states = await Promise.all(folders.map(inspect));
    const whole = folders[states.indexOf("whole")];
    if (whole === undefined) missing.push(experiment);
    else await cp(whole, join(cells, experiment), { recursive: true });
  }
  return missing;
}
