import { ownGpuBytes } from "../../base/nvidia-smi.io.ts";
import { answerTexts } from "../../classifier/text/answer-texts.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import type { Backend, ServeUsage, Usage } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { Serving } from "../../contract/serving.ts";
import { watchMachine } from "../machine/disturbance.ts";
import { readSample } from "./corpus-files.io.ts";
import { peakRssBytes } from "./memory.io.ts";
import { type OpenedModel, openModelFolder } from "./opened-model.io.ts";
import { timeRepeatedText } from "./repeated-text.ts";
import { IN_PROCESS } from "./scenarios/in-process.ts";
import type { ServingJob } from "./serving-calls.ts";
import { callsOn, FIRST_TEXT } from "./serving-process.io.ts";
import { timeTokenizing } from "./time-calls.ts";
import type { PhaseTools } from "./tools.ts";
import { withPower } from "./with-power.ts";
import { closeAll, memoryOf, refuseOtherWorkers, startWorkers, total } from "./workers.io.ts";

/** What serving took. */
export type ServingUsage = Pick<
  Usage,
  | "coldStartMs"
  | "tokenizeTextsPerSecond"
  | "serve"
  | "repeatedText"
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
  const baselineRssBytes = await peakRssBytes();
  const opened = await openModelFolder(backend, job);
  try {
    const { session, encoder } = opened;
    const { encode } = encoder;
    const answer = answerTexts(session, encode);
    await answer([FIRST_TEXT]);
    const coldStartMs = nowMs();
    const openedVramBytes = backend.usesGpu ? await ownGpuBytes() : null;
    const texts = await readSample(job.corpusFolder);
    const local = { session, encode, texts, nowMs };
    const own = callsOn(backend, opened, texts, tools);
    const others = await startWorkers(workers - 1, job, tools);
    try {
      const all = [own, ...others];
      const watched = await watch(tools, backend, () => scenario.measure({ local, all }, serving));
      const { serve, servePower, disturbance } = watched;
      const repeatedText = await timeRepeatedText((text) => answer([text]), texts, nowMs);
      const tokenizeTextsPerSecond = await timeTokenizing(local, THROUGHPUT_BATCH);
      const { peakRssBytes: peakBytes, vramBytes } = await memoryOf(all);
      await refuseOtherWorkers(others, backend, serving.threads);
      const usage = {
        coldStartMs,
        serve: withWorkers(serve, workers),
        tokenizeTextsPerSecond,
        peakRssBytes: peakBytes,
        baselineRssBytes: total([baselineRssBytes, ...others.map((other) => other.baselineRssBytes)]),
        peakVramBytes: largest([openedVramBytes, vramBytes]),
        ...(repeatedText === null ? {} : { repeatedText }),
        ...servePower,
      };
      return { opened, texts, usage, disturbance };
    } finally {
      await closeAll(others);
    }
  } catch (error) {
    await opened.session.close();
    throw error;
  }
}

/** Times a service in processes of its own, which end before this one opens the model to score it. */
export async function timeService({ job, serving, backend, tools, workers }: Timing): Promise<Timed> {
  const texts = await readSample(job.corpusFolder);
  const { openHttpService } = await import("./scenarios/http.io.ts");
  const service = await openHttpService(workers, { job, serving, texts }, tools);
  const { coldStartMs, processes } = service;
  let measured: Omit<ServingUsage, "tokenizeTextsPerSecond">;
  let disturbance: Disturbance | null;
  try {
    const watched = await watch(tools, backend, service.measure);
    const { serve, servePower } = watched;
    disturbance = watched.disturbance;
    const { peakRssBytes: peakBytes, vramBytes } = await memoryOf(processes);
    await refuseOtherWorkers(processes, backend, serving.threads);
    measured = {
      coldStartMs,
      serve: withWorkers(serve, workers),
      peakRssBytes: peakBytes,
      baselineRssBytes: total(processes.map((process) => process.baselineRssBytes)),
      peakVramBytes: vramBytes,
      ...servePower,
    };
  } finally {
    await service.close();
  }
  const opened = await openModelFolder(backend, job);
  const { encode } = opened.encoder;
  const tokenizeTextsPerSecond = await timeTokenizing({ encode, texts, nowMs: tools.nowMs }, THROUGHPUT_BATCH);
  return { opened, texts, usage: { ...measured, tokenizeTextsPerSecond }, disturbance };
}

/** A measurement, and what the machine did meanwhile. */
interface Watched extends Pick<Timed, "disturbance"> {
  readonly serve: ServeUsage;
  /** Empty where the machine's power is not known. */
  readonly servePower: Pick<Usage, "servePower">;
}

async function watch(
  tools: Pick<PhaseTools, "startPower" | "readMachine">,
  backend: Backend,
  measure: () => Promise<ServeUsage>,
): Promise<Watched> {
  const { result, power } = await withPower(tools, backend, async () => {
    const watched = watchMachine(tools.readMachine);
    return { serve: await measure(), disturbance: watched() };
  });
  return { ...result, servePower: power === null ? {} : { servePower: power } };
}

function withWorkers(serve: ServeUsage, workers: number): ServeUsage {
  return workers === 1 ? serve : { ...serve, workers };
}

/** The largest reading that is not null; null if none was measured. */
function largest(readings: readonly (number | null)[]): number | null {
  const measured = readings.filter((reading) => reading !== null);
  return measured.length === 0 ? null : Math.max(...measured);
}
