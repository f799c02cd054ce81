import { ownGpuBytes } from "../../base/nvidia-smi.io.ts";
import { keepThreshold, type ModelFolder, readModelFolder } from "../../classifier/model-folder/model-folder.io.ts";
import { answerTexts } from "../../classifier/text/answer-texts.ts";
import { readingOf, renumberTexts } from "../../classifier/text/renumber.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import type { Backend, CorpusFacts, ExecutionProof, Quality, ServingSpec, Usage } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import { watchMachine } from "../machine/disturbance.ts";
import { type EncodedCorpus, readEncoded, readSample, readVocabulary } from "./corpus-files.io.ts";
import { measureServing } from "./measure-serving.ts";
import { peakRssBytes } from "./memory.io.ts";
import { refuseOtherExecution } from "./refuse-other-execution.ts";
import { timeRepeatedText } from "./repeated-text.ts";
import { requireAvailable } from "./require-backend.ts";
import { score } from "./score.ts";
import type { PhaseTools } from "./tools.ts";
import { withPower } from "./with-power.ts";

export interface ServeJob {
  readonly serving: ServingSpec;
  readonly corpusFolder: string;
  readonly modelFolder: string;
}

export interface ServeReport {
  readonly quality: Quality;
  readonly corpus: CorpusFacts;
  readonly executed: ExecutionProof;
  readonly usage: Pick<
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
  readonly processWallMs: number;
  /** While it was timed; null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
}

/**
 * Times the finished model, then scores the same bytes on the same backend. Memory is read before the rows to score are
 * loaded, and the proof runs last, so that no figure includes either.
 */
export async function serve(job: ServeJob, tools: PhaseTools): Promise<ServeReport> {
  const { nowMs } = tools;
  const { backend } = await requireAvailable(tools.backends, job.serving.backend);
  const baselineRssBytes = await peakRssBytes();
  const { modelOnnx, encoder, encoderOptions, config } = await readModelFolder(job.modelFolder);
  const session = await backend.open(modelOnnx, { threads: job.serving.threads, texts: encoderOptions });
  try {
    const answer = answerTexts(session, encoder.encode);
    await answer(["The first text that a fresh process answers."]);
    const coldStartMs = nowMs();
    const openedVramBytes = await vramBytes(backend);
    const texts = await readSample(job.corpusFolder);
    const watched = watchMachine(tools.readMachine);
    const { result: measured, power: servePower } = await withPower(tools, backend, () =>
      measureServing({ session, encode: encoder.encode, texts, nowMs }),
    );
    const repeatedText = await timeRepeatedText((text) => answer([text]), texts, nowMs);
    const disturbance = watched();
    const usage = {
      coldStartMs,
      ...measured,
      ...(repeatedText === null ? {} : { repeatedText }),
      peakRssBytes: await peakRssBytes(),
      baselineRssBytes,
      peakVramBytes: largest([openedVramBytes, await vramBytes(backend)]),
      ...(servePower === null ? {} : { servePower }),
    };
    tools.onTimed?.();
    const corpus = await corpusAsRead(job.corpusFolder, encoder, config);
    const quality = await score(session, corpus, job.serving.threshold);
    if (quality.threshold !== undefined) await keepThreshold(job.modelFolder, config, quality);
    const executed = await session.prove(encoder.encode(texts.slice(0, THROUGHPUT_BATCH)));
    refuseOtherExecution(executed, backend, job.serving.threads);
    return { quality, corpus: corpus.facts, executed, usage, processWallMs: nowMs(), disturbance };
  } finally {
    await session.close();
  }
}

/** The corpus as the model's own encoder reads it: its vocabulary may have lost words since the training. */
async function corpusAsRead(
  corpusFolder: string,
  { vocabulary }: ModelFolder["encoder"],
  { pricewar: { tokenizer, model } }: ModelFolder["config"],
): Promise<EncodedCorpus> {
  const { train, validation, test, ...rest } = await readEncoded(corpusFolder);
  const before = { vocabulary: await readVocabulary(corpusFolder), bigrams: rest.bigrams };
  const reading = readingOf({ vocabulary, spec: model, tokenizer });
  const renumbered = (side: LabelledTexts) => ({ ...side, texts: renumberTexts(side.texts, before, reading) });
  return {
    ...rest,
    train: renumbered(train),
    validation: validation === null ? null : renumbered(validation),
    test: renumbered(test),
  };
}

async function vramBytes({ usesGpu }: Backend): Promise<number | null> {
  return usesGpu ? ownGpuBytes() : null;
}

/** The largest reading that is not null; null if none was measured. */
function largest(readings: readonly (number | null)[]): number | null {
  const measured = readings.filter((reading) => reading !== null);
  return measured.length === 0 ? null : Math.max(...measured);
}
