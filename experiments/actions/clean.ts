import { relative } from "node:path";
import { beyondLimit, type CacheEntry, totalBytes } from "../../harness/base/cache-limit.ts";
import { formatBytes, plural } from "../../harness/judge/figures/format.ts";
import { cacheFolders, cacheLimitBytes, limitText, readCache, removeEntries } from "../cache.io.ts";
import { print } from "../print.ts";

/** Removes from the cache what is not needed, or lists it. */
export async function clean({ all, dryRun }: { readonly all: boolean; readonly dryRun: boolean }): Promise<void> {
  const limitBytes = cacheLimitBytes();
  // This command's own code is in use, and with it all that was started since.
  const { entries, leftovers } = await readCache(cacheFolders(), performance.timeOrigin);
  const doomed = [...leftovers, ...beyondLimit(entries, all ? 0 : limitBytes)];
  const removed = dryRun ? doomed : await removeEntries(doomed);
  for (const entry of removed) print(lineOf(entry));
  const keptBytes = totalBytes([...entries, ...leftovers]) - totalBytes(removed);
  print(
    `${dryRun ? "would remove" : "removed"} ${plural(removed.length, "entry", "entries")} of the cache ` +
      `(${formatBytes(totalBytes(removed))}); ${formatBytes(keptBytes)} stay; ${limitText(limitBytes)}`,
  );
  const inUse = entries.filter(({ isInUse }) => isInUse);
  if (all && inUse.length > 0) print(`${formatBytes(totalBytes(inUse))} are in use`);
  if (!all && removed.length === 0) print("--all removes everything that is not in use");
}

function lineOf({ path, bytes }: CacheEntry): string {
  return `${formatBytes(bytes).padStart(9)}  ${relative(process.cwd(), path)}`;
}
