import fc from "fast-check";
import { expect, test } from "vitest";
import { compactLetters, shareLetter } from "../../../../harness/base/statistics/compact-letters.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

const lettersOf = (pairs: string) => {
  const apart = new Set(pairs.split(" "));
  return compactLetters(5, (one, later) => apart.has("ABCDE"[one]! + "ABCDE"[later]!));
};

// The first two as R's multcompView 0.1-8: multcompLetters of these differences among A to E.
test.each([
  ["AD AE BE", ["a", "ab", "abc", "bc", "c"]],
  ["", ["a", "a", "a", "a", "a"]],
  ["AB AC AD AE BC BD BE CD CE DE", ["a", "b", "c", "d", "e"]],
  // B is told apart from A, so that what lies beyond it is no tie of A, even if it is not told apart itself.
  ["AB", ["a", "b", "b", "b", "b"]],
])("with %s told apart the letters are %j", (pairs, letters) => {
  expect(lettersOf(pairs)).toEqual(letters);
});

test.each([
  ["ab", "bc", true],
  ["a", "A", false],
  // The 53rd letter and the 54th, in the same brackets.
  ["(53)", "(54)", false],
  ["Z(53)", "(53)(54)", true],
  ["", "a", false],
])("%s and %s have a letter in common: %j", (one, other, isShared) => {
  expect(shareLetter(one, other)).toBe(isShared);
});

test("two that are told apart share no letter, neighbors that are not do, and a letter is a range", () => {
  const apart = fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 20 });
  holdsForAll(apart, (pairs) => {
    const isApart = (one: number, later: number) => pairs.includes((later * (later - 1)) / 2 + one);
    const letters = compactLetters(8, isApart);
    const share = (one: number, later: number) => [...letters[one]!].some((letter) => letters[later]!.includes(letter));
    for (let later = 1; later < 8; later += 1) {
      expect(share(later - 1, later)).toBe(!isApart(later - 1, later));
      for (let one = 0; one < later; one += 1) {
        if (isApart(one, later)) expect(share(one, later)).toBe(false);
        if (share(one, later)) expect(share(one, later - 1) || one === later - 1).toBe(true);
      }
    }
  });
});

test("letters beyond the alphabet are numbers, and no items have none", () => {
  const letters = compactLetters(54, () => true);
  expect([letters[0], letters[51], letters[53]]).toEqual(["a", "Z", "(54)"]);
  expect(compactLetters(0, () => true)).toEqual([]);
});
