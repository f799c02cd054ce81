import { lstat, readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { findStored, plainName } from "../../harness/base/at-rest/stored.io.ts";
import { type CacheEntry, totalBytes } from "../../harness/base/cache-limit.ts";
import { ConfigError, NothingToRunError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { type FileBelow, filesBelow } from "../../harness/base/files-below.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { formatBytes, plural } from "../../harness/judge/figures/format.ts";
import { lockFile } from "../../harness/measure/runner/lock.io.ts";
import { cacheFolders, readCache, removeEntries } from "../cache.io.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { RUNS, runFolderNamed } from "../named-run.io.ts";
import { shownPlace } from "../place.io.ts";
import { print } from "../print.ts";
import { doomedEntries } from "../purge/doomed.ts";
import { type HeldData, heldData } from "../purge/held-run.io.ts";
import { leftOver } from "../purge/left-over.io.ts";
import { isLockName, isRunName } from "../run-folder.io.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** Go last, in this order: a purge that was stopped finds in them what is left to do. */
const LAST: readonly string[] = [
  RUN_FILES.records,
  RUN_FILES.marks,
  RUN_FILES.cached,
  RUN_FILES.plan,
  RUN_FILES.encryption,
];

/** Deletes a run folder with what the cache keeps of its texts alone, and says what is left. Stopped at any moment, the same command goes on. */
export async function purge(named: string, { yes, dryRun, identity }: Options): Promise<void> {
  await holdIdentity(identity);
  const folder = await runFolderNamed(named);
  await refuseOtherFolder(folder);
  const wayOut = "wait for it, or stop it, and purge the run then";
  const lock = dryRun ? null : await lockFile(join(folder, RUN_FILES.lock), { wayOut });
  try {
    const run = await knownData(folder);
    const others = await Promise.all((await otherRuns(folder)).map(heldData));
    const entries = await doomedOf(run, others);
    const names = await readdir(folder);
    const own = names.filter((name) => isRunName(name) && !isLockName(name));
    const files = (await Promise.all(own.map((name) => filesBelow(join(folder, name))))).flat();
    const left = await leftOver(run, others, {
      foreign: names.filter((name) => !isRunName(name)),
      links: files.filter(({ stats }) => stats.isSymbolicLink()).map(({ path }) => path),
    });
    print(
      `${dryRun ? "would delete" : "deletes"} ${shownPlace(folder)}, ${sizeText(files)}, and ${entriesText(entries)}:`,
    );
    for (const { path, bytes } of entries) print(`${formatBytes(bytes).padStart(9)}  ${shownPlace(path)}`);
    if (!dryRun) {
      if (!yes) await confirm(folder);
      await removeFromCache(entries);
      await removeOwn(folder, own);
    }
    print(dryRun ? "would leave:" : "left:");
    for (const sentence of left) print(`- ${sentence}`);
  } finally {
    await lock?.release();
  }
  // What others put there stays, and its folder with it.
  if (!dryRun && (await readdir(folder)).length === 0) await rmdir(folder);
}

/** @throws ConfigError where deleting would delete something else */
async function refuseOtherFolder(folder: string): Promise<void> {
  const place = shownPlace(folder);
  const stats = await lstat(folder);
  if (stats.isSymbolicLink()) throw new ConfigError(`${place}: is a link: name the folder that it leads to`);
  const names = stats.isDirectory() ? await readdir(folder) : [];
  if (!names.some((name) => LAST.includes(plainName(name)))) {
    throw new ConfigError(`${place}: is no run folder, so nothing is deleted; name one, such as runs/quant`);
  }
}

/** @throws ConfigError where deleting could not find all of a run's data */
async function knownData(folder: string): Promise<HeldData> {
  const run = await heldData(folder);
  if (run.isKnown) return run;
  throw new ConfigError(
    `${shownPlace(folder)}: has no plan that can be read, so nothing tells what the cache keeps of its texts; run its matrix again, which rewrites the plan, or delete the folder and "pricewar clean --all"`,
  );
}

/** The run folders under runs/ and beside this one. */
async function otherRuns(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const parent of new Set([resolve(RUNS), dirname(resolve(folder))])) {
    const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
    found.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(parent, name)));
  }
  const others = found.filter((one) => one !== resolve(folder));
  const areRuns = await Promise.all(others.map(isRunFolder));
  return others.filter((_, index) => areRuns[index]);
}

async function isRunFolder(folder: string): Promise<boolean> {
  const has = await Promise.all([RUN_FILES.plan, RUN_FILES.cached].map((name) => findStored(join(folder, name))));
  return has.some((path) => path !== null);
}

/** @throws ConfigError if a run that is going on uses some of them */
async function doomedOf(run: HeldData, others: readonly HeldData[]): Promise<CacheEntry[]> {
  const parent = dirname(resolve(run.folder));
  // That of the folder in which the run was started, most likely, wherever this command is.
  const beside = [join(parent, ".cache"), join(dirname(parent), ".cache")];
  const folders = [...new Set([...cacheFolders(), ...beside])];
  const { entries, leftovers } = await readCache(folders, performance.timeOrigin);
  const doomed = doomedEntries(
    [...entries, ...leftovers],
    run.uses,
    others.flatMap(({ uses }) => uses),
  );
  const used = doomed.find(({ isInUse }) => isInUse);
  if (used === undefined) return doomed;
  throw new ConfigError(`${shownPlace(used.path)}: may be in use by a run that is going on; purge when that has ended`);
}

/** @throws ConfigError where some stay */
async function removeFromCache(entries: readonly CacheEntry[]): Promise<void> {
  const removed = new Set(await removeEntries(entries));
  for (const entry of entries) {
    if (removed.has(entry) || !(await exists(entry.path))) continue;
    throw new ConfigError(
      `${shownPlace(entry.path)}: cannot be deleted, since another process uses it or it is another user's; the run folder stays, so that the same command can go on`,
    );
  }
}

async function removeOwn(folder: string, own: readonly string[]): Promise<void> {
  const rank = (name: string) => LAST.indexOf(plainName(name));
  for (const name of [...own].sort((a, b) => rank(a) - rank(b))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** @throws NothingToRunError unless the user agrees */
async function confirm(folder: string): Promise<void> {
  if (!process.stdin.isTTY) throw new ConfigError("nothing is deleted without your consent: add --yes");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`delete ${shownPlace(folder)} for good? [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new NothingToRunError("nothing is deleted");
}

function sizeText(files: readonly FileBelow[]): string {
  return `${plural(files.length, "file")} (${formatBytes(files.reduce((sum, { stats }) => sum + stats.size, 0))})`;
}

function entriesText(entries: readonly CacheEntry[]): string {
  return `${plural(entries.length, "entry", "entries")} of the cache (${formatBytes(totalBytes(entries))})`;
}
