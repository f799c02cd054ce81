import { readFile } from "node:fs/promises";
import { processIdentity } from "../harness/base/processes.io.ts";

/** Together with what stopping takes, less than a second. */
const EVERY_MS = 200;
/** Longer chains of commands than anybody starts. */
const MOST_LAUNCHERS = 16;

/**
 * Calls back once what launched this process is gone. npx passes no signal on to the command that it runs, and tsx none that
 * kills it: to whoever stops the launcher, the command seems stopped, too. Only launchers that stay for as long as their
 * command runs are watched, so that a process that is put into the background outlives the shell or script that did it.
 */
export async function watchLaunchers(onGone: () => void): Promise<void> {
  const pids = await launchers();
  if (pids.length === 0) return;
  const { ppid } = process;
  const identities = await Promise.all(pids.map(processIdentity));
  const timer = setInterval(async () => {
    const now = await Promise.all(pids.map(processIdentity));
    if (process.ppid === ppid && now.every((identity, index) => identity === identities[index])) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
}

/** tsx, npx and what stands between: ids of processes, the nearest first. */
async function launchers(): Promise<number[]> {
  if (isOfNpm(process.env)) return upToNpm();
  return isOfTsx() ? [process.ppid] : [];
}

/** npx, or the `npm start` of this project: scripts of others may start what is to outlive them. */
function isOfNpm({ npm_command: command, npm_package_name: project }: NodeJS.ProcessEnv): boolean {
  return command === "exec" || (command === "start" && project === "pricewar");
}

/** tsx as a program: a process of its own, which starts this one with its loader. */
function isOfTsx(): boolean {
  return process.execArgv.some((arg) => /[/\\]tsx[/\\]dist[/\\]preflight\.cjs$/.test(arg));
}

/** All processes above that have npm's variables, and npm itself, which has none; the parent alone where that is not told. */
async function upToNpm(): Promise<number[]> {
  const pids = [process.ppid];
  for (let pid = process.ppid; pids.length < MOST_LAUNCHERS; ) {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const parent = /^PPid:\s+(\d+)$/m.exec(await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""))?.[1];
    if (!/(^|\0)npm_command=/.test(environment) || parent === undefined || Number(parent) <= 1) break;
    pid = Number(parent);
    pids.push(pid);
  }
  return pids;
}
