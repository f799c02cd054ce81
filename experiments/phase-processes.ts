import { join } from "node:path";
import { childExecutor } from "../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../harness/measure/runner/executor.ts";
import { type MeasuringCode, measuringCode } from "../harness/measure/runner/measuring-code.io.ts";
import { projectFolder } from "./project-folder.ts";

/** The code that measures: `phase-process.ts` and what it imports. */
export function ownMeasuringCode(): Promise<MeasuringCode> {
  return measuringCode(projectFolder, join("experiments", "phase-process.ts"));
}

/** Runs phases in fresh processes of `phase-process.ts`. */
export async function phaseProcesses(): Promise<Executor> {
  return childExecutor((await ownMeasuringCode()).script);
}
