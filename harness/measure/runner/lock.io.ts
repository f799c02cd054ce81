import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ConfigError } from "../../base/errors.ts";
import { processIdentity } from "../../base/processes.io.ts";

/** Attempts at a lock that other processes try to take at the same time. */
const ATTEMPTS = 50;
const LONGEST_WAIT_MS = 40;

/**
 * Locks a folder for this process, since two runs that append to the same records file would distort each other's figures.
 * Each process writes a file of its own, `<file>.<pid>.try`, then looks for those of others; if there are none it adds
 * `<file>.<pid>`, which says that it has the lock. The first file stays as long as the second one: of two processes that
 * try at once, the one that looked last finds the other's, so that they never both hold the lock. A rename would not do,
 * since a folder that is read meanwhile can show neither name. No process has to take over the file of a dead one, which
 * cannot be done atomically.
 * @param wayOut what to do where another process holds it
 * @returns a function that releases the lock
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(
  file: string,
  wayOut = "wait for it, stop it, or choose another --out",
): Promise<() => Promise<void>> {
  const heldFile = `${file}.${process.pid}`;
  const attemptFile = `${heldFile}.try`;
  const own = (await processIdentity(process.pid)) ?? String(process.pid);
  const release = async () => {
    await rm(heldFile, { force: true });
    await rm(attemptFile, { force: true });
  };
  try {
    await take(file, { attemptFile, heldFile, own, wayOut });
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

interface OwnFiles {
  readonly attemptFile: string;
  readonly heldFile: string;
  /** Identity of this process. */
  readonly own: string;
  readonly wayOut: string;
}

/** Resolves once this process holds the lock. @throws ConfigError where another one does */
async function take(file: string, { attemptFile, heldFile, own, wayOut }: OwnFiles): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await writeFile(attemptFile, own);
    const others = await livingOthers(file);
    const holder = others.find(({ isHeld }) => isHeld);
    if (holder !== undefined)
      throw new ConfigError(`${file}: process ${holder.pid} is already running this matrix; ${wayOut}`);
    if (others.length === 0) {
      await writeFile(heldFile, own);
      return;
    }
    await rm(attemptFile, { force: true });
    await setTimeout(Math.random() * LONGEST_WAIT_MS);
  }
  throw new ConfigError(`${file}: other runs keep trying to take this lock; try again, or choose another --out`);
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
