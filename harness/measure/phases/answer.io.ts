import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { NonFiniteError } from "../../base/errors.ts";
import { rowBatches } from "../../classifier/text/dataset-pass.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import { writeAnswers } from "./answers-folder.io.ts";
import { openPlanned } from "./open-planned.ts";
import type { KeepingPlace, KeptAnswers, OpenedModel } from "./opened-model.ts";
import type { AnswerJob, AnswerReport } from "./phase-jobs.ts";
import { plannedSource } from "./planned-source.ts";
import { readTexts } from "./raw-corpus-files.io.ts";
import { refuseOtherExecution } from "./refuse-other-execution.ts";
import { requireAvailable } from "./require-backend.ts";
import type { PhaseTools } from "./tools.ts";

/** Opens a teacher as it would be served, and keeps what it answers: any student with the same texts can learn from that. */
export async function answer(job: AnswerJob, tools: PhaseTools): Promise<AnswerReport> {
  const source = await plannedSource(job, tools);
  const { threads, backend: name } = job.serving;
  const { backend } = await requireAvailable(tools.backends, name);
  // A name that a later run removes, if this process is killed.
  const modelFolder = `${job.answersFolder}-model.${process.pid}.tmp`;
  try {
    await source.compress({ ...job, techniques: [], modelFolder }, tools);
    const model = await source.open({ modelFolder, backend, threads, checks: null });
    try {
      const ask = askerOf(model, { artifacts: dirname(job.answersFolder), nowMs: tools.nowMs });
      const parts: Float32Array[] = [];
      let first: readonly string[] | null = null;
      let answersWallMs = 0;
      for await (const texts of batchesOf(job, tools)) {
        first ??= texts.slice(0, THROUGHPUT_BATCH);
        const { outputs, wallMs } = await ask(texts);
        parts.push(outputs);
        answersWallMs += wallMs;
      }
      tools.onTimed?.();
      if (first !== null) refuseOtherExecution(await model.prove(first), backend, threads);
      await writeAnswers(job.answersFolder, joined(parts), { answersWallMs });
      return { answersWallMs };
    } finally {
      await model.close();
    }
  } finally {
    await rm(modelFolder, { recursive: true, force: true });
  }
}

/** Answers texts, from what the cache has of them where the model keeps something. */
function askerOf(
  { answer: answerNow, answerKept }: OpenedModel,
  place: KeepingPlace,
): (texts: readonly string[]) => Promise<KeptAnswers> {
  if (answerKept !== undefined) return (texts) => answerKept(texts, place);
  return async (texts) => {
    const startMs = place.nowMs();
    // A runtime may use its outputs again.
    const outputs = (await answerNow(texts)).slice();
    return { outputs, wallMs: place.nowMs() - startMs };
  };
}

/** Texts that are asked at once: a model cuts them into batches of its own. What it keeps of them is one artifact of the cache. */
const ASKED_AT_ONCE = 2048;

async function* batchesOf({ texts }: AnswerJob, tools: PhaseTools): AsyncIterable<readonly string[]> {
  if ("spec" in texts) {
    const dataset = await openPlanned(texts, tools);
    for await (const batch of rowBatches(dataset, "train")) yield batch.map(({ text }) => text);
    return;
  }
  const { train } = await readTexts(texts);
  for (let start = 0; start < train.texts.count; start += ASKED_AT_ONCE) {
    yield train.texts.slice(start, start + ASKED_AT_ONCE);
    tools.onProgress?.(Math.min(1, (start + ASKED_AT_ONCE) / train.texts.count));
  }
}

/** @throws NonFiniteError: nobody can learn from NaN */
function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const broken = all.find((value) => !Number.isFinite(value));
  if (broken !== undefined) throw new NonFiniteError(`a teacher answers ${broken}`);
  return all;
}
