import { expect, test } from "vitest";
import { planTextPool } from "../../../backends/simd/text-pool.ts";
import { createMemory, instantiate } from "../../../harness/base/web-assembly/module.ts";
import { createPlainEncoder } from "../../../harness/classifier/text/encoder.ts";
import { type EncodedTexts, type EncoderOptions, type ModelSpec, PADDING_ID } from "../../../harness/contract/index.ts";
import { holdsForAll } from "../../fixtures/laws.ts";
import { ODD_VOCABULARY, oddBatch } from "../../fixtures/odd-texts.ts";

const TEXTS_PER_CALL = 8;

/**
 * Pools texts over a table whose row number n is 1 in column n and 0 elsewhere: the sum of a text's rows is how often it has
 * each id.
 * @returns for each text its sums [ids], or null where the pool leaves it to the encoder
 */
function countsBy(reading: EncoderOptions, pooling: ModelSpec["pooling"]) {
  const { vocabulary, bigrams, maxLength } = reading;
  const ids = Math.max(vocabulary.length, bigrams ? bigrams.firstId + bigrams.buckets : 0);
  const table = 64;
  const start = table + 4 * (ids * ids + 3);
  const plan = planTextPool({ reading, pooling, columns: ids, textsPerCall: TEXTS_PER_CALL });
  const memory = createMemory(start + 64 + plan.bytes);
  const floats = new Float32Array(memory.buffer);
  for (let id = 0; id < ids; id += 1) floats[table / 4 + id * (ids + 1)] = 1;
  const attach = <Exports>(compiled: string) => instantiate<Exports>(compiled, memory);
  const pool = plan.open(start, { floats: () => floats, attach, table });
  const positions = bigrams ? 2 * maxLength - 1 : maxLength;
  return (texts: readonly string[], divisors: readonly number[]): (number[] | null)[] => {
    const all: (number[] | null)[] = [];
    while (all.length < texts.length) {
      const count = pool.pool(texts, all.length);
      if (count === 0) all.push(null);
      for (let row = 0; row < count; row += 1) {
        const divisor = pooling === "all" ? positions : divisors[all.length]!;
        const at = pool.means / 4 + row * ids;
        all.push([...floats.subarray(at, at + ids)].map((mean) => Math.round(mean * divisor * 1000) / 1000));
      }
    }
    return all;
  };
}

/** How often each text has each id, and how many of them are not padding, at least 1. */
function countsOf({ rows, offsets, ids, counts }: EncodedTexts, idCount: number, pooling: ModelSpec["pooling"]) {
  return Array.from({ length: rows }, (_, row) => {
    const own = new Array<number>(idCount).fill(0);
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry += 1) own[ids[entry]!] = counts[entry]!;
    const found = own.reduce((sum, count) => sum + count, 0) - own[PADDING_ID]!;
    if (pooling === "words") own[PADDING_ID] = 0;
    return { own, divisor: Math.max(1, found) };
  });
}

const READINGS: { form: string; reading: Partial<EncoderOptions>; pooling: ModelSpec["pooling"] }[] = [
  { form: "the end of texts", reading: { maxLength: 20 }, pooling: "all" },
  { form: "the start of texts, words only", reading: { maxLength: 5, keep: "start" }, pooling: "words" },
  { form: "one word", reading: { maxLength: 1 }, pooling: "all" },
  { form: "unknown words as padding", reading: { unknownWords: "padding" }, pooling: "all" },
  { form: "unknown words as padding, left out", reading: { unknownWords: "padding" }, pooling: "words" },
  { form: "pairs of the start", reading: { maxLength: 6, keep: "start" }, pooling: "all" },
  { form: "pairs, unknown words as padding, left out", reading: { unknownWords: "padding" }, pooling: "words" },
];

test.each(READINGS)("the rows of a text are those of its encoded ids: $form", ({ form, reading, pooling }) => {
  // Half of the words are unknown.
  const vocabulary = ODD_VOCABULARY.filter((_, id) => id < 2 || id % 2 === 0);
  const bigrams = form.startsWith("pairs") ? { firstId: vocabulary.length, buckets: 37 } : null;
  const options: EncoderOptions = { vocabulary, segmenter: "words", maxLength: 40, bigrams, ...reading };
  const { encode } = createPlainEncoder(options);
  const pooled = countsBy(options, pooling);
  holdsForAll(
    oddBatch,
    (texts) => {
      const expected = countsOf(encode(texts), vocabulary.length + (bigrams?.buckets ?? 0), pooling);
      const sums = pooled(
        texts,
        expected.map(({ divisor }) => divisor),
      );
      for (const [row, text] of texts.entries()) {
        if (text.isWellFormed()) expect(sums[row], text).toEqual(expected[row]!.own);
        else expect(sums[row], text).toBeNull();
      }
    },
    15,
  );
});

test("a text of 350,000 characters goes to the encoder, and its neighbours do not", () => {
  const pooled = countsBy({ vocabulary: ["", "<OOV>", "a"], segmenter: "words", maxLength: 2 }, "all");
  const texts = ["a", "a ".repeat(175_000), "b", "a a a"];
  expect(pooled(texts, [])).toEqual([[1, 0, 1], null, [1, 1, 0], [0, 0, 2]]);
});

test("a word is not taken for one that begins with it and is 256 bytes longer, all of them 0", () => {
  const long = `abcde${"\0".repeat(256)}`;
  for (const words of [[long], [long, "abcde"], ["abcde", long]]) {
    const pooled = countsBy({ vocabulary: ["", "<OOV>", ...words], segmenter: "words", maxLength: 1 }, "all");
    const expected = (word: string) => [0, words.includes(word) ? 0 : 1, ...words.map((own) => Number(own === word))];
    expect(pooled(["abcde", long], [])).toEqual([expected("abcde"), expected(long)]);
  }
});

test("thousands of equal rows add up to 1e-6 of their exact sum", () => {
  // 0.1 in float32: added one by one, 60,000 of them give 6003.5.
  const plan = planTextPool({
    reading: { vocabulary: ["", "<OOV>", "a"], segmenter: "words", maxLength: 65_536 },
    pooling: "words",
    columns: 17,
    textsPerCall: 1,
  });
  const memory = createMemory(1024 + plan.bytes);
  const floats = new Float32Array(memory.buffer);
  floats.fill(0.1, 16, 16 + 3 * 17);
  const attach = <Exports>(compiled: string) => instantiate<Exports>(compiled, memory);
  const pool = plan.open(1024, { floats: () => floats, attach, table: 64 });
  expect(pool.pool(["a ".repeat(60_000)], 0)).toBe(1);
  const means = floats.subarray(pool.means / 4, pool.means / 4 + 17);
  for (const mean of means) expect(Math.abs(mean - 0.1)).toBeLessThan(1e-7);
});
