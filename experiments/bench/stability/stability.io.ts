import { mkdir, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ConfigError } from "../../../harness/base/errors.ts";
import { exists } from "../../../harness/base/files.io.ts";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { note } from "../../print.ts";
import { projectFolder } from "../../project-folder.ts";
import { orderOfRound } from "../rounds.ts";
import { SideFailed } from "../side-failed.ts";
import { pricewar } from "../whole-run.io.ts";
import { type RunOutcome, readOutcome } from "./outcome.ts";
import { stabilityReport } from "./report.ts";

export interface StabilityOptions {
  /** A shipped matrix by its name, or a file. */
  readonly matrix: string;
  readonly rounds: number;
  /** A commit to compare with, and its code's folder. */
  readonly base: { readonly ref: string; readonly code: string } | null;
  /** Where to run. */
  readonly folder: string;
}

/** Runs a matrix anew several times, in turn by the code of another commit. @returns the report */
export async function measureStability({ matrix, rounds, base, folder }: StabilityOptions): Promise<string> {
  const sides = [
    { name: "this code", code: projectFolder, runs: [] as RunOutcome[] },
    ...(base === null ? [] : [{ name: base.ref, code: base.code, runs: [] as RunOutcome[] }]),
  ];
  const given = matrix.includes("/") ? resolve(matrix) : matrix;
  for (let round = 0; round < rounds; round += 1) {
    for (const side of orderOfRound(sides, round)) {
      note(`${matrix}: run ${round + 1} of ${rounds} by ${side.name}`);
      const place = join(folder, `side-${sides.indexOf(side)}`);
      await mkdir(place, { recursive: true });
      await pricewar(side.code, ["run", given, "--fresh"], place);
      side.runs.push(await onlyOutcome(join(place, "runs")));
    }
  }
  return stabilityReport(matrix, sides);
}

/** The report of runs that were made before. @param folders of runs of one matrix */
export async function readStability(folders: readonly string[]): Promise<string> {
  const runs = await Promise.all(folders.map(outcomeOf));
  return stabilityReport(folders.join(", "), [{ name: "these runs", runs }]);
}

async function onlyOutcome(runs: string): Promise<RunOutcome> {
  const [name] = (await readdir(runs, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  if (name === undefined) throw new SideFailed(`${runs}: a run left no folder there`);
  return outcomeOf(join(runs, name.name));
}

async function outcomeOf(folder: string): Promise<RunOutcome> {
  const file = join(folder, RUN_FILES.summaryJson);
  if (!(await exists(file))) throw new ConfigError(`${file} does not exist: name folders of finished runs`);
  return readOutcome(await readFile(file, "utf8"), file);
}
