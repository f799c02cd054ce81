import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleEntry } from "../harness/execution/bundle.io.ts";
import { childExecutor } from "../harness/execution/child-executor.io.ts";
import type { Executor } from "../harness/execution/executor.ts";

export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs phases in fresh processes of `worker.ts`. @param code hash of the code, by which its bundle is kept */
export async function phaseProcesses(code: string): Promise<Executor> {
  return childExecutor(await bundleEntry(projectFolder, join(projectFolder, "experiments", "worker.ts"), code));
}
