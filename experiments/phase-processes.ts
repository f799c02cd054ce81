import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleEntry } from "../harness/measure/runner/bundle.io.ts";
import { childExecutor } from "../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../harness/measure/runner/executor.ts";

export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs phases in fresh processes of `worker.ts`. @param code hash of the code, by which its bundle is kept */
export async function phaseProcesses(code: string): Promise<Executor> {
  return childExecutor(await bundleEntry(projectFolder, join(projectFolder, "experiments", "worker.ts"), code));
}
