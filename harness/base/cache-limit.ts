/** A file or folder of a cache that can be removed alone, since whoever needs it makes it again. */
export interface CacheEntry {
  readonly path: string;
  readonly bytes: number;
  /** When it was last used, in milliseconds since 1970. */
  readonly usedMs: number;
  /** Whether something that runs now needs it. */
  readonly isInUse: boolean;
}

/**
 * What has to go so that a cache stays within a limit: what was used longest ago, and nothing that is in use.
 * @param limitBytes 0 for all that is not in use
 */
export function beyondLimit(entries: readonly CacheEntry[], limitBytes: number): CacheEntry[] {
  let leftBytes = totalBytes(entries);
  const removed: CacheEntry[] = [];
  for (const entry of entries.filter(({ isInUse }) => !isInUse).sort((a, b) => a.usedMs - b.usedMs)) {
    if (leftBytes <= limitBytes) break;
    removed.push(entry);
    leftBytes -= entry.bytes;
  }
  return removed;
}

export function totalBytes(entries: readonly Pick<CacheEntry, "bytes">[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
