import { describe, expect, test } from "vitest";
import { correctRows } from "../../../../harness/base/statistics/correct-rows.ts";
import { buildCorpus } from "../../../../harness/classifier/text/corpus.ts";
import type { CorpusFacts, Dataset } from "../../../../harness/contract/index.ts";

/** Rows labelled 0 and 1 in turn. */
function dataset(train: readonly string[], own: readonly string[] | null): Dataset {
  return {
    id: "texts@0",
    labels: ["even", "odd"],
    rowCounts: { train: train.length, test: own?.length ?? null },
    rows: async function* (side) {
      for (const [row, text] of (side === "train" ? train : own!).entries()) yield { text, label: row % 2 };
    },
  };
}

const SPEC = {
  tokenizer: { segmenter: "words", fitOn: "all" },
  vocabulary: 100,
  maxLength: 4,
  validation: 0.25,
} as const;

async function factsOf(data: Dataset, spec: Partial<Parameters<typeof buildCorpus>[1]> = {}) {
  return (await buildCorpus(data, { ...SPEC, ...spec })).facts;
}
const seenRows = ({ seen, rows }: CorpusFacts) => [...correctRows(seen, rows.test, "seen")];

const EIGHT = Array.from({ length: 8 }, (_, row) => `only row ${row} has this`);

describe("a test row is seen", () => {
  test("if a training or validation row has its text but for case, punctuation and white space", async () => {
    const own = ["ONLY row 3 has: this!", "something else", "only  row 7 has this", "only row has this 3"];
    const facts = await factsOf(dataset(EIGHT, own));
    expect(facts.rows).toEqual({ train: 6, validation: 2, test: 4 });
    expect(seenRows(facts)).toEqual([1, 0, 1, 0]);
    expect(facts.seen).toBe("BQ=="); // bits 1010 from the least significant one: 5
    expect(facts.seenRows).toBe(2);
  });

  test("in all rows if the test file is the training file", async () => {
    const facts = await factsOf(dataset(EIGHT, EIGHT));
    expect(facts).toMatchObject({ seenRows: 8, nearDuplicates: 0, seen: "/w==" });
  });

  test("in the order of the test rows, if they are cut from the rows", async () => {
    // Ten texts, each of them twice; a text on both sides of the split is seen.
    const twice = Array.from({ length: 20 }, (_, row) => `text number ${row % 10}`);
    const { facts, test: held, sample } = await buildCorpus(dataset(twice, null), { ...SPEC, validation: 0 });
    expect(held.texts.rows).toBe(4);
    const isTwiceInTest = (text: string) => sample.filter((other) => other === text).length === 2;
    expect(seenRows(facts)).toEqual(sample.map((text) => (isTwiceInTest(text) ? 0 : 1)));
    expect(facts.seenRows).toBeGreaterThan(0);
  });

  test("in none if all texts differ, and rows of one text count one by one", async () => {
    expect(await factsOf(dataset(EIGHT, ["a", "b"]))).toMatchObject({ seenRows: 0, seen: "AA==" });
    const facts = await factsOf(dataset(EIGHT, [EIGHT[0]!, "a", EIGHT[0]!]));
    expect(seenRows(facts)).toEqual([1, 0, 1]);
  });
});

test("near duplicates are test rows that are not seen and share nearly all words with a row that is trained on", async () => {
  const long = (row: number) => Array.from({ length: 30 }, (_, word) => `w${100 * row + word}`).join(" ");
  const train = Array.from({ length: 8 }, (_, row) => long(row));
  // Two with 59 of 61 words and pairs, and the first one again in other case; one seen; one with half of another's words.
  const half = long(3).split(" ").slice(0, 15).join(" ");
  const own = [`${long(0)} more`, `more ${long(1)}`, `${long(0)}, MORE!`, long(2), `${half} ${long(20)}`];
  expect(await factsOf(dataset(train, own))).toMatchObject({ seenRows: 1, nearDuplicates: 3 });
});

test("cut rows are those with more words than the model reads, by side", async () => {
  // maxLength 4: EIGHT have five words each.
  const train = EIGHT.map((text, row) => (row < 4 ? text : `row ${row}`));
  const facts = await factsOf(dataset(train, ["one two three four", "one two three four five", "", "a-b-c-d-e"]));
  expect(facts.cutRows.train + facts.cutRows.validation).toBe(4);
  expect(facts.cutRows.test).toBe(2);
  const all = await factsOf(dataset(EIGHT, ["a"]), { maxLength: 5 });
  expect(all.cutRows).toEqual({ train: 0, validation: 0, test: 0 });
});

test("rows that the tokenizer hardly splits are counted", async () => {
  const chinese = "今天股票市场上涨";
  const own = [chinese, chinese, "今天 股票 市场 上涨", "", "x".repeat(20)];
  expect((await factsOf(dataset(EIGHT, own))).unsplitRows).toEqual({ train: 0, validation: 0, test: 3 });
  for (const segmenter of ["intl", "characters"] as const) {
    const facts = await factsOf(dataset(EIGHT, own), { tokenizer: { segmenter, fitOn: "all" } });
    expect(facts.unsplitRows?.test).toBe(1);
  }
});

test("words of the test rows are counted as the model reads them, and those it does not know", async () => {
  const train = { segmenter: "words", fitOn: "train" } as const;
  // maxLength 4: of the first, "has this no text"; of the second, two words and padding.
  const own = ["only row has this no text", "only nothing", ""];
  const facts = await factsOf(dataset(EIGHT, own), { tokenizer: train });
  expect(facts.testWords).toEqual({ read: 6, unknown: 3 });
  const paired = await factsOf(dataset(EIGHT, own), { tokenizer: train, bigrams: 1000 });
  expect(paired.testWords).toEqual({ read: 6, unknown: 3 });
});

test("words are those of the tokenizer: four Chinese words are one to Keras, and more than two to Intl.Segmenter", async () => {
  const train = Array.from({ length: 8 }, (_, row) => `文本 ${row}`);
  const own = ["今天股票市场上涨"];
  expect((await factsOf(dataset(train, own), { maxLength: 2 })).cutRows.test).toBe(0);
  const intl = { segmenter: "intl", fitOn: "all" } as const;
  expect((await factsOf(dataset(train, own), { maxLength: 2, tokenizer: intl })).cutRows.test).toBe(1);
  // Eight characters and seven pairs.
  const characters = { segmenter: "characters", fitOn: "all" } as const;
  expect((await factsOf(dataset(train, own), { maxLength: 15, tokenizer: characters })).cutRows.test).toBe(0);
  expect((await factsOf(dataset(train, own), { maxLength: 14, tokenizer: characters })).cutRows.test).toBe(1);
});
