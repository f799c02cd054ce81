import { describe, expect, test } from "vitest";
import { corpusSizeDoubts } from "../../../harness/measure/corpus-size.ts";
import { makePlan } from "../../fixtures/records.ts";

const [planned] = makePlan({ axes: {}, seeds: [1] }).cells;
const { experiment } = planned!;
/** 100 rows of its own are 80 for training and 20 for tests, without validation rows. */
const data = (rows: number, textBytes?: number) => ({
  id: "csv:a.csv@1",
  rowCounts: { train: rows, test: null },
  ...(textBytes === undefined ? {} : { textBytes }),
});
const cell = (model: object, training: object = {}, tokenizer: object = {}) => ({
  experiment: {
    model: { ...experiment.model, bigrams: 0, ...model },
    tokenizer: { ...experiment.tokenizer, ...tokenizer },
    training: { ...experiment.training, validation: 0, ...training },
  },
});

describe("encoded texts", () => {
  // Ids of 1,000 words take two bytes each.
  const short = cell({ vocabulary: 1000, maxLength: 10 });

  test("that fit however many words they have are no doubt", () => {
    expect(corpusSizeDoubts(data(100), [short], 2 * 800)).toEqual([]);
    expect(corpusSizeDoubts(data(100), [short])).toEqual([]);
  });

  test("that may have too many words are a doubt with the limit, once for equal cells", () => {
    expect(corpusSizeDoubts(data(100), [short, short], 2 * 799)).toEqual([
      { kind: "large-corpus", texts: 80, positions: 10, most: 799 },
    ]);
  });

  test("take four bytes a word where there are more words than two bytes tell apart", () => {
    const wide = cell({ vocabulary: 70_000, maxLength: 10 });
    expect(corpusSizeDoubts(data(100), [wide], 4 * 799)).toEqual([
      { kind: "large-corpus", texts: 80, positions: 10, most: 799 },
    ]);
  });

  test("have pairs of words, too", () => {
    const pairs = cell({ vocabulary: 1000, maxLength: 10, bigrams: 500 });
    expect(corpusSizeDoubts(data(100), [pairs], 2 * 80 * 19)).toEqual([]);
    expect(corpusSizeDoubts(data(100), [pairs], 2 * 80 * 19 - 1)).toEqual([
      { kind: "large-corpus", texts: 80, positions: 19, most: 1519 },
    ]);
  });

  test("are those that a training uses", () => {
    const some = cell({ vocabulary: 1000, maxLength: 10 }, { rows: 20 });
    expect(corpusSizeDoubts(data(100), [some], 2 * 200)).toEqual([]);
  });

  test("are split once for all cells that hold back as many", () => {
    let splits = 0;
    const stratified = {
      ...data(100),
      split: "stratified" as const,
      get trainLabels() {
        splits += 1;
        return Uint16Array.from({ length: 100 }, (_, row) => row % 2);
      },
    };
    const longer = cell({ vocabulary: 1000, maxLength: 20 });
    expect(corpusSizeDoubts(stratified, [short, longer], 2 * 799)).toHaveLength(2);
    expect(splits).toBe(1);
    corpusSizeDoubts(stratified, [short, cell({ vocabulary: 1000, maxLength: 10 }, { validation: 0.1 })], 2 * 799);
    // One for the first cell; for the second, which holds rows back, two.
    expect(splits).toBe(4);
  });

  test("of which each has a word too many are refused with the limit", () => {
    expect(() => corpusSizeDoubts(data(100), [short], 2 * 79)).toThrow(
      "csv:a.csv@1: 80 texts have a word each at least, and a corpus holds up to 79 words, each counted once a text; take fewer rows",
    );
  });
});

describe("raw texts", () => {
  const raw = (tokenizer: object = {}) => cell({ source: "tfidf" }, {}, tokenizer);

  test("that are too long together are refused with the limit, whatever their number of words", () => {
    expect(corpusSizeDoubts(data(100, 5000), [raw()], 5000)).toEqual([]);
    expect(() => corpusSizeDoubts(data(100, 5001), [raw()], 5000)).toThrow(
      "csv:a.csv@1: its texts take 5,001 bytes, and a corpus of raw texts, as the source tfidf reads them, holds up to 5,000; take fewer rows, or leave that source out",
    );
  });

  test("of which nothing counted the bytes, or which are masked, are left to be read", () => {
    expect(corpusSizeDoubts(data(100), [raw()], 5000)).toEqual([]);
    expect(corpusSizeDoubts(data(100, 5001), [raw({ mask: ["url"] })], 5000)).toEqual([]);
  });
});
