import { expect, test } from "vitest";
import { openSimdTrainer } from "../../../backends/simd/trainer.ts";
import { fitModel } from "../../../harness/classifier/training/fit.ts";
import { optimizers } from "../../../harness/classifier/training/optimizers/registry.ts";
import { initialTable } from "../../../harness/classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../../harness/contract/index.ts";
import { encodedFrom, narrowed, randomTexts, testRandom } from "../../fixtures/texts.ts";

const SPEC: ModelSpec = { vocabulary: 50, maxLength: 12, embedding: 6, hidden: [4], pooling: "words", classes: 2 };

test("texts that are put into the memory batch by batch train as those that are kept there", async () => {
  const optimizer = (await optimizers.load("adam")).bind({});
  // The first text is empty.
  const words = [[], ...randomTexts(testRandom(3), 59, SPEC.vocabulary, 15)];
  const side = {
    texts: narrowed(encodedFrom(words, SPEC.maxLength)),
    labels: Uint16Array.from(words, (_, row) => row % 2),
  };
  const trained = async (mostKeptEntries: number) => {
    const shape = { unique: SPEC.vocabulary, pairs: 13 * SPEC.maxLength };
    const table = initialTable(SPEC, 7);
    const trainer = openSimdTrainer(
      { spec: SPEC, optimizer, batchSize: 13, threads: 1, typical: shape, table },
      mostKeptEntries,
    );
    const job = {
      spec: SPEC,
      train: side,
      test: side,
      optimizer,
      schedule: () => 1,
      batchSize: 13,
      epochs: 2,
      seed: 5,
    };
    await fitModel(job, trainer, { nowMs: () => 0 });
    return trainer.readTable();
  };
  expect(await trained(0)).toEqual(await trained(side.texts.ids.length));
});

test("a training that no memory has room for is refused", async () => {
  const optimizer = (await optimizers.load("adam")).bind({});
  const spec: ModelSpec = { ...SPEC, vocabulary: 3_000_000, embedding: 256 };
  // 3,000,000 rows of 256 columns and 4 bytes are 2,930 MiB: weights and two slots, and what a step stores of each.
  const setup = {
    spec,
    optimizer,
    batchSize: 2,
    threads: 1,
    typical: { unique: 1, pairs: 1 },
    table: new Float32Array(),
  };
  expect(() => openSimdTrainer(setup)).toThrow(
    /need \d{5} MiB in one memory, which has at most 4096: take fewer words/,
  );
});
