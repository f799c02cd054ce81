import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { readPlan, readRecords } from "../../harness/contract/run-folder.io.ts";
import type { RunResult } from "../../harness/measure/sampling/sampled-phases.ts";
import { lastWords, runProgram } from "../program.io.ts";

export interface SideRun {
  /** Folder with the commit's matrices and data. */
  readonly worktree: string;
  /** Folder of the pricewar that runs it. */
  readonly code: string;
  readonly runFolder: string;
  readonly matrix: SideMatrix;
  readonly dataset: string | undefined;
  /** Time limit of each phase. */
  readonly limitSeconds: number;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export type SideOutcome =
  | ({ readonly status: "ran" } & RunResult)
  | { readonly status: "incomplete"; readonly text: string };

/** A commit without this file takes no rounds of samples, and refuses the option. */
const TAKES_ROUNDS = join("harness", "measure", "sampling", "serving-rounds.ts");

/** A check needs the records alone. A commit that knows none of these ignores them, as it would not an option. */
const RECORDS_ALONE = { PRICEWAR_NO_BASELINES: "1", PRICEWAR_FORMAT: "json" };

/** Said of files that were looked for in a worktree. */
const ONLY_COMMITTED = "a commit has only the files that are committed: commit it, or name it by its full path";

/** What is wrong with the matrix or its data in a commit, found without measuring anything; null if nothing is. */
export async function refusalOf(side: SideRun): Promise<string | null> {
  const { worktree, matrix, signal } = side;
  if (matrix.isCommitted && !existsSync(join(worktree, matrix.matrix))) {
    return `${matrix.matrix}: no such file in this commit\n${ONLY_COMMITTED}`;
  }
  const args = [...argumentsOf(side), "--dry-run"];
  const ended = await runProgram(process.execPath, args, { cwd: worktree, env: RECORDS_ALONE, signal });
  if (ended.exitCode !== 2) return null;
  const words = lastWords(ended);
  return words.includes(worktree) ? `${words}\n${ONLY_COMMITTED}` : words;
}

function argumentsOf({ code, runFolder, matrix, dataset }: SideRun): string[] {
  const args = [...loaderOf(code), join(code, "experiments", "run.ts"), "--matrix", matrix.matrix, "--out", runFolder];
  return dataset === undefined ? args : [...args, "--dataset", dataset];
}

/** Runs the whole matrix once with the commit's own code, without using anything from other commits. */
export async function runSide(side: SideRun): Promise<SideOutcome> {
  const { worktree, code, runFolder, limitSeconds, signal, onLine } = side;
  const args = [...argumentsOf(side), "--time-limit", String(limitSeconds)];
  // The check takes pairs of its own.
  if (existsSync(join(code, TAKES_ROUNDS))) args.push("--rounds", "0");
  const ended = await runProgram(process.execPath, args, { cwd: worktree, env: RECORDS_ALONE, signal, onLine });
  // Exit code 1 means that cells failed, which the records show.
  if (ended.exitCode === 0 || ended.exitCode === 1) {
    const plan = await readPlan(join(runFolder, RUN_FILES.plan)).catch(() => null);
    if (plan !== null) {
      return { status: "ran", plan, records: await readRecords(join(runFolder, RUN_FILES.records)) };
    }
  }
  return { status: "incomplete", text: lastWords(ended) };
}

/** Node options that run a pricewar's TypeScript with its own loader, from any folder. */
export function loaderOf(code: string): string[] {
  return ["--import", pathToFileURL(createRequire(join(code, "package.json")).resolve("tsx")).href];
}

/** Every commit of pricewar has these; another repository may have experiments, too. */
const PRICEWAR_HAS = [join("experiments", "run.ts"), join("harness", "matrix.schema.json")];

/** A commit of pricewar is measured by its own code; a commit of any other repository, by this pricewar. */
export function codeOf(worktree: string, own: string): string {
  return PRICEWAR_HAS.every((file) => existsSync(join(worktree, file))) ? worktree : own;
}

/** The matrix as each commit is asked for it. */
export interface SideMatrix {
  /** From the compared folder. */
  readonly matrix: string;
  /** Whether it is a file of the repository, which each commit must have: a shipped matrix may have its name. */
  readonly isCommitted: boolean;
}

/**
 * A file in the repository by its path from the folder, so that each commit reads its own; any other file by its full path;
 * a name as it is.
 * @param root of the repository
 */
export function matrixInWorktree(matrix: string, folder: string, root: string): SideMatrix {
  const file = [matrix, `${matrix}.json`].map((name) => resolve(folder, name)).find(isFile);
  if (file === undefined) return { matrix, isCommitted: false };
  const isCommitted = !relative(root, file).startsWith("..");
  return { matrix: isCommitted ? relative(folder, file) : file, isCommitted };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
