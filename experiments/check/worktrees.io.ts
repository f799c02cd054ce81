import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, IncompleteError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { removeUnfinished } from "../../harness/base/folders.io.ts";
import { ownTemporary } from "../../harness/base/own-temporary.io.ts";
import { forShell } from "../../harness/base/shell.ts";
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
    if (repository !== null) await forgetWorktrees(repository);
  }
}

/** Of the repository and its submodules. */
async function forgetWorktrees({ root }: Repository): Promise<void> {
  const { signal } = new AbortController();
  const prune = ["worktree", "prune"];
  await git(prune, root, signal);
  if (!(await exists(join(root, MODULES)))) return;
  await git(["submodule", "foreach", "--quiet", "--recursive", `git ${prune.join(" ")}`], root, signal);
}

/**
 * Checks out a commit in a worktree, with its submodules and the packages of its lockfile.
 * @returns the compared folder in the worktree
 * @throws IncompleteError if the commit has no such folder, or its packages cannot be installed
 */
export async function addWorktree(
  repository: Repository,
  commit: string,
  folder: string,
  { signal, onInstall }: Stoppable & { readonly onInstall: () => void },
): Promise<string> {
  const refused = await checkOut(repository.root, commit, folder, signal);
  if (refused !== null) throw new ConfigError(`git could not check out ${commit}: ${refused}`);
  await addSubmodules(repository.root, folder, signal);
  const project = join(folder, repository.prefix);
  if (!(await exists(project))) {
    throw new IncompleteError(`${commit}: has no folder ${repository.prefix}, so there is nothing to compare`);
  }
  await addPackages(project, join(repository.root, repository.prefix), { signal, onInstall });
  return project;
}

/** @returns why git refuses; null if it does not */
async function checkOut(repository: string, commit: string, folder: string, signal: AbortSignal) {
  const args = ["worktree", "add", "--detach", "--quiet", folder, commit];
  const ended = await runProgram("git", args, { cwd: repository, signal });
  return ended.exitCode === 0 ? null : lastWords(ended);
}

/**
 * Checks out a worktree's submodules, each at its commit, from where they are checked out in the repository: nothing is
 * fetched, and those that are not there stay empty, as they are for whoever checks.
 * @throws ConfigError on one whose commit is not there
 */
async function addSubmodules(repository: string, worktree: string, signal: AbortSignal): Promise<void> {
  if (!(await exists(join(worktree, MODULES)))) return;
  const entries = (await git(["ls-files", "--stage", "-z"], worktree, signal)) ?? "";
  for (const [, commit, path] of entries.matchAll(SUBMODULE)) {
    const from = join(repository, path!);
    if (!(await exists(join(from, ".git")))) continue;
    const refused = await checkOut(from, commit!, join(worktree, path!), signal);
    if (refused !== null) {
      throw new ConfigError(
        `git could not check out ${commit} of the submodule ${path}: ${refused}; if it is not there, fetch it first: git -C ${forShell(path!)} fetch --all`,
      );
    }
    await addSubmodules(from, join(worktree, path!), signal);
  }
}

const MODULES = ".gitmodules";
/** An entry of git's index. */
const SUBMODULE = /160000 ([0-9a-f]+) 0\t([^\0]+)\0/g;

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
