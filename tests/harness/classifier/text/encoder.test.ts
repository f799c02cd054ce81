import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toPaddedIds } from "../../../../harness/classifier/text/encoded-texts.ts";
import { createTextEncoder } from "../../../../harness/classifier/text/encoder.ts";
import type { EncodedTexts } from "../../../../harness/contract/index.ts";
import { KERAS_FILTERS } from "../../../../harness/contract/texts.ts";
import { holdsForAll, textsOf } from "../../../fixtures/laws.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

const VOCABULARY = ["", "<OOV>", "the", "cat", "sat"];
const encoderOf = (maxLength: number, vocabulary: readonly string[] = VOCABULARY, keep?: "end" | "start") =>
  createTextEncoder({ vocabulary, segmenter: "words", maxLength, keep });

/** Rows as [id, count] pairs. */
function pairs({ rows, offsets, ids, counts }: EncodedTexts): [number, number][][] {
  return Array.from({ length: rows }, (_, row) => {
    const entries = Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, index) => offsets[row]! + index);
    return entries.map((entry) => [ids[entry]!, counts[entry]!]);
  });
}

describe("the encoder", () => {
  test("distinct ids in order of first appearance, padding last", () => {
    expect(pairs(encoderOf(6).encode(["The cat, the dog", "sat"]))).toEqual([
      [
        [2, 2],
        [3, 1],
        [1, 1],
        [0, 2],
      ], // dog is not in the vocabulary
      [
        [4, 1],
        [0, 5],
      ],
    ]);
  });

  test("keeps the last words of a text that is too long, in the order of their first appearance", () => {
    expect(pairs(encoderOf(3).encode(["the cat sat the"]))).toEqual([
      [
        [3, 1],
        [4, 1],
        [2, 1],
      ],
    ]);
    expect([...encoderOf(3).encodePadded("the cat sat the")]).toEqual([3n, 4n, 2n]);
  });

  test("unknown words can be read as padding: they keep their position, and padding stays last", () => {
    const encoder = createTextEncoder({
      vocabulary: VOCABULARY,
      segmenter: "words",
      unknownWords: "padding",
      maxLength: 5,
    });
    expect(pairs(encoder.encode(["dog the dog cat", "a the b c d e", "dog"]))).toEqual([
      [
        [2, 1],
        [3, 1],
        [0, 3],
      ],
      [
        [2, 1],
        [0, 4],
      ], // the last five words: the b c d e
      [[0, 5]],
    ]);
    expect([...encoder.encodePadded("dog the dog cat")]).toEqual([0n, 0n, 2n, 0n, 3n]);
  });

  test("pads on the left", () => {
    expect([...encoderOf(5).encodePadded("Cat sat")]).toEqual([0n, 0n, 0n, 3n, 4n]);
  });

  test("a text of exactly maxLength words has no padding", () => {
    expect(pairs(encoderOf(2).encode(["the cat"]))).toEqual([
      [
        [2, 1],
        [3, 1],
      ],
    ]);
  });

  test("an empty text is all padding, and an empty list has no rows", () => {
    expect(pairs(encoderOf(4).encode(["", " ...\n\t "]))).toEqual([[[0, 4]], [[0, 4]]]);
    expect(encoderOf(4).encode([])).toEqual(encodedFrom([], 4));
  });

  test("<OOV>, padding and object property names are words like any other", () => {
    expect([...encoderOf(4).encodePadded("<OOV> constructor __proto__ the")]).toEqual([1n, 1n, 1n, 2n]);
  });

  test("encoding does not depend on earlier texts", () => {
    const encoder = encoderOf(4);
    const fresh = pairs(encoder.encode(["cat", "the cat"]));
    encoder.encode(["sat the sat the", "dog dog"]);
    expect(pairs(encoder.encode(["cat", "the cat"]))).toEqual(fresh);
  });

  test("works when called without its object", () => {
    const { encode } = encoderOf(2);
    expect(encode(["the"]).rows).toBe(1);
  });

  test("a text of a million words costs its last maxLength ids", () => {
    const { ids, counts } = encoderOf(500).encode([`${"cat ".repeat(1_000_000)}the`]);
    expect([...ids]).toEqual([3, 2]);
    expect([...counts]).toEqual([499, 1]);
  });

  test("of a longer text the end is kept, or the start on request; padding stays on the left", () => {
    // the 2, cat 3, sat 4
    const text = "the cat sat the cat";
    expect([...encoderOf(3).encodePadded(text)]).toEqual([4n, 2n, 3n]);
    expect([...encoderOf(3, VOCABULARY, "start").encodePadded(text)]).toEqual([2n, 3n, 4n]);
    expect([...encoderOf(3, VOCABULARY, "start").encodePadded("cat sat")]).toEqual([0n, 3n, 4n]);
    expect([...encoderOf(2, VOCABULARY, "start").encode([text]).ids]).toEqual([2, 3]);
    const intl = createTextEncoder({ vocabulary: VOCABULARY, segmenter: "intl", maxLength: 2, keep: "start" });
    expect([...intl.encode([text]).ids]).toEqual([2, 3]);
  });

  test("intl looks up Chinese words", () => {
    const encoder = createTextEncoder({ vocabulary: ["", "<OOV>", "中国"], segmenter: "intl", maxLength: 4 });
    expect(pairs(encoder.encode(["中国经济。"]))).toEqual([
      [
        [2, 1],
        [1, 1],
        [0, 2],
      ],
    ]);
  });

  test("a vocabulary must begin with padding and <OOV> and have no word twice", () => {
    expect(() => encoderOf(4, ["the", "cat"])).toThrow(/begins with padding and "<OOV>"/);
    expect(() => encoderOf(4, ["", "<OOV>", "a", "b", "a"])).toThrow(/"a" at ids 2 and 4/);
    expect(() => encoderOf(0)).toThrow(/maxLength/);
  });
});

describe("on any texts", () => {
  const pieces = [..."aAbBçÇ'\r\u00a0\u03a3😀", ..." ".repeat(4), ..."!-_\n"];
  const texts = fc.array(textsOf(pieces, 60), { maxLength: 12 });
  const naiveWords = (text: string) =>
    [...text.toLowerCase()]
      .map((character) => (KERAS_FILTERS.includes(character) ? " " : character))
      .join("")
      .split(" ")
      .filter((word) => word !== "");
  // Half of the words are known, so that the others are read as <OOV>.
  const vocabularyOf = (all: readonly string[]) => [
    "",
    "<OOV>",
    ...new Set(all.flatMap(naiveWords).filter((_, index) => index % 2 === 0)),
  ];

  test.each([1, 3, 8, 100].flatMap((maxLength) => (["end", "start"] as const).map((keep) => ({ maxLength, keep }))))(
    "equals a naive implementation of Keras' rules at length $maxLength, keeping the $keep",
    ({ maxLength, keep }) => {
      holdsForAll(texts, (all) => {
        const vocabulary = vocabularyOf(all);
        const naiveIds = (text: string) => naiveWords(text).map((word) => Math.max(1, vocabulary.indexOf(word)));
        const encoder = encoderOf(maxLength, vocabulary, keep);
        const keptIds = (text: string) => {
          const ids = naiveIds(text);
          return keep === "end" ? ids.slice(-maxLength) : ids.slice(0, maxLength);
        };
        expect(encoder.encode(all)).toEqual(encodedFrom(all.map(keptIds), maxLength));
        for (const text of all) {
          const kept = keptIds(text);
          const padded = [...new Array(maxLength - kept.length).fill(0), ...kept];
          expect([...encoder.encodePadded(text)].map(Number)).toEqual(padded);
        }
      });
    },
  );

  test("counts sum to maxLength, and the padded form holds the same ids", () => {
    holdsForAll(texts, (all) => {
      const encoder = encoderOf(8, vocabularyOf(all));
      const encoded = encoder.encode(all);
      for (const row of pairs(encoded)) expect(row.reduce((sum, [, count]) => sum + count, 0)).toBe(8);
      const padded = toPaddedIds(encoded);
      const byId = (a: bigint, b: bigint) => Number(a - b);
      all.forEach((text, row) => {
        const expanded = [...padded.subarray(row * 8, (row + 1) * 8)];
        expect(expanded.sort(byId)).toEqual([...encoder.encodePadded(text)].sort(byId));
      });
    });
  });
});
