import { join } from "node:path";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { writeModelFolder } from "../../harness/classifier/model-folder/model-folder.io.ts";
import {
  initialTable,
  storedWeights,
  tableLayout,
  unpackTable,
} from "../../harness/classifier/training/parameter-table.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { readVocabulary } from "../../harness/measure/phases/corpus-files.io.ts";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import type { Measurement } from "./measurement.ts";
import { BENCH_MODEL, BENCH_TOKENIZER } from "./model.ts";
import { SideFailed } from "./side-failed.ts";

const LIMIT_MS = 60_000;

interface WorkersSetup {
  readonly executor: Executor;
  readonly corpusFolder: string;
  readonly modelFolder: string;
}

/** Writes a model folder with initial weights: training does not change a model's speed. @returns its path */
export async function writeBenchModel(
  folder: string,
  corpusFolder: string,
  labels: readonly string[],
): Promise<string> {
  const modelFolder = join(folder, "model");
  const weights = storedWeights(BENCH_MODEL, unpackTable(tableLayout(BENCH_MODEL), initialTable(BENCH_MODEL, 1)));
  const vocabulary = await readVocabulary(corpusFolder);
  const model = { spec: BENCH_MODEL, tokenizer: BENCH_TOKENIZER, labels, vocabulary, weights, applied: [] };
  await writeModelFolder(modelFolder, model, modelFormat, "bench");
  return modelFolder;
}

/** Times processes that answer batches of texts at the same time, as a sample of a run does. @throws SideFailed */
export async function measureWorkers(
  { executor, corpusFolder, modelFolder }: WorkersSetup,
  backend: string,
  workers: number,
): Promise<Measurement> {
  const serving = { backend, threads: 1, scenario: "offline", workers } as const;
  const job = { serving, corpusFolder, modelFolder, purpose: "check" } as const;
  const outcome = await executor.run("sample", job, { limitMs: LIMIT_MS, signal: new AbortController().signal });
  if (outcome.status !== "done") throw new SideFailed(`${workers} workers on ${backend}: ${JSON.stringify(outcome)}`);
  const { value } = outcome.report.textsPerSecond;
  return { medianMs: (THROUGHPUT_BATCH / value) * 1000, startupMs: null, by: `${backend}, ${workers} workers` };
}
