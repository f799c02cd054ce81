import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WordSets } from "../../../../harness/classifier/text/min-hash.ts";
import { WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import { cutWords } from "../../../../harness/classifier/text/words.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

/** For each of `texts`, whether it is near to one of `others`. */
function nearOf(texts: readonly string[], others: readonly string[]): number[] {
  const sets = new WordSets();
  const spans = new WordSpans();
  for (const text of [...texts, ...others]) {
    cutWords(text, spans);
    sets.add(spans);
  }
  const numbers = Int32Array.from({ length: texts.length + others.length }, (_, number) => number);
  return [...sets.nearTo(numbers.subarray(0, texts.length), numbers.subarray(texts.length))];
}

/** Words w<from> … w<to - 1>. */
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `w${from + index}`).join(" ");

describe("two texts are nearly alike", () => {
  test("if 38 of the 42 words of both are shared, and not if 20 of 40 are", () => {
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
    // 38 / 42 = .905 is three standard errors above .8, and .5 is six below.
    expect(countNear(pairs(38, 2))).toBeGreaterThanOrEqual(98);
    expect(countNear(pairs(20, 10))).toBe(0);
  });

  test("if they hold the same words in another order or number, and whatever their case", () => {
    expect(nearOf(["b a c a", "B! A! C!", "a b"], ["c b a", "x y z"])).toEqual([1, 1, 0]);
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

test("of random texts, those with a similarity of .95 are found and those below .6 are not", () => {
  const drawn = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 25 });
  const similarity = (one: readonly number[], other: readonly number[]) => {
    const set = new Set(one);
    const shared = new Set(other.filter((word) => set.has(word))).size;
    return shared / new Set([...one, ...other]).size;
  };
  const textOf = (numbers: readonly number[]) => numbers.map((number) => `w${number}`).join(" ");
  holdsForAll(
    fc.tuple(fc.array(drawn, { maxLength: 20 }), fc.array(drawn, { maxLength: 20 })),
    ([texts, others]) => {
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
