import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextSignatures } from "../../../../harness/classifier/text/min-hash.ts";
import { WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import { cutWords } from "../../../../harness/classifier/text/words.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";
import { testRandom } from "../../../fixtures/texts.ts";

/** For each of `texts`, whether it is near to one of `others`. */
function nearOf(texts: readonly string[], others: readonly string[]): number[] {
  const signatures = new TextSignatures();
  const spans = new WordSpans();
  for (const text of [...texts, ...others]) {
    cutWords(text, spans);
    signatures.add(spans);
  }
  const numbers = Int32Array.from({ length: texts.length + others.length }, (_, number) => number);
  return [...signatures.nearTo(numbers.subarray(0, texts.length), numbers.subarray(texts.length))];
}

/** Words w<from> … w<to - 1>. */
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `w${from + index}`).join(" ");

describe("two texts are nearly alike", () => {
  test("if they share 75 of 83 words and pairs of words, and not if they share 39 of 79", () => {
    // Pair n has words of its own: 100 n and following.
    const pairs = (shared: number, own: number) =>
      Array.from({ length: 100 }, (_, pair) => {
        const start = 100 * pair;
        const common = words(start, start + shared);
        const ownOf = (from: number) => words(from, from + own);
        return [`${common} ${ownOf(start + shared)}`, `${ownOf(start + shared + own)} ${common}`] as const;
      });
    const countNear = (all: (readonly [string, string])[]) =>
      nearOf(
        all.map(([one]) => one),
        all.map(([, other]) => other),
      ).reduce((sum, bit) => sum + bit, 0);
    // 38 words of 40 with the 37 pairs between them: 75 / (79 + 79 - 75) = .904, three standard errors above .8.
    expect(countNear(pairs(38, 2))).toBeGreaterThanOrEqual(98);
    // 20 words of 30 with 19 pairs: 39 / (59 + 59 - 39) = .494, eight below.
    expect(countNear(pairs(20, 10))).toBe(0);
  });

  test("if they hold the same words in their order, whatever their case; not if the order is another", () => {
    const eleven = words(0, 11);
    expect(nearOf([eleven.toUpperCase(), eleven.split(" ").reverse().join(" ")], [eleven, "x y"])).toEqual([1, 0]);
  });

  test("not if long texts only share the frequent words of a language", () => {
    const drawn = (seed: number) => {
      const random = testRandom(seed);
      return Array.from({ length: 500 }, () => `w${Math.floor(20 * random())}`).join(" ");
    };
    // Each holds the same 20 words, and most of the 400 pairs: about .75 of all.
    expect(nearOf([drawn(1)], [drawn(2), drawn(3), drawn(4)])).toEqual([0]);
  });

  test("never if a text has no words", () => {
    expect(nearOf(["", "?!"], ["", "...", "a"])).toEqual([0, 0]);
    expect(nearOf(["a"], [])).toEqual([0]);
    expect(nearOf([], ["a"])).toEqual([]);
  });

  test("also if hundreds of other texts are near, too", () => {
    const others = Array.from({ length: 500 }, (_, index) => `${words(0, 60)} x${index}`);
    expect(nearOf([`${words(0, 60)} y`, words(100, 160)], others)).toEqual([1, 0]);
  });
});

test("of any texts, those with a similarity of .95 are found and those below .6 are not", () => {
  const drawn = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 60 });
  const featuresOf = (text: readonly number[]) => [
    ...text.map(String),
    ...text.slice(1).map((word, index) => `${text[index]} ${word}`),
  ];
  const similarity = (one: readonly number[], other: readonly number[]) => {
    const [own, others] = [new Set(featuresOf(one)), new Set(featuresOf(other))];
    const shared = [...own].filter((feature) => others.has(feature)).length;
    return shared / (own.size + others.size - shared);
  };
  // Half of the texts are another one with a word more or less.
  const changed = fc.tuple(drawn, fc.nat(), fc.boolean()).map(([text, at, isMore]) => {
    const place = at % text.length;
    return [text, isMore ? text.toSpliced(place, 0, 99) : text.toSpliced(place, 1)] as const;
  });
  const textOf = (numbers: readonly number[]) => numbers.map((number) => `w${number}`).join(" ");
  holdsForAll(
    fc.tuple(fc.array(drawn, { maxLength: 10 }), fc.array(changed, { maxLength: 10 })),
    ([drawnTexts, pairs]) => {
      const texts = [...drawnTexts, ...pairs.map(([text]) => text)];
      const others = pairs.map(([, other]) => other);
      const near = nearOf(texts.map(textOf), others.map(textOf));
      texts.forEach((text, index) => {
        const most = Math.max(0, ...others.map((other) => similarity(text, other)));
        if (most >= 0.95) expect(near[index]).toBe(1);
        if (most < 0.6) expect(near[index]).toBe(0);
      });
    },
    50,
  );
});
