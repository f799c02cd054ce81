import { describe, expect, test } from "vitest";
import { buildCorpus } from "../../../../harness/classifier/text/corpus.ts";
import { trainTestSplit } from "../../../../harness/classifier/text/split.ts";
import type { Dataset, EncodedTexts, TextRow } from "../../../../harness/contract/index.ts";
import type { LabelledTexts } from "../../../../harness/contract/texts.ts";

/** Row n is a word that all rows share and "w<n>", labelled n % 2: every row can be recognized by its own word. */
function numbered(train: number, test: number | null): Dataset {
  async function* rows(side: "train" | "test"): AsyncGenerator<TextRow> {
    const start = side === "train" ? 0 : train;
    const count = side === "train" ? train : (test ?? 0);
    for (let row = start; row < start + count; row += 1) yield { text: `all w${row}`, label: row % 2 };
  }
  return { id: "numbered@0", labels: ["even", "odd"], rowCounts: { train, test }, rows };
}

const SPEC = {
  tokenizer: { segmenter: "words", fitOn: "all" },
  vocabulary: 1000,
  maxLength: 4,
  validation: 0.25,
} as const;

/** Row numbers of a side, read back from its words. */
function rowsOf({ texts }: LabelledTexts, vocabulary: readonly string[]): number[] {
  return Array.from({ length: texts.rows }, (_, row) => Number(secondWord(texts, row, vocabulary).slice(1)));
}

function secondWord({ ids, offsets }: EncodedTexts, row: number, vocabulary: readonly string[]): string {
  return vocabulary[ids[offsets[row]! + 1]!]!;
}

describe("a corpus", () => {
  test("without its own test rows is split as train_test_split does, and again for validation", async () => {
    const { train, validation, test: held, vocabulary } = await buildCorpus(numbered(20, null), SPEC);
    const outer = trainTestSplit(20, 0.2, 42);
    const inner = trainTestSplit(16, 0.25, 42);
    expect(rowsOf(held, vocabulary)).toEqual([...outer.test]);
    expect(rowsOf(train, vocabulary)).toEqual([...inner.train].map((row) => outer.train[row]));
    expect(rowsOf(validation!, vocabulary)).toEqual([...inner.test].map((row) => outer.train[row]));
    const all = [train, validation!, held].flatMap((side) => rowsOf(side, vocabulary));
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, row) => row));
  });

  test("keeps each text's label", async () => {
    const { train, validation, test: held, vocabulary } = await buildCorpus(numbered(20, null), SPEC);
    for (const side of [train, validation!, held]) {
      expect([...side.labels]).toEqual(rowsOf(side, vocabulary).map((row) => row % 2));
    }
  });

  test("keeps the dataset's own test rows complete and in order", async () => {
    const { train, validation, test: held, vocabulary } = await buildCorpus(numbered(8, 5), SPEC);
    expect(rowsOf(held, vocabulary)).toEqual([8, 9, 10, 11, 12]);
    expect([...rowsOf(train, vocabulary), ...rowsOf(validation!, vocabulary)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test.each([
    { test: 5, tests: "of its own" },
    { test: null, tests: "cut from its rows" },
  ])("keeps rows of one source on one side, test rows $tests", async ({ test: own }) => {
    const source = (row: number) => `file ${Math.floor(row / 3)}`;
    const dataset = { ...numbered(60, own), trainSources: Array.from({ length: 60 }, (_, row) => source(row)) };
    const { train, validation, test: held, vocabulary } = await buildCorpus(dataset, SPEC);
    const sides = [train, validation!, ...(own === null ? [held] : [])].map((side) => rowsOf(side, vocabulary));
    expect(sides.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, row) => row));
    const sources = sides.map((rows) => new Set(rows.map(source)));
    expect(sources.reduce((sum, { size }) => sum + size, 0)).toBe(20);
    // A quarter of 60 rows, or of the 48 that a fifth for testing leaves: both are whole sources.
    expect(validation!.texts.rows).toBe(own === null ? 12 : 15);
  });

  test("has no validation rows if the validation share is 0", async () => {
    const { train, validation } = await buildCorpus(numbered(8, 4), { ...SPEC, validation: 0 });
    expect(validation).toBeNull();
    expect(train.texts.rows).toBe(8);
  });

  test("counts its vocabulary on the training rows only, so that words of other rows are unknown", async () => {
    const spec = { ...SPEC, tokenizer: { segmenter: "words", fitOn: "train" } } as const;
    const { train, validation, test: held, vocabulary } = await buildCorpus(numbered(20, null), spec);
    expect(vocabulary.length).toBe(2 + 1 + train.texts.rows);
    for (const side of [validation!, held]) {
      for (let row = 0; row < side.texts.rows; row += 1) expect(secondWord(side.texts, row, vocabulary)).toBe("<OOV>");
    }
  });

  test("reads pairs of words on request: two words, one pair, four positions of padding", async () => {
    const { train, bigrams } = await buildCorpus(numbered(20, null), { ...SPEC, bigrams: 10 });
    expect(bigrams).toEqual({ firstId: 1000, buckets: 10 });
    expect(train.texts.maxLength).toBe(7);
    for (let row = 0; row < train.texts.rows; row += 1) {
      const [start, end] = [train.texts.offsets[row]!, train.texts.offsets[row + 1]!];
      const ids = [...train.texts.ids.subarray(start, end)];
      expect(ids.map((id) => (id < 1000 ? Math.min(id, 2) : "pair"))).toEqual([2, 2, "pair", 0]);
      expect([...train.texts.counts.subarray(start, end)]).toEqual([1, 1, 1, 4]);
    }
  });

  test("samples texts from the test rows, or takes all if they are few", async () => {
    const split = await buildCorpus(numbered(20, null), SPEC);
    expect(split.sample).toEqual(rowsOf(split.test, split.vocabulary).map((row) => `all w${row}`));
    const own = await buildCorpus(numbered(4, 5000), SPEC);
    expect(own.sample.length).toBe(2048);
    expect(own.sample.slice(0, 3)).toEqual(["all w4", "all w6", "all w8"]); // 5000 / 2048 = 2.44 rows apart
    expect(new Set(own.sample).size).toBe(2048);
  });

  test("refuses data that leaves a side without rows, or training without one of the classes", async () => {
    await expect(buildCorpus(numbered(1, null), SPEC)).rejects.toThrow(/numbered@0: 1 rows are too few/);
    const oneSource = { ...numbered(3, 2), trainSources: ["a", "a", "a"] };
    await expect(buildCorpus(oneSource, SPEC)).rejects.toThrow(/numbered@0: 3 rows of 1 sources are too few/);
    async function* oneLate(): AsyncGenerator<TextRow> {
      // Row 8 is the first of the test rows that random_state 42 draws from ten.
      for (let row = 0; row < 10; row += 1) yield { text: `w${row}`, label: row === 8 ? 1 : 0 };
    }
    const rare: Dataset = { ...numbered(10, null), rows: () => oneLate() };
    await expect(buildCorpus(rare, { ...SPEC, validation: 0 })).rejects.toThrow(/no training row of "odd"/);
  });
});
