import { join } from "node:path";
import { childExecutor } from "../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../harness/measure/runner/executor.ts";
import { type MeasuringCode, measuringCode } from "../harness/measure/runner/measuring-code.io.ts";
import { projectFolder } from "./project-folder.ts";

/** The code of `worker.ts`, which measures. */
export function ownMeasuringCode(): Promise<MeasuringCode> {
  return measuringCode(projectFolder, join("experiments", "worker.ts"));
}

/** Runs phases in fresh processes of `worker.ts`. */
export async function phaseProcesses(): Promise<Executor> {
  return childExecutor((await ownMeasuringCode()).script);
}
