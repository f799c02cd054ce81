import type { Disturbance } from "../../contract/disturbance.ts";
import type { Backend, ServeUsage, Usage } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { Serving } from "../../contract/serving.ts";
import { readSample } from "./corpus-files.io.ts";
import { openPlannedModel } from "./open-planned-model.ts";
import type { OpenedModel } from "./opened-model.ts";
import { timeRepeatedText } from "./repeated-text.ts";
import { IN_PROCESS } from "./scenarios/in-process.ts";
import type { OpenedServing, ServingJob } from "./serving-calls.ts";
import { openServedHere } from "./serving-process.io.ts";
import { timeTokenizing } from "./time-calls.ts";
import { timeStages } from "./time-stages.ts";
import type { PhaseTools } from "./tools.ts";
import { type WatchedWork, watchWork } from "./watched-work.ts";
import { closeAll, memoryOf, refuseOtherWorkers, startWorkers, total } from "./workers.io.ts";

/** What serving took. */
export type ServingUsage = Pick<
  Usage,
  | "coldStartMs"
  | "tokenizeTextsPerSecond"
  | "serve"
  | "repeatedText"
  | "stages"
  | "peakRssBytes"
  | "baselineRssBytes"
  | "peakVramBytes"
  | "serveAttempts"
  | "servePower"
>;

export interface Timing {
  readonly job: ServingJob;
  readonly serving: Serving;
  readonly backend: Backend;
  readonly tools: PhaseTools;
  /** Processes that serve. */
  readonly workers: number;
}

/** A model that was timed, and is open in this process. */
export interface Timed {
  readonly opened: OpenedModel;
  readonly texts: readonly string[];
  readonly usage: ServingUsage;
  /** While it was timed; null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
}

/** Times the model in this process, with others beside it where several serve. */
export async function timeHere({ job, serving, backend, tools, workers }: Timing): Promise<Timed> {
  const { nowMs } = tools;
  const scenario = await IN_PROCESS[serving.scenario as keyof typeof IN_PROCESS]();
  const { opened, texts, calls, coldStartMs } = await openServedHere(backend, job, tools);
  try {
    const { vramBytes: openedVramBytes } = await calls.memory();
    const { answer, tokenize } = opened;
    const local = { answer, texts, nowMs };
    const others = await startWorkers(workers - 1, job, tools);
    try {
      const all = [calls, ...others];
      const watched = await watchWork(tools, backend, () => scenario.measure({ local, all }, serving));
      const repeatedText = await timeRepeatedText((text) => answer([text]), texts, nowMs);
      const tokenizeTextsPerSecond = await timeTokenizing({ tokenize, texts, nowMs }, THROUGHPUT_BATCH);
      const served = await servedUsage(watched, all);
      await refuseOtherWorkers(others, backend, serving.threads);
      // After the memory was read: it opens another session.
      const stages = await timeStages(opened, texts, nowMs);
      const usage = {
        ...served,
        coldStartMs,
        tokenizeTextsPerSecond,
        peakVramBytes: largest([openedVramBytes, served.peakVramBytes]),
        ...(repeatedText === null ? {} : { repeatedText }),
        ...(stages === null ? {} : { stages }),
      };
      return { opened, texts, usage, disturbance: watched.disturbance };
    } finally {
      await closeAll(others);
    }
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Times a service in processes of its own, which end before this one opens the model to score it. */
export async function timeService(timing: Timing): Promise<Timed> {
  const { job, backend, tools } = timing;
  const texts = await readSample(job.corpusFolder);
  const { usage, disturbance } = await measureService(timing, texts);
  const opened = await openPlannedModel(backend, job, tools);
  const { tokenize } = opened;
  const tokenizeTextsPerSecond = await timeTokenizing({ tokenize, texts, nowMs: tools.nowMs }, THROUGHPUT_BATCH);
  const stages = await timeStages(opened, texts, tools.nowMs);
  const timed = { ...usage, tokenizeTextsPerSecond, ...(stages === null ? {} : { stages }) };
  return { opened, texts, usage: timed, disturbance };
}

async function measureService({ job, serving, backend, tools, workers }: Timing, texts: Timed["texts"]) {
  const { openHttpService } = await import("./scenarios/http.io.ts");
  const service = await openHttpService(workers, { job, serving, texts }, tools);
  try {
    const watched = await watchWork(tools, backend, service.measure);
    const served = await servedUsage(watched, service.processes);
    await refuseOtherWorkers(service.processes, backend, serving.threads);
    return { usage: { ...served, coldStartMs: service.coldStartMs }, disturbance: watched.disturbance };
  } finally {
    await service.close();
  }
}

/** What was measured, and what all processes that served have taken until now. */
async function servedUsage({ result, power }: WatchedWork<ServeUsage>, processes: readonly OpenedServing[]) {
  const { peakRssBytes, vramBytes } = await memoryOf(processes);
  return {
    serve: processes.length === 1 ? result : { ...result, workers: processes.length },
    peakRssBytes,
    baselineRssBytes: total(processes.map((process) => process.baselineRssBytes)),
    peakVramBytes: vramBytes,
    ...(power === null ? {} : { servePower: power }),
  };
}

/** The largest reading that is not null; null if none was measured. */
function largest(readings: readonly (number | null)[]): number | null {
  const measured = readings.filter((reading) => reading !== null);
  return measured.length === 0 ? null : Math.max(...measured);
}
