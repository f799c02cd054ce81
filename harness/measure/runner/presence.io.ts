import { open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { processIdentity, processPlace } from "../../base/processes.io.ts";

/** How often a process shows that it lives to those that cannot see it. */
const BEAT_MS = 5000;
/** A process elsewhere that has not shown itself for so long is dead: more than the writing of a large report blocks. */
const SILENT_MS = 60_000;

/** What a process writes of itself into the files that show others that it is at work. */
export interface Sign {
  readonly pid: number;
  /** `processPlace`: only processes of one place can look each other up. */
  readonly place: string;
  /** `processIdentity`. */
  readonly identity: string;
  readonly host: string;
  /** When the process started: ISO 8601, UTC. */
  readonly since: string;
}

/** A living process with files of the same name. */
export interface OtherProcess {
  readonly pid: number;
  /** The host and the start are null while the file is being written. */
  readonly host: string | null;
  readonly since: string | null;
  /** Whether it is of this machine and this container. */
  readonly isHere: boolean;
  /** What follows the process in the name of its file, such as ".try". */
  readonly ending: string;
}

/** This process's own sign. */
export async function ownSign(): Promise<Sign> {
  return {
    pid: process.pid,
    place: await processPlace(),
    identity: (await processIdentity(process.pid)) ?? String(process.pid),
    host: hostname(),
    since: new Date(performance.timeOrigin).toISOString(),
  };
}

/** `<file>.<pid>@<place>`: two containers have processes of one id. */
export function signFile(file: string, { pid, place }: Sign, ending = ""): string {
  return `${file}.${pid}@${place}${ending}`;
}

/** @param flag "wx" fails where there is a file, or a link, of that name */
export async function writeSign(path: string, sign: Sign, flag: "w" | "wx" = "w"): Promise<void> {
  await writeFile(path, textOf(sign), { flag });
}

/**
 * Other processes with a file of this name. Removes the files of dead ones: here, that is known; elsewhere, it is told by a
 * file that has not been refreshed. Its age is that beside this process's own file, since clocks of machines differ and both
 * times are those of the file system.
 * @param own a file of this process that it has just written; null where it has none, so that this machine's clock has to do
 */
export async function othersAt(file: string, sign: Sign, own: string | null): Promise<OtherProcess[]> {
  const folder = dirname(file);
  const nowMs = own === null ? Date.now() : (await stat(own)).mtimeMs;
  const others: OtherProcess[] = [];
  for (const name of await readdir(folder)) {
    const [, pid, place, ending = ""] = name.startsWith(`${basename(file)}.`)
      ? (/^(\d+)@([0-9a-f]+)(\.\w+)?$/.exec(name.slice(basename(file).length + 1)) ?? [])
      : [];
    const isHere = place === sign.place;
    if (pid === undefined || (isHere && Number(pid) === sign.pid)) continue;
    const path = join(folder, name);
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null) continue;
    const { identity = "", host = null, since = null } = signIn(text);
    const lives = isHere ? await isProcess(Number(pid), identity) : await isFresh(path, nowMs);
    if (lives) others.push({ pid: Number(pid), host, since, isHere, ending });
    // In a folder of all users, it may be another one's.
    else await rm(path, { force: true }).catch(() => undefined);
  }
  return others;
}

/**
 * Keeps files of this process fresh for those elsewhere.
 * @param onGone called once if one was removed: to a process elsewhere this one seemed dead, say after a laptop slept
 * @returns a function that ends it
 */
export function keepFresh(files: readonly string[], sign: Sign, onGone: () => void, beatMs = BEAT_MS): () => void {
  const beat = async () => {
    for (const file of files) {
      try {
        const handle = await open(file, "r+");
        await handle.write(textOf(sign), 0).finally(() => handle.close());
      } catch (error) {
        // Any other fault of a shared folder may pass.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT" || hasEnded) continue;
        clearInterval(timer);
        onGone();
        return;
      }
    }
  };
  let hasEnded = false;
  const timer = setInterval(() => void beat(), beatMs);
  timer.unref();
  return () => {
    hasEnded = true;
    clearInterval(timer);
  };
}

/** "process 7 here", or where else it is, and since when it runs. */
export function processText({ pid, host, since, isHere }: OtherProcess): string {
  const place = isHere ? "" : ` on another machine or in another container${host === null ? "" : `, host ${host}`},`;
  return `process ${pid}${place}${since === null ? "" : `${isHere ? "," : ""} started at ${since},`}`;
}

function textOf({ identity, host, since }: Sign): string {
  return JSON.stringify({ identity, host, since });
}

function signIn(text: string): Partial<Pick<Sign, "identity" | "host" | "since">> {
  try {
    return JSON.parse(text) as Partial<Sign>;
  } catch {
    return {};
  }
}

/** An empty identity is just being written by a live process. */
async function isProcess(pid: number, identity: string): Promise<boolean> {
  const alive = await processIdentity(pid);
  return alive !== null && (identity === "" || identity === alive);
}

async function isFresh(path: string, nowMs: number): Promise<boolean> {
  const at = await stat(path).catch(() => null);
  return at !== null && nowMs - at.mtimeMs < SILENT_MS;
}
