import { readFile } from "node:fs/promises";

/**
 * Names a running process so that no later one is taken for it: on Linux its id and its start in clock ticks since
 * boot, elsewhere its id alone. Null where no such process runs; one that has ended and waits to be reaped does not.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!exists(pid)) return null;
  if (process.platform !== "linux") return String(pid);
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  // The command stands in brackets and may hold spaces; state is the first field behind it, the start the twentieth.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  return state === "Z" || state === "X" ? null : `${pid}@${fields[19]}`;
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
