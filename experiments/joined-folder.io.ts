/** A run folder joined from several: all of it, or nothing. */
import { cp, mkdir, readdir, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writesEncrypted } from "../harness/base/at-rest/keys.ts";
import { plainName } from "../harness/base/at-rest/stored.io.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../harness/base/files.io.ts";
import { makeInOneStep, readArtifact, writeFolder } from "../harness/base/folders.io.ts";
import { folderInspector, sealedNames } from "../harness/base/seal.io.ts";
import type { Plan } from "../harness/contract/index.ts";
import type { MarkLine } from "../harness/contract/mark.ts";
import { writeMarks } from "../harness/contract/marks-file.io.ts";
import { planText } from "../harness/contract/parse-run.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import { writeLines } from "../harness/contract/run-folder.io.ts";
import type { JoinedRun } from "../harness/measure/join-runs.ts";
import { type EncryptedFolder, sayEncrypted } from "./encryption/encrypted-folder.io.ts";
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
 * Writes the folder in one step, so that a crash leaves no part of it.
 * @param sources the folders that were joined, in the order of the numbers in `joined.models`
 * @param marks of all sources
 * @param encryption what it says of its encryption, whose keys this process holds; null in clear
 * @returns experiments whose models are in none of the sources, or damaged there
 */
export async function writeJoinedFolder(
  out: string,
  sources: readonly string[],
  plan: Plan,
  joined: JoinedRun,
  marks: readonly MarkLine[],
  encryption: EncryptedFolder | null = null,
): Promise<string[]> {
  await makeFolder(dirname(out), RUN_FOLDER);
  return makeInOneStep(out, async (folder) => {
    if (encryption !== null) await sayEncrypted(folder, encryption);
    const cells = join(folder, RUN_FILES.cells);
    await mkdir(cells);
    const missing = await copyModels(cells, sources, joined.models);
    await writeLines(join(folder, RUN_FILES.samples), joined.samples);
    await writeLines(join(folder, RUN_FILES.records), joined.records);
    if (marks.length > 0) await writeMarks(join(folder, RUN_FILES.marks), marks);
    await writeFileAtomically(join(folder, RUN_FILES.plan), planText(plan));
    if (await exists(out)) await rmdir(out);
    return missing;
  });
}

/** One that is encrypted is opened and encrypted anew, in memory: the joined run has another key. */
async function copyModel(from: string, to: string): Promise<void> {
  if (!writesEncrypted()) return cp(from, to, { recursive: true });
  const names = (await sealedNames(from))!.map(plainName);
  const files = await Promise.all(names.map(async (name) => [name, await readArtifact(from, name)] as const));
  await writeFolder(to, Object.fromEntries(files));
}

async function copyModels(cells: string, sources: readonly string[], models: JoinedRun["models"]): Promise<string[]> {
  const inspect = folderInspector();
  const missing: string[] = [];
  for (const [experiment, holders] of models) {
    const folders = holders.map((holder) => join(sources[holder]!, RUN_FILES.cells, experiment));
    const states = await Promise.all(folders.map(inspect));
    const whole = folders[states.indexOf("whole")];
    if (whole === undefined) missing.push(experiment);
    else await copyModel(whole, join(cells, experiment));
  }
  return missing;
}
