import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { ConfigError } from "../errors.ts";
import { processIdentity } from "../processes.io.ts";

/** Attempts at taking a lock while others take over the same dead one. */
const ATTEMPTS = 20;

/**
 * Takes a folder for this process alone; two runs that append to one records file would disturb each other's figures.
 * A lock whose process is gone is taken over. The lock appears with its content in one step, by a hard link, so that no
 * other process ever reads it empty.
 * @returns releases the lock
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const own = (await processIdentity(process.pid)) ?? String(process.pid);
  const offer = `${file}.${process.pid}.tmp`;
  await writeFile(offer, own);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await linked(offer, file)) return () => release(file, own);
      const holder = await readFile(file, "utf8").catch(() => null);
      if (holder === null) continue;
      const pid = Number.parseInt(holder, 10);
      if ((await processIdentity(pid)) === holder) throw new ConfigError(heldBy(file, pid));
      await removeDead(file, holder);
    }
    throw new ConfigError(`${file}: other runs keep taking this lock; try again, or choose another --out`);
  } finally {
    await rm(offer, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes a dead lock out of the way. Between the look and the rename another process may have put its own lock there:
 * then that one goes back.
 */
async function removeDead(file: string, holder: string): Promise<void> {
  const aside = `${file}.${process.pid}.old`;
  const taken = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!taken) return;
  if ((await readFile(aside, "utf8")) !== holder) await linked(aside, file);
  await rm(aside, { force: true });
}

async function release(file: string, own: string): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => null)) === own) await rm(file, { force: true });
}

function heldBy(file: string, pid: number): string {
  return `${file}: process ${pid} is running this matrix; wait for it, stop it, or choose another --out`;
}
