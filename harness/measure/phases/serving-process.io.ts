import { machineNowMs, spinningClock } from "../../base/clock.io.ts";
import { ownGpuBytes } from "../../base/nvidia-smi.io.ts";
import { answersOf } from "../../classifier/answers.ts";
import type { Backend } from "../../contract/index.ts";
import { readSample } from "./corpus-files.io.ts";
import { peakRssBytes } from "./memory.io.ts";
import { openPlannedModel } from "./open-planned-model.ts";
import type { OpenedModel } from "./opened-model.ts";
import { requireAvailable } from "./require-backend.ts";
import { type OpenedServing, type ServingCalls, type ServingJob, servingCalls } from "./serving-calls.ts";
import type { PhaseTools } from "./tools.ts";

/** What a runtime answers first takes much longer than all that follows. */
const FIRST_TEXT = "The first text that a fresh process answers.";

/** The calls of this process about a model that is open. */
export function callsOn(
  backend: Backend,
  opened: OpenedModel,
  texts: readonly string[],
  { nowMs, openService }: Pick<PhaseTools, "nowMs" | "openService">,
): ServingCalls {
  const { answer, prove } = opened;
  const served = { answer, prove, texts, nowMs, clock: spinningClock, machineNowMs };
  return servingCalls(served, {
    async listen(batching) {
      if (openService === undefined) throw new TypeError("no service can be opened here");
      return openService(serviceModel(opened), batching);
    },
    memory: async () => ({
      peakRssBytes: await peakRssBytes(),
      vramBytes: backend.usesGpu ? await ownGpuBytes() : null,
    }),
  });
}

function serviceModel({ answer, labels, threshold }: OpenedModel) {
  return {
    labels,
    answer: async (texts: readonly string[]) => answersOf(await answer(texts), texts.length, labels, threshold),
  };
}

/** A model that is open in this process, and has answered a first text. */
export interface ServedHere {
  readonly opened: OpenedModel;
  readonly texts: readonly string[];
  readonly calls: OpenedServing;
  /** From the start of this process to the first answer. */
  readonly coldStartMs: number;
}

export async function openServedHere(backend: Backend, job: ServingJob, tools: PhaseTools): Promise<ServedHere> {
  const baselineRssBytes = await peakRssBytes();
  const opened = await openPlannedModel(backend, job, tools);
  try {
    await opened.answer([FIRST_TEXT]);
    const coldStartMs = tools.nowMs();
    const texts = await readSample(job.corpusFolder);
    return { opened, texts, calls: { ...callsOn(backend, opened, texts, tools), baselineRssBytes }, coldStartMs };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Opens a model in this process, to serve for another one that measures. */
export async function openServingProcess(job: ServingJob, tools: PhaseTools): Promise<OpenedServing> {
  const { backend } = await requireAvailable(tools.backends, job.serving.backend);
  return (await openServedHere(backend, job, tools)).calls;
}
