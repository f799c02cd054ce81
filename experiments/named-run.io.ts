/** Run folders by name, as a person gives them. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { findStored } from "../harness/base/at-rest/stored.io.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { exists } from "../harness/base/files.io.ts";
import { printableName } from "../harness/base/printable.ts";
import { suggestion } from "../harness/base/registry.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";

/** Where run folders are kept, in the current folder. */
export const RUNS = "runs";

/** The folder itself, or the one of that name under runs/. @throws ConfigError if there is neither */
export async function runFolderNamed(name: string): Promise<string> {
  const place = await placeNamed(name);
  if (await exists(place)) return place;
  const found = await runFolders();
  const near = suggestion(
    basename(name),
    found.map((folder) => basename(folder)),
  );
  const hint =
    near === null ? "name a run folder, such as runs/quant" : `did you mean "${printableName(join(RUNS, near))}"?`;
  throw new ConfigError(`${printableName(name)}: no such folder, and none of that name under ${RUNS}/; ${hint}`);
}

/** A path that may be anything: as it is, or the run folder of that name under runs/ where there is nothing at that path. */
export async function placeNamed(name: string): Promise<string> {
  const inRuns = join(RUNS, name);
  return !(await exists(name)) && (await exists(inRuns)) ? inRuns : name;
}

/** Folders under runs/ that hold a plan, by name. */
export async function runFolders(): Promise<string[]> {
  if (!(await exists(RUNS))) return [];
  const entries = await readdir(RUNS, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(RUNS, name));
  const plans = await Promise.all(folders.map((folder) => findStored(join(folder, RUN_FILES.plan))));
  return folders.filter((_, index) => plans[index] !== null).sort();
}
