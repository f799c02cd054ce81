import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, IncompleteError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { removeUnfinished } from "../../harness/base/folders.io.ts";
import { lastWords, runProgram } from "../program.io.ts";

/** Where checks put what they build. A check that was killed leaves its folder, which the next one removes. */
const CHECKS = join(tmpdir(), "pricewar-checks");

/** A repository, and the folder within it that a check is about. */
export interface Repository {
  readonly root: string;
  /** The folder relative to the root, "" where they are the same. */
  readonly prefix: string;
}

type Stoppable = { readonly signal: AbortSignal };

/** @throws ConfigError where the folder is in no git repository */
export async function findRepository(folder: string, { signal }: Stoppable): Promise<Repository> {
  const said = await git(["rev-parse", "--show-toplevel", "--show-prefix"], folder, signal);
  if (said === null) {
    throw new ConfigError(`${folder} is in no git repository: compare stored results with --baseline FILE`);
  }
  const [root, prefix] = said.split("\n");
  return { root: root!, prefix: prefix ?? "" };
}

/** @throws ConfigError on a name that git does not know */
export async function findCommit({ root }: Repository, ref: string, { signal }: Stoppable): Promise<string> {
  const commit = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], root, signal);
  if (commit !== null) return commit.trim();
  throw new ConfigError(
    `${ref}: git knows no such commit; name a branch, tag or commit, and fetch it first ` +
      "(on GitHub: actions/checkout with fetch-depth: 0, and origin/main for main)",
  );
}

/** Paths of tracked files that differ from the last commit, which a check of commits does not see. */
export async function uncommittedFiles({ root }: Repository, { signal }: Stoppable): Promise<string[]> {
  const said = await git(["status", "--porcelain", "--untracked-files=no"], root, signal);
  return (said ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.slice(3));
}

/**
 * Gives `work` an empty folder outside the repository and removes it afterwards, however it ended, with the worktrees
 * that were made in it.
 */
export async function inCheckFolder<R>(
  repository: Repository | null,
  work: (folder: string) => Promise<R>,
): Promise<R> {
  await mkdir(CHECKS, { recursive: true });
  await removeUnfinished(CHECKS);
  const folder = join(CHECKS, `${randomUUID()}.${process.pid}.tmp`);
  await mkdir(folder);
  try {
    return await work(folder);
  } finally {
    // Processes that were killed a moment ago may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    // Forgets the worktrees whose folders are gone; not stopped by what stopped the check.
    if (repository !== null) await git(["worktree", "prune"], repository.root, new AbortController().signal);
  }
}

/**
 * Checks a commit out beside the repository, with the packages that its lockfile names.
 * @returns the folder in the worktree
 * @throws IncompleteError where the commit has no such folder, or its packages cannot be installed
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
    throw new IncompleteError(`${commit}: has no folder ${repository.prefix}, so there is nothing in it to compare`);
  }
  await addPackages(project, join(repository.root, repository.prefix), { signal, onInstall });
  return project;
}

/** The installed packages where the lockfiles are equal, else an installation of its own; nothing without a lockfile. */
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

/** What git prints, or null where it refuses. */
async function git(args: readonly string[], cwd: string, signal: AbortSignal): Promise<string | null> {
  const { exitCode, stdout } = await runProgram("git", args, { cwd, signal });
  return exitCode === 0 ? stdout : null;
}
