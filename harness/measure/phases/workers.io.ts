import { allowedCores } from "../../base/cores.io.ts";
import type { Backend } from "../../contract/index.ts";
import { ALL_WORKERS } from "../../contract/scenarios.ts";
import type { Serving } from "../../contract/serving.ts";
import { refuseOtherExecution } from "./refuse-other-execution.ts";
import type { ServingCalls, ServingJob, ServingMemory, ServingProcess } from "./serving-calls.ts";
import type { PhaseTools } from "./tools.ts";

/** How many processes serve. */
export async function workerCount({ workers }: Pick<Serving, "workers">): Promise<number> {
  return workers === ALL_WORKERS ? allowedCores() : workers;
}

/** Starts processes side by side, each with the model open. */
export async function startWorkers(
  count: number,
  job: ServingJob,
  { startServing }: Pick<PhaseTools, "startServing">,
): Promise<ServingProcess[]> {
  if (count === 0) return [];
  if (startServing === undefined) throw new TypeError("no further process can be started here");
  return Promise.all(Array.from({ length: count }, () => startServing(job)));
}

export async function closeAll(processes: readonly Pick<ServingProcess, "close">[]): Promise<void> {
  await Promise.all(processes.map((process) => process.close()));
}

/** The memory of several processes; null where that of one is not known. */
export async function memoryOf(processes: readonly Pick<ServingCalls, "memory">[]): Promise<ServingMemory> {
  const each = await Promise.all(processes.map((process) => process.memory()));
  return {
    peakRssBytes: total(each.map((one) => one.peakRssBytes)),
    vramBytes: total(each.map((one) => one.vramBytes)),
  };
}

/** The sum of what several processes have; null where that of one is not known. */
export function total(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

/** @throws WrongDeviceError if any process served otherwise than was asked for */
export async function refuseOtherWorkers(
  processes: readonly Pick<ServingCalls, "prove">[],
  backend: Backend,
  threads: number,
): Promise<void> {
  const proofs = await Promise.all(processes.map((process) => process.prove()));
  for (const proof of proofs) refuseOtherExecution(proof, backend, threads);
}
