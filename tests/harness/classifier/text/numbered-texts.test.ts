import fc from "fast-check";
import { expect, test } from "vitest";
import { createPlainEncoder } from "../../../../harness/classifier/text/encoder.ts";
import { KeyNumbers } from "../../../../harness/classifier/text/key-numbers.ts";
import { NumberedTexts } from "../../../../harness/classifier/text/numbered-texts.ts";
import { SEGMENTERS } from "../../../../harness/classifier/text/segmenters.ts";
import { createWordCounter } from "../../../../harness/classifier/text/vocabulary.ts";
import { WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import type { TokenizerSpec } from "../../../../harness/contract/index.ts";
import { holdsForAll, textsOf } from "../../../fixtures/laws.ts";
import { narrowed } from "../../../fixtures/texts.ts";

const anyText = textsOf(["a", "B", "c ", "dd ", " é", "İ", "\ud800", "oov", ", ", "z ", "中", "国"], 12);
const anyRows = fc.array(fc.record({ text: anyText, isCounted: fc.boolean() }), { maxLength: 12 });
const anyOptions = fc.record({
  maxLength: fc.integer({ min: 1, max: 6 }),
  keep: fc.constantFrom("start" as const, "end" as const),
  buckets: fc.constantFrom(0, 1, 5),
  size: fc.integer({ min: 2, max: 8 }),
  segmenter: fc.constantFrom(...(Object.keys(SEGMENTERS) as TokenizerSpec["segmenter"][])),
});

function numberedFrom(
  rows: readonly { readonly text: string; readonly isCounted: boolean }[],
  options: Options,
  segmenter: TokenizerSpec["segmenter"] = "words",
) {
  const numbered = new NumberedTexts(options);
  const spans = new WordSpans();
  const cut = SEGMENTERS[segmenter]();
  for (const { text, isCounted } of rows) numbered.add(cut(text, spans), spans, isCounted);
  return numbered;
}
type Options = ConstructorParameters<typeof NumberedTexts>[0];

test("texts that are read once have the vocabulary and the entries of texts that are counted first and encoded then", () => {
  holdsForAll(
    fc.tuple(anyRows, anyOptions),
    ([rows, { maxLength, keep, buckets, size, segmenter }]) => {
      const bigrams = buckets === 0 ? null : { firstId: size, buckets };
      const counter = createWordCounter(segmenter);
      for (const { text, isCounted } of rows) if (isCounted) counter.add(text);
      const vocabulary = counter.vocabulary(size);
      const encoder = createPlainEncoder({ vocabulary, segmenter, maxLength, keep, bigrams });
      const backwards = Int32Array.from(rows, (_, row) => rows.length - 1 - row);
      const finished = numberedFrom(rows, { maxLength, keep, bigrams }, segmenter).finish(size);
      expect(finished.vocabulary).toEqual(vocabulary);
      const encoded = encoder.encode(rows.map(({ text }) => text).reverse());
      expect(finished.select(backwards)).toEqual(narrowed(encoded));
    },
    500,
  );
});

test("rows keep their numbers over parts of a thousand", () => {
  const rows = Array.from({ length: 2500 }, (_, row) => ({ text: `w${row} `.repeat(1 + (row % 3)), isCounted: true }));
  const { select, vocabulary } = numberedFrom(rows, { maxLength: 4, keep: "end", bigrams: null }).finish(5000);
  const { offsets, ids, counts } = select(Int32Array.of(2499, 1024, 1023, 0));
  expect([...offsets]).toEqual([0, 2, 4, 6, 8]);
  expect([...ids].map((id) => vocabulary[id])).toEqual(["w2499", "", "w1024", "", "w1023", "", "w0", ""]);
  expect([...counts]).toEqual([1, 3, 2, 2, 1, 3, 1, 3]);
});

test("a count beyond 16 bits is kept, and so is an id", () => {
  const rows = [{ text: "a b", isCounted: true }];
  const long = numberedFrom(rows, { maxLength: 70_000, keep: "end", bigrams: null }).finish(5);
  expect([...long.select(Int32Array.of(0)).counts]).toEqual([1, 1, 69_998]);
  const bigrams = { firstId: 5, buckets: 70_000 };
  const paired = numberedFrom(rows, { maxLength: 2, keep: "end", bigrams }).finish(5).select(Int32Array.of(0));
  const vocabulary = ["", "<OOV>", "a", "b"];
  const encoder = createPlainEncoder({ vocabulary, segmenter: "words", maxLength: 2, bigrams });
  expect([...paired.ids]).toEqual([...encoder.encode(["a b"]).ids]);
  expect([paired.ids, paired.counts].map((list) => list.BYTES_PER_ELEMENT)).toEqual([4, 2]);
});

test("keys are numbered in the order of their arrival, also beyond 32 bits, and when the table has grown", () => {
  const keys = new KeyNumbers();
  const all = Array.from({ length: 5000 }, (_, index) => index * 2 ** 38 + 7 * (index % 3));
  expect(all.map((key) => keys.numberOf(key))).toEqual([...all.keys()]);
  expect(all.map((key) => keys.numberOf(key))).toEqual([...all.keys()]);
  expect(keys.size).toBe(5000);
});

test("more entries than a list holds are refused with the limit", () => {
  // A word and padding a text: six entries of two bytes.
  const rows = Array.from({ length: 3 }, () => ({ text: "a", isCounted: true }));
  const finished = (mostBytes: number) =>
    numberedFrom(rows, { maxLength: 2, keep: "end", bigrams: null, mostBytes }).finish(5);
  expect(finished(12).select(Int32Array.of(0, 1, 2)).ids).toHaveLength(6);
  expect(finished(11).select(Int32Array.of(0, 1)).ids).toHaveLength(4);
  expect(() => finished(11).select(Int32Array.of(0, 1, 2))).toThrow(
    "3 texts have 6 words, each counted once a text, and a corpus holds up to 5; take fewer rows, or lower maxLength",
  );
});
