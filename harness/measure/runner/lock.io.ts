import { rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { ConfigError } from "../../base/errors.ts";
import {
  keepFresh,
  type OtherProcess,
  othersAt,
  ownSign,
  processText,
  type Sign,
  signFile,
  writeSign,
} from "./presence.io.ts";

/** Attempts at a lock that other processes try to take at the same time. */
const ATTEMPTS = 50;
const LONGEST_WAIT_MS = 40;
const ATTEMPT = ".try";

export interface Lock {
  /** Aborts if a process elsewhere has taken the lock over, since this one stood still for too long. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Locks a folder for this process, since two runs that append to the same records file would distort each other's figures.
 * Each process writes a file of its own, `<file>.<pid>@<place>.try`, then looks for those of others; if there are none it adds
 * `<file>.<pid>@<place>`, which says that it has the lock. The first file stays as long as the second one: of two processes that
 * try at once, the one that looked last finds the other's, so that they never both hold the lock. A rename would not do,
 * since a folder that is read meanwhile can show neither name. No process has to take over the file of a dead one, which
 * cannot be done atomically. It holds between containers and machines that share the folder, which see each other by these
 * files alone: their holder keeps them fresh.
 * @param wayOut what to do where another process holds it
 * @param beatMs how often its files are refreshed
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(
  file: string,
  { wayOut = "wait for it, stop it, or choose another --out", beatMs }: { wayOut?: string; beatMs?: number } = {},
): Promise<Lock> {
  const sign = await ownSign();
  const heldFile = signFile(file, sign);
  const attemptFile = signFile(file, sign, ATTEMPT);
  const removeFiles = async () => {
    await rm(heldFile, { force: true });
    await rm(attemptFile, { force: true });
  };
  try {
    await take(file, { attemptFile, heldFile, sign, wayOut });
  } catch (error) {
    await removeFiles();
    throw error;
  }
  const lost = new AbortController();
  const rest = keepFresh([heldFile, attemptFile], sign, () => lost.abort(), beatMs);
  return {
    lost: lost.signal,
    release: async () => {
      rest();
      await removeFiles();
    },
  };
}

interface OwnFiles {
  readonly attemptFile: string;
  readonly heldFile: string;
  readonly sign: Sign;
  readonly wayOut: string;
}

/** Resolves once this process holds the lock. @throws ConfigError where another one does */
async function take(file: string, { attemptFile, heldFile, sign, wayOut }: OwnFiles): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await writeSign(attemptFile, sign);
    const others = await othersAt(file, sign, attemptFile);
    const holder = others.find(({ ending }) => ending !== ATTEMPT);
    if (holder !== undefined) throw new ConfigError(heldBy(file, holder, wayOut));
    if (others.length === 0) {
      await writeSign(heldFile, sign);
      return;
    }
    await rm(attemptFile, { force: true });
    await setTimeout(Math.random() * LONGEST_WAIT_MS);
  }
  throw new ConfigError(`${file}: other runs keep trying to take this lock; try again, or choose another --out`);
}

function heldBy(file: string, holder: OtherProcess, wayOut: string): string {
  const afterDeath = holder.isHere ? "" : "; if it was killed, try again in a minute";
  return `${file}: ${processText(holder)} is already running this matrix; ${wayOut}${afterDeath}`;
}
