import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { RUN_FILES } from "../../harness/execution/run-store.io.ts";
import { readPlan, readRecords } from "../../harness/records.io.ts";
import type { RunResult } from "../../harness/regression/units.ts";
import { lastWords, runProgram } from "./program.io.ts";

export interface SideRun {
  /** The project in the commit's worktree. */
  readonly project: string;
  readonly runFolder: string;
  readonly matrix: string;
  readonly dataset: string | undefined;
  /** Of each phase. */
  readonly limitSeconds: number;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export type SideOutcome =
  | ({ readonly status: "ran" } & RunResult)
  /** The commit cannot read the matrix or the data. */
  | { readonly status: "refused"; readonly text: string }
  | { readonly status: "incomplete"; readonly text: string };

/** Runs the whole matrix once by the commit's own code; nothing that another commit made is used. */
export async function runSide(side: SideRun): Promise<SideOutcome> {
  const { project, runFolder, matrix, dataset, limitSeconds, signal, onLine } = side;
  const args = ["--import", "tsx", "experiments/run.ts", "--matrix", matrix, "--out", runFolder];
  if (dataset !== undefined) args.push("--dataset", dataset);
  args.push("--time-limit", String(limitSeconds));
  const ended = await runProgram(process.execPath, args, { cwd: project, signal, onLine });
  // 1 is for cells that failed: they are in the records.
  if (ended.exitCode === 0 || ended.exitCode === 1) {
    const plan = await readPlan(join(runFolder, RUN_FILES.plan)).catch(() => null);
    if (plan !== null) {
      return { status: "ran", plan, records: await readRecords(join(runFolder, RUN_FILES.records)) };
    }
  }
  return { status: ended.exitCode === 2 ? "refused" : "incomplete", text: lastWords(ended) };
}

/**
 * The matrix as each commit is to find it: a name as it is; a file of the project by its path in the project, so that
 * each commit reads its own; any other file by its full path.
 */
export function matrixInWorktree(matrix: string, projectFolder: string): string {
  if (!existsSync(matrix)) return matrix;
  const path = relative(projectFolder, resolve(matrix));
  return path.startsWith("..") ? resolve(matrix) : path;
}
