import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, IncompleteError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { removeUnfinished } from "../../harness/base/folders.io.ts";
import { ownTemporary } from "../../harness/base/own-temporary.io.ts";
import { unfinishedName } from "../../harness/base/unfinished.io.ts";
import { lastWords, runProgram } from "../program.io.ts";

/** A repository, and the folder in it that a check compares. */
export interface Repository {
  readonly root: string;
  /** The folder relative to the root, "" for the root itself. */
  readonly prefix: string;
}

type Stoppable = { readonly signal: AbortSignal };

/** @throws ConfigError if the folder is not in a git repository */
export async function findRepository(folder: string, { signal }: Stoppable): Promise<Repository> {
  const output = await git(["rev-parse", "--show-toplevel", "--show-prefix"], folder, signal);
  if (output === null) {
    throw new ConfigError(`${folder} is not in a git repository; compare stored results with --baseline FILE`);
  }
  const [root, prefix] = output.split("\n");
  return { root: root!, prefix: prefix ?? "" };
}

/** @throws ConfigError on a ref that git does not know */
export async function findCommit({ root }: Repository, ref: string, { signal }: Stoppable): Promise<string> {
  const commit = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], root, signal);
  if (commit !== null) return commit.trim();
  throw new ConfigError(
    `${ref}: git does not know this commit; name a branch, tag or commit, and fetch it first ` +
      "(on GitHub: actions/checkout with fetch-depth: 0, and origin/main for main)",
  );
}

/** Paths of tracked files that differ from the last commit; a check of commits ignores the changes. */
export async function uncommittedFiles({ root }: Repository, { signal }: Stoppable): Promise<string[]> {
  const output = await git(["status", "--porcelain", "--untracked-files=no"], root, signal);
  return (output ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.slice(3));
}

/** Calls `work` with an empty folder outside the repository, and removes it and its worktrees however the work ended. */
export async function inCheckFolder<R>(
  repository: Repository | null,
  work: (folder: string) => Promise<R>,
): Promise<R> {
  const checks = await ownTemporary("pricewar-checks");
  // A killed check leaves its folder behind, and the next one removes it.
  await removeUnfinished(checks);
  const folder = await unfinishedName(join(checks, randomUUID()), "tmp");
  await mkdir(folder);
  try {
    return await work(folder);
  } finally {
    // Recently killed processes may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    // Forgets worktrees whose folders are gone; must also run if the check was stopped.
    if (repository !== null) await git(["worktree", "prune"], repository.root, new AbortController().signal);
  }
}

/**
 * Checks out a commit in a worktree, with the packages of its lockfile.
 * @returns the compared folder in the worktree
 * @throws IncompleteError if the commit has no such folder, or its packages cannot be installed
 */
export async function addWorktree(
  repository: Repository,
  commit: string,
  folder: string,
  { signal, onInstall }: Stoppable & { readonly onInstall: () => void },
): Promise<string> {
  const ended = await runProgram("git", ["worktree", "add", "--detach", "--quiet", folder, commit], {
    cwd: repository.root,
    signal,
  });
  if (ended.exitCode !== 0) throw new ConfigError(`git could not check out ${commit}: ${lastWords(ended)}`);
  const project = join(folder, repository.prefix);
  if (!(await exists(project))) {
    throw new IncompleteError(`${commit}: has no folder ${repository.prefix}, so there is nothing to compare`);
  }
  await addPackages(project, join(repository.root, repository.prefix), { signal, onInstall });
  return project;
}

/** Links the installed packages if the lockfiles are equal, else installs; does nothing without a lockfile. */
async function addPackages(
  worktree: string,
  project: string,
  { signal, onInstall }: Stoppable & { readonly onInstall: () => void },
): Promise<void> {
  const lockOf = (folder: string) => readFile(join(folder, "package-lock.json"), "utf8").catch(() => null);
  const lock = await lockOf(worktree);
  if (lock === null) return;
  const installed = join(project, "node_modules");
  if (lock === (await lockOf(project)) && (await exists(installed))) {
    await symlink(installed, join(worktree, "node_modules"), "dir");
    return;
  }
  onInstall();
  const ended = await runProgram("npm", ["ci", "--no-audit", "--no-fund"], { cwd: worktree, signal });
  if (ended.exitCode !== 0) throw new IncompleteError(`npm ci failed in ${worktree}: ${lastWords(ended)}`);
}

/** Git's output, or null if it failed. */
async function git(args: readonly string[], cwd: string, signal: AbortSignal): Promise<string | null> {
  const { exitCode, stdout } = await runProgram("git", args, { cwd, signal });
  return exitCode === 0 ? stdout : null;
}
