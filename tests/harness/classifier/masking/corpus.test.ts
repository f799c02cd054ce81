/** What is masked before a text is cut is masked the same way in training and in serving, whatever cuts it. */
import { describe, expect, test } from "vitest";
import { openMasker } from "../../../../harness/classifier/masking/masker.ts";
import { buildCorpus } from "../../../../harness/classifier/text/corpus.ts";
import { createTextEncoder } from "../../../../harness/classifier/text/encoder.ts";
import { collectTexts } from "../../../../harness/classifier/text/raw-texts.ts";
import { SEGMENTERS } from "../../../../harness/classifier/text/segmenters.ts";
import { WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import type { Dataset, TokenizerSpec } from "../../../../harness/contract/index.ts";
import { MASK_WORDS } from "../../../../harness/contract/masking.ts";
import { FORMED_KINDS, MASKABLE } from "../../../fixtures/maskable-texts.ts";
import { narrowed } from "../../../fixtures/texts.ts";

const WRITTEN = Object.values(MASKABLE).flatMap(({ written }) => written);
/** Each that is masked once in two of the training rows and in one test row. */
const texts = (side: "train" | "test") =>
  WRITTEN.flatMap((own, row) => {
    const around = [`手机号 ${own} 谢谢 word${row}`, `reach me at ${own} please word${row}`];
    return side === "train" ? around : around.slice(1);
  });

const dataset: Dataset = {
  id: "maskable@0",
  labels: ["a", "b"],
  rowCounts: { train: texts("train").length, test: texts("test").length },
  rows: async function* (side) {
    for (const [row, text] of texts(side).entries()) yield { text, label: row % 2 };
  },
};

const times = (count: number) =>
  Object.fromEntries(FORMED_KINDS.map((kind) => [kind, count * MASKABLE[kind].written.length]));
const COUNTS = { train: times(2), validation: times(0), test: times(1) };

const segmenters = Object.keys(SEGMENTERS) as TokenizerSpec["segmenter"][];

describe.each(segmenters)("the segmenter %s", (segmenter) => {
  test("leaves the word of each kind whole", () => {
    const spans = new WordSpans();
    for (const word of Object.values(MASK_WORDS)) {
      const lowered = SEGMENTERS[segmenter]()(`是 ${word} 吗, ${word} .`, spans);
      const words = Array.from({ length: spans.count }, (_, at) => lowered.slice(spans.starts[at], spans.ends[at]));
      expect(words.filter((one) => one === word)).toHaveLength(2);
    }
  });

  test("cuts a text that was masked in training and one that is masked in serving alike", async () => {
    const tokenizer = { segmenter, fitOn: "all", mask: FORMED_KINDS } as const;
    const spec = { tokenizer, vocabulary: 1000, maxLength: 30, validation: 0 };
    const corpus = await buildCorpus(dataset, spec);
    const maskText = await openMasker(FORMED_KINDS);
    const encoder = createTextEncoder({ vocabulary: corpus.vocabulary, segmenter, maxLength: 30 });
    const served = encoder.encode(texts("test").map((text) => maskText(text).text));
    expect(narrowed(served)).toEqual(corpus.test.texts);
    expect(corpus.facts.masked).toEqual(COUNTS);
    // The words of kinds are words that it knows, and no part of what they stand for is one.
    expect(corpus.vocabulary).toEqual(expect.arrayContaining(FORMED_KINDS.map((kind) => MASK_WORDS[kind])));
    const known = corpus.vocabulary.filter((word) => /\d/.test(word) && !/^word\d+$/.test(word));
    expect(known).toEqual([]);
    expect(corpus.sample.join(" ")).not.toMatch(/@|＠|\d{4}|example/);
  });
});

test("raw texts are masked and counted likewise, so that what is stored of them names nobody", async () => {
  const raw = await collectTexts(dataset, { validation: 0, mask: FORMED_KINDS });
  expect(raw.facts.masked).toEqual(COUNTS);
  const stored = Buffer.from(raw.texts.parts().bytes).toString("utf8");
  for (const own of WRITTEN) expect(stored).not.toContain(own);
  expect(stored).toContain("reach me at maskedcard please");
});

test("without a mask texts stay as they are, and nothing is said of masking", async () => {
  const raw = await collectTexts(dataset, { validation: 0 });
  expect(raw.facts).not.toHaveProperty("masked");
  expect(raw.texts.at(0)).toBe(texts("train")[0]);
});

test("validation rows are counted apart, and rows that no training uses not at all", async () => {
  const spec = {
    tokenizer: { segmenter: "words", fitOn: "train", mask: ["card"] },
    vocabulary: 100,
    maxLength: 30,
  } as const;
  const { facts } = await buildCorpus(dataset, { ...spec, validation: 0.25 });
  const { train, validation, test: held } = facts.masked!;
  expect(train.card! + validation.card!).toBe(COUNTS.train.card);
  expect(validation.card).toBeGreaterThan(0);
  expect(held).toEqual({ card: COUNTS.test.card });
  const part = await buildCorpus(dataset, { ...spec, validation: 0, rows: { count: 2, seed: 1 } });
  expect(part.facts.masked!.train.card).toBeLessThan(COUNTS.train.card!);
});
