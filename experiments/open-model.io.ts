import { join } from "node:path";
import { backends, mostThreads } from "../backends/registry.ts";
import { BackendError, ConfigError, PricewarError, RecordError } from "../harness/base/errors.ts";
import { hasBrokenSeal, SEAL } from "../harness/base/seal.io.ts";
import { type Answer, type AnswerThreshold, answersOf } from "../harness/classifier/answers.ts";
import { checkModel, parseModelConfig, parseWords } from "../harness/classifier/model-folder/model-config.ts";
import { readPart } from "../harness/classifier/model-folder/part-file.io.ts";
import { CELL_FOLDER, parsePartJson } from "../harness/classifier/model-folder/part-json.ts";
import { refuseUntied } from "../harness/classifier/model-folder/ties.io.ts";
import type { Ties } from "../harness/classifier/model-folder/ties.ts";
import { outputCountOf } from "../harness/contract/model-sizes.ts";
import { splitSource } from "../harness/contract/model-source.ts";
import { MODEL_FILES } from "../harness/contract/run-files.ts";
import { openFolder } from "../harness/measure/phases/open-folder.ts";
import { causeOf } from "../harness/measure/phases/require-backend.ts";
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

/** A softmax in float32 may add up to a little more than one. */
const ROUNDING = 1e-4;

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
  const checks = { parseModelConfig, parseWords, checkModel, checkedConfig };
  const request = { modelFolder: folder, backend: await backends.load(backend), threads, checks };
  const model = await openFolder(source, request).catch(async (error: unknown) => {
    // What a source says of a damaged file is more than that it is damaged; what a runtime says of one is less.
    if (!(error instanceof RecordError)) await refuseBrokenSeal(folder);
    if (error instanceof BackendError) throw await causeOf(error, backends);
    throw error instanceof PricewarError ? error : unusable(folder, "cannot be opened", error);
  });
  const { labels, threshold } = model;
  try {
    await refuseBrokenSeal(folder);
    await refuseOthersFiles(folder, labels);
  } catch (error) {
    await model.close();
    throw error;
  }
  return {
    backend: computing,
    labels,
    threshold,
    answer: async (texts) => {
      const outputs = await model.answer(texts).catch((error: unknown) => {
        throw error instanceof PricewarError ? error : unusable(folder, "cannot answer", error);
      });
      refuseNoAnswers(folder, outputs, texts.length * outputCountOf(labels.length));
      return answersOf(outputs, texts.length, labels, threshold);
    },
    close: () => model.close(),
  };
}

/** A folder that may come from anywhere may make a runtime throw anything. */
function unusable(folder: string, what: string, error: unknown): RecordError {
  const [reason] = String(error instanceof Error ? error.message : error).split("\n");
  return new RecordError(`${folder}: its model ${what} (${reason}); run its cell again, or ${CELL_FOLDER}`, {
    cause: error,
  });
}

/** @throws RecordError on probabilities that are none, or of other labels */
function refuseNoAnswers(folder: string, outputs: Float32Array, needed: number): void {
  if (outputs.length !== needed)
    throw unusable(folder, "cannot answer", `it gives ${outputs.length} probabilities where ${needed} were needed`);
  const broken = outputs.find((value) => !(value >= 0 && value <= 1 + ROUNDING));
  if (broken !== undefined) throw unusable(folder, "cannot answer", `it gives a probability of ${broken}`);
}

/** @throws RecordError on files that are not those which its config.json was written with */
async function refuseOthersFiles(folder: string, labels: readonly string[]): Promise<void> {
  const file = join(folder, MODEL_FILES.config);
  const { pricewar } = parsePartJson(await readPart(folder, MODEL_FILES.config), file) as unknown as {
    readonly pricewar: { readonly ties?: Ties };
  };
  if (pricewar.ties !== undefined) await refuseUntied(folder, file, { labels, ties: pricewar.ties });
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
