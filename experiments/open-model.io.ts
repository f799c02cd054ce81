import { backends, mostThreads } from "../backends/registry.ts";
import { ConfigError, RecordError } from "../harness/base/errors.ts";
import { hasBrokenSeal, SEAL } from "../harness/base/seal.io.ts";
import { type Answer, type AnswerThreshold, answersOf } from "../harness/classifier/answers.ts";
import { parseModelConfig, parseWords } from "../harness/classifier/model-folder/model-config.ts";
import { readModelFolder } from "../harness/classifier/model-folder/model-folder.io.ts";
import { answerTexts } from "../harness/classifier/text/answer-texts.ts";

/** A model folder on a runtime, ready to answer. */
export interface OpenModel {
  readonly labels: readonly string[];
  /** Undefined where the most probable label is the answer. */
  readonly threshold: AnswerThreshold | undefined;
  /** In the order of the texts. */
  answer(texts: readonly string[]): Promise<Answer[]>;
  close(): Promise<void>;
}

/** The runtime of a model, and its threads. */
export interface ModelRuntime {
  readonly backend: string;
  readonly threads: number;
}

/**
 * Opens the model of a finished cell.
 * @throws RecordError on a folder that is incomplete or damaged
 * @throws ConfigError on an unknown backend, or more threads than it takes; BackendError where it fails
 */
export async function openModel(folder: string, { backend, threads }: ModelRuntime): Promise<OpenModel> {
  const most = mostThreads(backend).serve;
  if (threads > most) {
    throw new ConfigError(
      `--threads ${threads}: backend ${backend} serves on ${most === 1 ? "one thread" : `at most ${most} threads`}`,
    );
  }
  const { modelOnnx, labels, encoder, encoderOptions, config } = await readModelFolder(folder, {
    parseModelConfig,
    parseWords,
  });
  if (await hasBrokenSeal(folder)) {
    throw new RecordError(
      `${folder} is damaged: its files do not match its ${SEAL}; run its cell again, or remove ${SEAL} to use the folder as it is`,
    );
  }
  const { threshold } = config.pricewar;
  const session = await (await backends.load(backend)).open(modelOnnx, { threads, texts: encoderOptions });
  const outputsOf = answerTexts(session, encoder.encode);
  return {
    labels,
    threshold,
    answer: async (texts) => answersOf(await outputsOf(texts), texts.length, labels, threshold),
    close: () => session.close(),
  };
}
