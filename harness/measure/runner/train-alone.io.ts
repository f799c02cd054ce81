/** A process that trains all rows of a training alone, for workers who have rows of their own and may not: both ends of it. */
import { fork } from "node:child_process";
import { keysToHandOver } from "../../base/at-rest/keys.ts";
import { BackendError } from "../../base/errors.ts";
import type { UsageTogether } from "../../contract/index.ts";
import type { TrainJob } from "../phases/phase-jobs.ts";
import { classify } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";
import { PHASE_PROCESS } from "./child-executor.io.ts";
import type { AloneCall, FromAlone } from "./messages.ts";

/**
 * Has an epoch timed by a process that ends with it, or with this one.
 * @param script the script of every phase process
 * @throws BackendError where it does not come to an end
 */
export function startAlone(script: string, job: TrainJob): Promise<UsageTogether["alone"]> {
  const child = fork(script, [], {
    execArgv: [...PHASE_PROCESS.execArgv],
    serialization: PHASE_PROCESS.serialization,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    const fail = (how: string) =>
      reject(new BackendError(job.training.backend, `the process that trains all rows alone ${how}`));
    child.on("message", (message: FromAlone) => {
      if ("timed" in message) resolve(message.timed);
      else fail(`failed: ${message.error}`);
    });
    child.once("error", (error) => fail(`failed to start: ${error.message}`));
    child.once("exit", (code, signal) => fail(`ended while it trained (${signal ?? `code ${code}`})`));
    const call: AloneCall = { alone: job, keys: keysToHandOver() };
    // One that has ended says so by its end.
    child.send(call, () => undefined);
  });
}

/** The life of that process. */
export async function trainAlone({ alone }: AloneCall, tools: PhaseTools): Promise<void> {
  const send = (message: FromAlone, code: number) =>
    process.send!(message, undefined, undefined, () => process.exit(code));
  try {
    const { timeAlone } = await import("../phases/sources/reference/time-alone.io.ts");
    send({ timed: await timeAlone(alone, tools) }, 0);
  } catch (error) {
    send({ error: classify(error).error }, 1);
  }
}
