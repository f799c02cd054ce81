import { backends, mostThreads } from "../backends/registry.ts";
import { ConfigError, RecordError } from "../harness/base/errors.ts";
import { hasBrokenSeal, SEAL } from "../harness/base/seal.io.ts";
import { type Answer, type AnswerThreshold, answersOf } from "../harness/classifier/answers.ts";
import { parseModelConfig, parseWords } from "../harness/classifier/model-folder/model-config.ts";
import { splitSource } from "../harness/contract/model-source.ts";
import { openFolder } from "../harness/measure/phases/open-folder.ts";
import { sources } from "../harness/measure/phases/sources/registry.ts";
import { checkedConfig } from "../harness/measure/phases/sources/source-config.ts";
import { sourceOfFolder } from "../harness/measure/phases/sources/source-folder.io.ts";

/** A model folder on a runtime, ready to answer. */
export interface OpenModel {
  /** What computes: a source that computes by itself does so on whatever backend it is opened. */
  readonly backend: string;
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
  refuseTooManyThreads(backend, threads);
  const source = await sources.load(splitSource(await sourceOfFolder(folder)).name);
  const computing = source.fixed?.serveBackend ?? backend;
  refuseTooManyThreads(computing, threads);
  const checks = { parseModelConfig, parseWords, checkedConfig };
  const request = { modelFolder: folder, backend: await backends.load(backend), threads, checks };
  const model = await openFolder(source, request).catch(async (error: unknown) => {
    // What a source says of a damaged file is more than that it is damaged; what a runtime says of one is less.
    if (!(error instanceof RecordError)) await refuseBrokenSeal(folder);
    throw error;
  });
  const { labels, threshold } = model;
  await refuseBrokenSeal(folder).catch(async (error: unknown) => {
    await model.close();
    throw error;
  });
  return {
    backend: computing,
    labels,
    threshold,
    answer: async (texts) => answersOf(await model.answer(texts), texts.length, labels, threshold),
    close: () => model.close(),
  };
}

function refuseTooManyThreads(backend: string, threads: number): void {
  const most = mostThreads(backend).serve;
  if (threads <= most) return;
  throw new ConfigError(
    `--threads ${threads}: backend ${backend} serves on ${most === 1 ? "one thread" : `at most ${most} threads`}`,
  );
}

async function refuseBrokenSeal(folder: string): Promise<void> {
  if (!(await hasBrokenSeal(folder))) return;
  throw new RecordError(
    `${folder} is damaged: its files do not match its ${SEAL}; run its cell again, or remove ${SEAL} to use the folder as it is`,
  );
}
