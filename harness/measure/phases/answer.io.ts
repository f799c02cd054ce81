import { rm } from "node:fs/promises";
import { NonFiniteError } from "../../base/errors.ts";
import { RowsCollector } from "../../base/float-rows.io.ts";
import { unfinishedName } from "../../base/unfinished.io.ts";
import { type MaskText, openMasker } from "../../classifier/masking/masker.ts";
import { rowBatches } from "../../classifier/text/dataset-pass.ts";
import type { Dataset } from "../../contract/index.ts";
import { maskOf } from "../../contract/masking.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import { writeAnswers } from "./answers-folder.io.ts";
import { openFolder } from "./open-folder.ts";
import { openPlanned } from "./open-planned.ts";
import type { AnswerJob } from "./phase-jobs.ts";
import { plannedSource } from "./planned-source.ts";
import { readTexts, type TextRows } from "./raw-corpus-files.io.ts";
import { refuseOtherExecution } from "./refuse-other-execution.ts";
import { requireAvailable } from "./require-backend.ts";
import type { ManyTexts, ModelSource } from "./sources/source.ts";
import type { AnswerReport } from "./teaching-job.ts";
import type { PhaseTools } from "./tools.ts";

/** Lets a teacher answer as it would when served, and keeps what it answers: any student with the same texts can learn from that. */
export async function answer(job: AnswerJob, tools: PhaseTools): Promise<AnswerReport> {
  const source = await plannedSource(job, tools);
  const answerMany = source.answerMany ?? servedAnswers(source);
  // A name that a later run removes, if this process is killed.
  const path = await unfinishedName(`${job.answersFolder}-outputs`, "tmp");
  const collector = new RowsCollector(path, 1);
  try {
    const take = (outputs: Float32Array) => collector.add(finite(outputs));
    const report = await answerMany(job, await textsOf(job, tools), take, tools);
    tools.onTimed?.();
    const { rows, content } = collector.end();
    rows.close();
    await writeAnswers(job.answersFolder, content, report);
    return report;
  } finally {
    await collector.discard();
  }
}

/** Answers of the model that a source's own phases make. */
function servedAnswers(source: ModelSource): NonNullable<ModelSource["answerMany"]> {
  return async (job, { count, batches }, take, tools) => {
    const { threads, backend: name } = job.serving;
    const { backend } = await requireAvailable(tools.backends, name);
    // A name that a later run removes, if this process is killed.
    const modelFolder = await unfinishedName(`${job.answersFolder}-model`, "tmp");
    try {
      await source.compress({ ...job, techniques: [], modelFolder }, tools);
      const model = await openFolder(source, { modelFolder, backend, threads, checks: null });
      try {
        let first: readonly string[] | null = null;
        let answersWallMs = 0;
        let answered = 0;
        for await (const texts of batches) {
          first ??= texts;
          const startMs = tools.nowMs();
          // A runtime may use its outputs again.
          const outputs = (await model.answer(texts)).slice();
          answersWallMs += tools.nowMs() - startMs;
          take(outputs);
          answered += texts.length;
          tools.onProgress?.(answered / count);
        }
        // Before the proof, so that no figure includes it.
        const processWallMs = tools.nowMs();
        if (first !== null) refuseOtherExecution(await model.prove(first), backend, threads);
        return { answersWallMs, processWallMs };
      } finally {
        await model.close();
      }
    } finally {
      await rm(modelFolder, { recursive: true, force: true });
    }
  };
}

async function textsOf({ texts, tokenizer, names }: AnswerJob, tools: PhaseTools): Promise<ManyTexts> {
  if ("spec" in texts) {
    const dataset = await openPlanned(texts, tools);
    return {
      count: dataset.rowCounts.train,
      batches: maskedTexts(dataset, await openMasker(maskOf(tokenizer), names)),
    };
  }
  const { train } = await readTexts(texts);
  return { count: train.texts.count, batches: batchesOf(train.texts) };
}

/** The training side of a dataset, masked as the texts are that the teacher was trained on. */
async function* maskedTexts(dataset: Dataset, maskText: MaskText): AsyncIterable<readonly string[]> {
  for await (const batch of rowBatches(dataset, "train")) yield batch.map(({ text }) => maskText(text).text);
}

async function* batchesOf(texts: TextRows): AsyncIterable<readonly string[]> {
  for (let start = 0; start < texts.count; start += THROUGHPUT_BATCH)
    yield texts.slice(start, start + THROUGHPUT_BATCH);
}

/** @throws NonFiniteError: nobody can learn from NaN */
function finite(outputs: Float32Array): Float32Array {
  const broken = outputs.find((value) => !Number.isFinite(value));
  if (broken !== undefined) throw new NonFiniteError(`a teacher answers ${broken}`);
  return outputs;
}
