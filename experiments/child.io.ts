import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { signalChild } from "../harness/base/processes.io.ts";

export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Ends a child process, if it has not ended, and waits until it has. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, "exit");
  signalChild(child, signal);
  await ended;
}
