/** The cache: what runs share below .cache, and what is compiled of the sources. All of it can be made again. */
import { lstat, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cacheFolder } from "../harness/base/bundle/cache-folder.io.mjs";
import { beyondLimit, type CacheEntry, totalBytes } from "../harness/base/cache-limit.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { exists } from "../harness/base/files.io.ts";
import { isAbandoned, UNFINISHED, unfinishedName } from "../harness/base/unfinished.io.ts";
import { formatBytes } from "../harness/judge/figures/format.ts";
import { keepFresh, othersAt, ownSign, signFile, writeSign } from "../harness/measure/runner/presence.io.ts";
import { projectFolder } from "./project-folder.ts";

const LIMIT = "PRICEWAR_CACHE_GB";
const DEFAULT_LIMIT_GB = 2;
const BYTES_PER_GB = 1e9;
const IN_USE = "in-use";
/** Commands other than runs leave no mark; hardly one takes longer than this after it has started. */
const COMMAND_MS = 24 * 3_600_000;
/** A run's own mark begins so, in the folder of those in use. */
const MARK = "run";

/** The parts of a cache folder, whose entries are used and removed one by one. */
const PARTS = ["artifacts", "bundles", "surveys", "v8"] as const;

/** @throws ConfigError if the variable is no number of gigabytes */
export function cacheLimitBytes(env: NodeJS.ProcessEnv = process.env): number {
  const text = env[LIMIT];
  if (text === undefined || text === "") return DEFAULT_LIMIT_GB * BYTES_PER_GB;
  const gigabytes = Number(text);
  if (gigabytes >= 0 && Number.isFinite(gigabytes)) return gigabytes * BYTES_PER_GB;
  throw new ConfigError(`${LIMIT}=${text}: must be a number of gigabytes, such as 2 or 0.5`);
}

/** The cache folders of this place: that of the current folder, and that of pricewar's own code, which are often the same. */
export function cacheFolders(): string[] {
  return [...new Set([resolve(".cache"), cacheFolder(projectFolder)])];
}

/**
 * Notes that a run is using the cache: nothing that it has used will be removed before it ends.
 * @returns a function that ends this
 */
export async function markRun(folders: readonly string[]): Promise<() => Promise<void>> {
  const sign = await ownSign();
  const marks = folders.map((folder) => signFile(join(folder, IN_USE, MARK), sign));
  for (const mark of marks) {
    await mkdir(dirname(mark), { recursive: true });
    await writeSign(mark, sign);
  }
  const rest = keepFresh(marks, sign, () => undefined);
  return async () => {
    rest();
    for (const mark of marks) await rm(mark, { force: true });
  };
}

export interface Cache {
  readonly entries: readonly CacheEntry[];
  /** What killed processes left half written, and what was found damaged. */
  readonly leftovers: readonly CacheEntry[];
}

/**
 * Everything in cache folders.
 * @param codeSinceMs compiled code that was used since then counts as in use; whatever a living run has used, always
 */
export async function readCache(folders: readonly string[], codeSinceMs: number): Promise<Cache> {
  const entries: CacheEntry[] = [];
  const leftovers: CacheEntry[] = [];
  for (const folder of folders) {
    // A run marks each folder that it uses: one of another place uses nothing here.
    const sinceMs = await oldestRunMs(folder);
    for (const part of PARTS) {
      for (const path of await pathsOf(join(folder, part), part)) {
        const found = await sizeAndTime(path);
        if (found === null) continue;
        const isCodeInUse = part === "bundles" && found.usedMs >= codeSinceMs;
        const entry = { path, ...found, isInUse: isCodeInUse || found.usedMs >= sinceMs };
        if (!UNFINISHED.test(path)) entries.push(entry);
        else if (await isAbandoned(path)) leftovers.push({ ...entry, isInUse: false });
      }
    }
  }
  return { entries, leftovers };
}

/** Removes entries; what another process has used meanwhile stays. @returns what was removed */
export async function removeEntries(entries: readonly CacheEntry[]): Promise<CacheEntry[]> {
  const removed: CacheEntry[] = [];
  for (const entry of entries) {
    const now = await stat(entry.path).catch(() => null);
    if (now === null || now.mtimeMs > entry.usedMs) continue;
    // Renamed first: a kill meanwhile leaves no folder that looks whole.
    const doomed = await unfinishedName(entry.path, "old");
    // One of another user's, say: a cache that stays too large is no reason to fail.
    const isRenamed = await rename(entry.path, doomed).then(
      () => true,
      () => false,
    );
    if (!isRenamed) continue;
    await rm(doomed, { recursive: true, force: true });
    removed.push(entry);
  }
  return removed;
}

/** Removes what is beyond the limit. @returns a line about it; null if there was nothing to remove */
export async function limitCache(folders: readonly string[], limitBytes: number, now: Date): Promise<string | null> {
  const { entries, leftovers } = await readCache(folders, now.getTime() - COMMAND_MS);
  await removeEntries(leftovers);
  const removed = await removeEntries(beyondLimit(entries, limitBytes));
  if (removed.length === 0) return null;
  return (
    `removed ${formatBytes(totalBytes(removed))} from the cache, what was used longest ago first: ` +
    `${limitText(limitBytes)}`
  );
}

export function limitText(limitBytes: number): string {
  return `its limit is ${formatBytes(limitBytes)} (${LIMIT})`;
}

/** When the oldest living run started, here or elsewhere; infinity without one. */
async function oldestRunMs(folder: string): Promise<number> {
  const marks = join(folder, IN_USE, MARK);
  if (!(await exists(dirname(marks)))) return Number.POSITIVE_INFINITY;
  const sign = await ownSign();
  const own = signFile(marks, sign);
  const isRun = await exists(own);
  const others = await othersAt(marks, sign, isRun ? own : null);
  const starts = [...others.map(({ since }) => since), ...(isRun ? [sign.since] : [])];
  // One that is just being written tells no start: all may be in use.
  return Math.min(...starts.map((since) => (since === null ? Number.NEGATIVE_INFINITY : Date.parse(since))));
}

/** The entries of a part; Node keeps what it compiles in a folder for each of its versions. */
async function pathsOf(folder: string, part: (typeof PARTS)[number]): Promise<string[]> {
  const paths = (await namesIn(folder)).map((name) => join(folder, name));
  if (part !== "v8") return paths;
  return (await Promise.all(paths.map(async (path) => (await namesIn(path)).map((name) => join(path, name))))).flat();
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
}

/** Null where it is gone. */
async function sizeAndTime(path: string): Promise<Pick<CacheEntry, "bytes" | "usedMs"> | null> {
  const used = await stat(path).catch(() => null);
  return used === null ? null : { bytes: await bytesAt(path), usedMs: used.mtimeMs };
}

/** What removing a path frees: of a link, not what it leads to. 0 where it is gone. */
async function bytesAt(path: string): Promise<number> {
  const own = await lstat(path).catch(() => null);
  if (own === null) return 0;
  if (!own.isDirectory()) return own.size;
  const sizes = await Promise.all((await namesIn(path)).map((name) => bytesAt(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
