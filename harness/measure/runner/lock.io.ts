import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ConfigError } from "../../base/errors.ts";
import { processIdentity } from "../../base/processes.io.ts";

/** Attempts at a lock that other processes try to take at the same time. */
const ATTEMPTS = 50;
const LONGEST_WAIT_MS = 40;

/**
 * Locks a folder for this process, since two runs that append to the same records file would distort each other's figures.
 * Each process has a file of its own, `<file>.<pid>.try` at first and `<file>.<pid>` once it has the lock: it writes the
 * file, then looks for those of others. Of two that do so at once, at least one sees the other and backs off, so that they
 * never both hold the lock. No process has to take over the file of a dead one, which cannot be done atomically.
 * @returns a function that releases the lock
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const ownFile = `${file}.${process.pid}`;
  const attemptFile = `${ownFile}.try`;
  const own = (await processIdentity(process.pid)) ?? String(process.pid);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await writeFile(attemptFile, own);
      const others = await livingOthers(file);
      const holder = others.find(({ isHeld }) => isHeld);
      if (holder !== undefined) throw new ConfigError(heldBy(file, holder.pid));
      if (others.length === 0) {
        await rename(attemptFile, ownFile);
        return () => rm(ownFile, { force: true });
      }
      await rm(attemptFile, { force: true });
      await setTimeout(Math.random() * LONGEST_WAIT_MS);
    }
    throw new ConfigError(`${file}: other runs keep trying to take this lock; try again, or choose another --out`);
  } finally {
    await rm(attemptFile, { force: true });
  }
}

interface OtherProcess {
  readonly pid: number;
  readonly isHeld: boolean;
}

/** Other processes with a file for this lock. Removes the files of dead processes. */
async function livingOthers(file: string): Promise<OtherProcess[]> {
  const folder = dirname(file);
  const others: OtherProcess[] = [];
  for (const name of await readdir(folder)) {
    const [, pid, attemptFile] = name.startsWith(`${basename(file)}.`)
      ? (/^(\d+)(\.try)?$/.exec(name.slice(basename(file).length + 1)) ?? [])
      : [];
    if (pid === undefined || Number(pid) === process.pid) continue;
    const identity = await readFile(join(folder, name), "utf8").catch(() => null);
    if (identity === null) continue;
    // An empty file is just being written by a live process.
    const alive = await processIdentity(Number(pid));
    if (alive !== null && (identity === "" || identity === alive)) {
      others.push({ pid: Number(pid), isHeld: attemptFile === undefined });
    } else await rm(join(folder, name), { force: true });
  }
  return others;
}

function heldBy(file: string, pid: number): string {
  return `${file}: process ${pid} is already running this matrix; wait for it, stop it, or choose another --out`;
}
