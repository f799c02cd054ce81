import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import { writeFolder } from "../../harness/base/folders.io.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { toInt8Table } from "../../harness/classifier/quantizations/int8-table/stored.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { buildCorpus } from "../../harness/classifier/text/corpus.ts";
import { selectTexts, toPaddedIds } from "../../harness/classifier/text/encoded-texts.ts";
import {
  initialTable,
  storedWeights,
  tableLayout,
  unpackTable,
} from "../../harness/classifier/training/parameter-table.ts";
import type { Dataset, ModelWeights, StoredTensor } from "../../harness/contract/index.ts";
import type { LabelledTexts } from "../../harness/contract/texts.ts";
import { corpusFiles } from "../../harness/measure/phases/corpus-files.io.ts";
import { cyclicRows } from "./cyclic-rows.ts";
import { BENCH_MODEL, BENCH_TOKENIZER, ENCODED_TEXTS, WRITTEN_TEXTS } from "./model.ts";
import type { Storage } from "./serving-job.ts";

/** The input of all sides: the same texts, in the form that each side needs. */
export interface BenchFiles {
  /** A corpus as the phases read it, with ENCODED_TEXTS rows to train on and WRITTEN_TEXTS texts to serve. */
  readonly corpusFolder: string;
  /** The same rows for the peers: raw int32 [ENCODED_TEXTS, maxLength], padded. */
  readonly peerIds: string;
  /** Raw float32 [ENCODED_TEXTS]. */
  readonly peerLabels: string;
  /** model.onnx with initial weights, since training does not change a model's speed, by how its embedding is stored. */
  readonly models: Readonly<Record<Storage, string>>;
  readonly texts: readonly string[];
}

/** Texts that training evaluates on after each epoch, which is not timed: a few are enough. */
const EVALUATED_TEXTS = 256;

/** @throws ConfigError on a dataset without exactly two classes, since the peers' model has one output */
export async function writeBenchFiles(folder: string, dataset: Dataset): Promise<BenchFiles> {
  if (dataset.labels.length !== BENCH_MODEL.classes) {
    throw new ConfigError(
      `${dataset.id} has ${dataset.labels.length} classes, but the peers' model gives one probability; use a dataset with two classes`,
    );
  }
  const { vocabulary, maxLength } = BENCH_MODEL;
  const corpus = await buildCorpus(dataset, { tokenizer: BENCH_TOKENIZER, vocabulary, maxLength, validation: 0 });
  const train = selectRows(corpus.train, cyclicRows(ENCODED_TEXTS, corpus.train.texts.rows));
  const test = selectRows(corpus.test, cyclicRows(EVALUATED_TEXTS, corpus.test.texts.rows));
  const texts = Array.from(cyclicRows(WRITTEN_TEXTS, corpus.sample.length), (index) => corpus.sample[index]!);
  const files = {
    corpusFolder: join(folder, "corpus"),
    peerIds: join(folder, "ids.i32"),
    peerLabels: join(folder, "labels.f32"),
    models: { float32: join(folder, "model.onnx"), "int8-table": join(folder, "int8-table.onnx") },
  };
  await writeFolder(
    files.corpusFolder,
    corpusFiles({ ...corpus, positive: null, bigrams: null, train, validation: null, test, sample: texts }),
  );
  await writeFile(files.peerIds, Int32Array.from(toPaddedIds(train.texts), Number));
  await writeFile(files.peerLabels, Float32Array.from(train.labels));
  for (const [storage, model] of Object.entries(initialModels())) {
    await writeFile(files.models[storage as Storage], modelFormat.write(model));
  }
  return { ...files, texts };
}

function selectRows({ texts, labels }: LabelledTexts, rows: Int32Array): LabelledTexts {
  return { texts: selectTexts(texts, rows), labels: Uint16Array.from(rows, (row) => labels[row]!) };
}

function initialModels(): Record<Storage, ModelWeights> {
  const weights = storedWeights(BENCH_MODEL, unpackTable(tableLayout(BENCH_MODEL), initialTable(BENCH_MODEL, 1)));
  const data = dequantize(weights.get("embedding")!);
  const table = toInt8Table({ rows: BENCH_MODEL.vocabulary, columns: BENCH_MODEL.embedding, data });
  return {
    float32: { spec: BENCH_MODEL, weights },
    "int8-table": { spec: BENCH_MODEL, weights: new Map<string, StoredTensor>(weights).set("embedding", table) },
  };
}
