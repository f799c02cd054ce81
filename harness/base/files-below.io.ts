import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

export interface FileBelow {
  readonly path: string;
  /** Of a link its own. */
  readonly stats: Stats;
}

/**
 * The files at and below a path, sorted by folder. A link is one of them, whatever it leads to: Node's own recursive reading follows
 * links to folders, since Node 26 also where it gives types.
 */
export async function filesBelow(path: string): Promise<FileBelow[]> {
  const stats = await lstat(path);
  if (!stats.isDirectory()) return [{ path, stats }];
  const below: FileBelow[] = [];
  for (const name of (await readdir(path)).sort()) below.push(...(await filesBelow(join(path, name))));
  return below;
}
