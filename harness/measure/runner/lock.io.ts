import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ConfigError } from "../../base/errors.ts";
import { processIdentity } from "../../base/processes.io.ts";

/** Attempts at taking a lock that others try for at the same moment. */
const ATTEMPTS = 50;
const LONGEST_WAIT_MS = 40;

/**
 * Takes a folder for this process alone; two runs that append to one records file would disturb each other's figures.
 * Every process has a file of its own, `<file>.<pid>.try` and then `<file>.<pid>`: it first writes that, then looks for
 * others. Of two that do so at once at least one sees the other and steps back, so both never hold the lock; and nobody
 * ever has to take a dead process's file over, which no file system does in one step.
 * @returns releases the lock
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const held = `${file}.${process.pid}`;
  const offer = `${held}.try`;
  const own = (await processIdentity(process.pid)) ?? String(process.pid);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await writeFile(offer, own);
      const others = await livingOthers(file);
      const holder = others.find(({ isHeld }) => isHeld);
      if (holder !== undefined) throw new ConfigError(heldBy(file, holder.pid));
      if (others.length === 0) {
        await rename(offer, held);
        return () => rm(held, { force: true });
      }
      await rm(offer, { force: true });
      await setTimeout(Math.random() * LONGEST_WAIT_MS);
    }
    throw new ConfigError(`${file}: other runs keep trying for this lock; try again, or choose another --out`);
  } finally {
    await rm(offer, { force: true });
  }
}

interface Other {
  readonly pid: number;
  readonly isHeld: boolean;
}

/** Other processes with a file for this lock; files of processes that are gone are removed. */
async function livingOthers(file: string): Promise<Other[]> {
  const folder = dirname(file);
  const others: Other[] = [];
  for (const name of await readdir(folder)) {
    const [, pid, offer] = name.startsWith(`${basename(file)}.`)
      ? (/^(\d+)(\.try)?$/.exec(name.slice(basename(file).length + 1)) ?? [])
      : [];
    if (pid === undefined || Number(pid) === process.pid) continue;
    const identity = await readFile(join(folder, name), "utf8").catch(() => null);
    if (identity === null) continue;
    // An empty file is being written this moment by a process that is there.
    const alive = await processIdentity(Number(pid));
    if (alive !== null && (identity === "" || identity === alive)) {
      others.push({ pid: Number(pid), isHeld: offer === undefined });
    } else await rm(join(folder, name), { force: true });
  }
  return others;
}

function heldBy(file: string, pid: number): string {
  return `${file}: process ${pid} is running this matrix; wait for it, stop it, or choose another --out`;
}
