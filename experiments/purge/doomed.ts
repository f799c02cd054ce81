import { basename, dirname } from "node:path";
import type { CacheEntry } from "../../harness/base/cache-limit.ts";
import { UNFINISHED } from "../../harness/base/unfinished.io.ts";
import { type CacheUse, useKey } from "../cache-use.io.ts";

/**
 * The entries of a cache that hold something of a run's texts which no other run uses. Features of several datasets are in one entry: they go with
 * the first dataset of theirs that goes, since they can be computed again.
 * @param uses of the run
 * @param others of all others
 */
export function doomedEntries(
  entries: readonly CacheEntry[],
  uses: readonly CacheUse[],
  others: readonly CacheUse[],
): CacheEntry[] {
  const kept = new Set(others.map(useKey));
  const doomed = uses.filter((use) => !kept.has(useKey(use)));
  const whole = new Set(doomed.filter(({ featuresOf }) => featuresOf === undefined).map(({ path }) => path));
  const beginnings = doomed.filter(({ featuresOf }) => featuresOf !== undefined).map(({ path }) => `${path}-`);
  return entries.filter(({ path }) => {
    const name = plainName(path);
    return whole.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
  });
}

/** ".cache/artifacts/corpus-0d19d0f61df0.42.damaged" is "artifacts/corpus-0d19d0f61df0": what a process left of it holds the same texts. */
function plainName(path: string): string {
  let name = basename(path);
  while (UNFINISHED.test(name)) name = name.replace(UNFINISHED, "");
  return `${basename(dirname(path))}/${name}`;
}
