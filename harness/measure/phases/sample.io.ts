import type { Disturbance } from "../../contract/disturbance.ts";
import { servingOf } from "../../contract/serving.ts";
import { watchMachine } from "../machine/disturbance.ts";
import { readSample } from "./corpus-files.io.ts";
import { openPlannedModel } from "./open-planned-model.ts";
import { requireAvailable } from "./require-backend.ts";
import { IN_PROCESS } from "./scenarios/in-process.ts";
import type { SampledServing, SampleOptions } from "./scenarios/scenario.ts";
import type { ServeJob } from "./serve.io.ts";
import type { ServingCalls } from "./serving-calls.ts";
import { callsOn } from "./serving-process.io.ts";
import type { PhaseTools } from "./tools.ts";
import { closeAll, memoryOf, startWorkers, workerCount } from "./workers.io.ts";

export interface SampleJob extends ServeJob, SampleOptions {}

export interface SampleReport extends SampledServing {
  /** Of all processes that served. */
  readonly peakRssBytes: number | null;
  /** Null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
  /** From the start of the process to its answer, less what it waited for its turn. */
  readonly processWallMs: number;
}

/** The timings of the phase "serve" only, for a model that a run has already scored and proved. */
export async function sample(job: SampleJob, tools: PhaseTools): Promise<SampleReport> {
  const sampled = await (job.serving.scenario === "http" ? sampleService(job, tools) : sampleHere(job, tools));
  return { ...sampled, processWallMs: tools.nowMs() };
}

type Sampled = Omit<SampleReport, "processWallMs">;

async function sampleHere(job: SampleJob, tools: PhaseTools): Promise<Sampled> {
  const serving = servingOf(job.serving);
  const scenario = await IN_PROCESS[serving.scenario as keyof typeof IN_PROCESS]();
  const { backend } = await requireAvailable(tools.backends, serving.backend);
  const opened = await openPlannedModel(backend, job, tools);
  try {
    const texts = await readSample(job.corpusFolder);
    const local = { answer: opened.answer, texts, nowMs: tools.nowMs };
    const others = await startWorkers((await workerCount(serving)) - 1, job, tools);
    try {
      const all = [callsOn(backend, opened, texts, tools), ...others];
      return await inTurn(tools, all, () => scenario.sample({ local, all }, serving, job));
    } finally {
      await closeAll(others);
    }
  } finally {
    await opened.close();
  }
}

async function sampleService(job: SampleJob, tools: PhaseTools): Promise<Sampled> {
  const serving = servingOf(job.serving);
  const { openHttpService } = await import("./scenarios/http.io.ts");
  const texts = await readSample(job.corpusFolder);
  const service = await openHttpService(await workerCount(serving), { job, serving, texts }, tools);
  try {
    return await inTurn(tools, service.processes, () => service.sample(job));
  } finally {
    await service.close();
  }
}

/** Takes a sample once this process has its turn, and reads the memory of all processes that served. */
async function inTurn(
  tools: PhaseTools,
  processes: readonly ServingCalls[],
  takeSample: () => Promise<SampledServing>,
): Promise<Sampled> {
  await tools.turn?.();
  const watched = watchMachine(tools.readMachine);
  const sampled = await takeSample();
  const disturbance = watched();
  const { peakRssBytes } = await memoryOf(processes);
  return { ...sampled, disturbance, peakRssBytes };
}
