import type { ChildProcess } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { sha256Hex } from "./canonical-json.ts";
import { once } from "./once.ts";

const PLACE_DIGITS = 12;

/**
 * Identifies a running process so that a later one with the same id is not mistaken for it: by its id and, on Linux, its
 * start in clock ticks since boot. Null if no such process is running; a zombie counts as not running.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!exists(pid)) return null;
  if (process.platform !== "linux") return String(pid);
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  // The command is in parentheses and may contain spaces; the first field after it is the state, the twentieth the start.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  return state === "Z" || state === "X" ? null : `${pid}@${fields[19]}`;
}

/**
 * Where ids of processes mean what they mean here: a hash of the host's name and, on Linux, of its boot and the namespace of
 * process ids. Two containers of one machine are two places.
 */
export const processPlace = once(async (): Promise<string> => {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return sha256Hex([hostname(), boot, namespace].join("\n")).slice(0, PLACE_DIGITS);
});

/**
 * Ends this process at once; whoever started it sees SIGKILL. `process.exit` first waits for V8's threads: while they compile a WebAssembly module as
 * large as ONNX Runtime's, for more than a second.
 */
export function endNow(): never {
  process.kill(process.pid, "SIGKILL");
  // The first process of a container cannot kill itself.
  return process.exit(1);
}

/**
 * Sends a signal to a child process, unless it could not be started. Until its "error" is emitted, Node.js 20 and 22 send what `child.kill` is given to
 * whatever process a number left in memory names: with 0, to the whole process group of this one
 * (`findings/node-kill-of-an-unstarted-child-signals-others.sh`).
 */
export function signalChild(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) child.kill(signal);
}

function exists(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
