/** Names under which processes write what takes its place later, or put aside what was in it: a kill leaves them to others. */
import { stat } from "node:fs/promises";
import { processIdentity, processPlace } from "./processes.io.ts";

/** Marks a file or folder that a process is writing or replacing, or has found damaged. Earlier versions named no place. */
export const UNFINISHED = /\.(\d+)(?:@([0-9a-f]+))?\.(tmp|old|damaged)$/;

/** Nothing is written for longer without a change of its folder. */
const LONGEST_MS = 24 * 3_600_000;

/** `<path>.<pid>@<place>.tmp`: this process's own, whatever others write of the same name, here or in other containers. */
export async function unfinishedName(path: string, ending: "tmp" | "old" | "damaged"): Promise<string> {
  return `${path}.${process.pid}@${await processPlace()}.${ending}`;
}

/**
 * Whether nobody works on an unfinished file or folder any more. Of a process elsewhere, in a container or on a machine that shares the
 * folder, that is told by its age alone.
 */
export async function isAbandoned(path: string): Promise<boolean> {
  const [, pid, place] = UNFINISHED.exec(path) ?? [];
  if (pid === undefined) return false;
  if (place === undefined || place === (await processPlace())) return (await processIdentity(Number(pid))) === null;
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > LONGEST_MS;
}
