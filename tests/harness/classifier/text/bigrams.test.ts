import { describe, expect, test } from "vitest";
import { createTextEncoder } from "../../../../harness/classifier/text/encoder.ts";
import type { EncodedTexts } from "../../../../harness/contract/index.ts";

const VOCABULARY = ["", "<OOV>", "the", "cat", "sat"];

/** An encoder whose pairs begin at id 7: a model may have rows for more words than its vocabulary holds. */
const encoderOf = (maxLength: number, buckets: number, segmenter: "words" | "intl" = "words") =>
  createTextEncoder({ vocabulary: VOCABULARY, segmenter, maxLength, bigrams: { firstId: 7, buckets } });

/** The text's entries as "id x count". */
const entries = ({ ids, counts }: EncodedTexts) => [...ids].map((id, entry) => `${id} x ${counts[entry]}`);

describe("pairs of adjacent words", () => {
  // Bytes "the" hash to -1274105316, "cat" to 108289031, "sat" to -702770473 and "dog" to -429343479 (FNV-1a, signed). So
  // "the cat" is -1274105316 x 116049371 + 108289031 = -147859120401267205, and 2^64 more: 18298884953308284411.
  test.each([
    [10, 1],
    [1000, 411],
    [2_000_000, 284_411],
  ])("with %i buckets, 'the cat' falls in %i", (buckets, bucket) => {
    const { ids } = encoderOf(5, buckets).encode(["the cat"]);
    expect([...ids]).toEqual([2, 3, 7 + bucket, 0]);
  });

  test("'The cat sat, the dog.' has four, one with a word that is not in the vocabulary", () => {
    // the-cat 411, cat-sat 28, sat-the 817, the-dog 901; 5 words and 4 pairs of 9 + 8 positions
    const encoded = encoderOf(9, 1000).encode(["The cat sat, the dog."]);
    expect(encoded.maxLength).toBe(17);
    expect(entries(encoded)).toEqual([
      "2 x 2",
      "3 x 1",
      "4 x 1",
      "1 x 1",
      "418 x 1",
      "35 x 1",
      "824 x 1",
      "908 x 1",
      "0 x 8",
    ]);
  });

  test("beyond ASCII, a word's UTF-8 bytes are hashed as signed bytes", () => {
    // café 1970454601, ça -1172056726 (its bytes C3 A7 61 as -61, -89, 97); the sums mod 2^64 end in ...245 and ...954
    expect([...encoderOf(3, 1000).encode(["Café ça the"]).ids]).toEqual([1, 2, 252, 961]);
  });

  test("only words that are kept form pairs: the last two of four words, one pair", () => {
    // sat-the
    expect(entries(encoderOf(2, 1000).encode(["the cat sat the"]))).toEqual(["4 x 1", "2 x 1", "824 x 1"]);
  });

  test("where the start is kept, pairs are those of the first words", () => {
    const encoder = createTextEncoder({
      vocabulary: VOCABULARY,
      segmenter: "words",
      maxLength: 2,
      keep: "start",
      bigrams: { firstId: 7, buckets: 1000 },
    });
    // the-cat
    expect(entries(encoder.encode(["the cat sat the"]))).toEqual(["2 x 1", "3 x 1", "418 x 1"]);
  });

  test("equal pairs are counted, and a single bucket takes them all", () => {
    expect(entries(encoderOf(4, 1).encode(["the the the cat"]))).toEqual(["2 x 3", "3 x 1", "7 x 3"]);
  });

  test("a text of at most one word has none, and a single position leaves no room for one", () => {
    expect(entries(encoderOf(3, 10).encode([""]))).toEqual(["0 x 5"]);
    expect(entries(encoderOf(3, 10).encode(["cat"]))).toEqual(["3 x 1", "0 x 4"]);
    expect(entries(encoderOf(1, 10).encode(["the cat"]))).toEqual(["3 x 1"]);
  });

  test("words that are read as padding still form pairs", () => {
    const encoder = createTextEncoder({
      vocabulary: VOCABULARY,
      segmenter: "words",
      unknownWords: "padding",
      maxLength: 3,
      bigrams: { firstId: 5, buckets: 1000 },
    });
    // the, dog as padding, the-dog 901; 5 positions
    expect(entries(encoder.encode(["the dog"]))).toEqual(["2 x 1", "906 x 1", "0 x 3"]);
  });

  test("the other segmenter gives the same pairs", () => {
    expect(encoderOf(9, 1000, "intl").encode(["The cat sat, the dog."])).toEqual(
      encoderOf(9, 1000).encode(["The cat sat, the dog."]),
    );
  });

  test("without buckets there are no pairs", () => {
    const plain = createTextEncoder({ vocabulary: VOCABULARY, segmenter: "words", maxLength: 3, bigrams: null });
    expect(entries(plain.encode(["the cat"]))).toEqual(["2 x 1", "3 x 1", "0 x 1"]);
  });

  test("every sum, negative or not, gives the bucket that exact integer arithmetic gives", () => {
    const words = ["a", "b", "1961", "new", "york", "ärger", "科技", "x".repeat(40)];
    const hash = (word: string) => {
      let value = 2166136261n;
      for (const byte of new TextEncoder().encode(word)) {
        value = BigInt.asUintN(32, (value ^ BigInt.asUintN(32, BigInt.asIntN(8, BigInt(byte)))) * 16777619n);
      }
      return BigInt.asIntN(32, value);
    };
    for (const buckets of [1, 2, 3, 1000, 9_999_991]) {
      for (const first of words) {
        for (const second of words) {
          const sum = BigInt.asUintN(64, hash(first) * 116049371n + hash(second));
          const { ids, offsets } = encoderOf(2, buckets).encode([`${first} ${second}`]);
          expect(ids[offsets[1]! - 1], `${first} ${second}`).toBe(7 + Number(sum % BigInt(buckets)));
        }
      }
    }
  });
});
