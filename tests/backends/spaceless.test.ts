/**
 * What a segmenter's words tell of synthetic texts without spaces. It says nothing about a real language, whose words are in the
 * dictionary of "intl"; these are not.
 */
import { expect, test } from "vitest";
import { simd } from "../../backends/simd.ts";
import { buildCorpus } from "../../harness/classifier/text/corpus.ts";
import { typicalBatch } from "../../harness/classifier/training/batches.ts";
import { fitModel } from "../../harness/classifier/training/fit.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable } from "../../harness/classifier/training/parameter-table.ts";
import type { ModelSpec, TokenizerSpec } from "../../harness/contract/index.ts";
import { spacelessHeadlines } from "../fixtures/spaceless-texts.ts";

const SIZES = { vocabulary: 10_000, maxLength: 50 };
const SPEC: ModelSpec = { ...SIZES, embedding: 16, hidden: [24], pooling: "words", classes: 10 };
const BATCH = 32;
const EPOCHS = 10;

/** Of the test rows, after the last epoch. */
async function accuracyBy(segmenter: TokenizerSpec["segmenter"]): Promise<number> {
  const tokenizer = { segmenter, fitOn: "train" } as const;
  const { train, test: tested } = await buildCorpus(spacelessHeadlines(5000), { tokenizer, ...SIZES, validation: 0 });
  const optimizer = (await optimizers.load("adam")).bind({ learningRate: 0.003 });
  const typical = typicalBatch(SPEC, train.texts, BATCH);
  const setup = { spec: SPEC, optimizer, batchSize: BATCH, threads: 1, typical, table: initialTable(SPEC, 1) };
  const trainer = await simd.openTrainer!(setup);
  const job = { ...setup, train, test: tested, schedule: () => 1, epochs: EPOCHS, seed: 1 };
  const fitted = await fitModel(job, trainer, { nowMs: () => performance.now() });
  await trainer.close();
  return fitted.history.at(-1)!.testAccuracy;
}

test("characters and their pairs tell classes apart that whole texts do not, better than a dictionary without their words", async () => {
  const [words, intl, characters] = [
    await accuracyBy("words"),
    await accuracyBy("intl"),
    await accuracyBy("characters"),
  ];
  expect(words).toBeLessThan(0.2);
  expect(characters).toBeGreaterThan(0.83);
  expect(characters).toBeGreaterThan(intl + 0.1);
});
