import fc from "fast-check";
import { expect, test } from "vitest";
import { createTextKeys } from "../../../harness/contract/same-text.ts";
import { holdsForAll, textsOf } from "../../fixtures/laws.ts";

const keyOf = createTextKeys();

test.each([
  ["The senate voted.", "the  SENATE voted"],
  ["It’s “here” …", "it's 'here'"],
  ["a\tb\r\nc", " a b\u00a0c "],
  ["股票，市场。", "股票 市场"],
  ["price: 5$ (new)", "price 5 new"],
  ["?!", ""],
])("%j is the same text as %j", (one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});

test.each([
  ["the senate voted", "the senatevoted"],
  ["the senate voted", "the voted senate"],
  ["1 2", "12"],
  ["good 😀", "good 😢"],
  ["cafe", "café"],
  ["a", "a a"],
])("%j is another text than %j", (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});

test("keys agree where the texts do, once punctuation and white space are single spaces", () => {
  const pieces = [..."aAbÉé中'’—。$^`~\u3000\u00a0\r\n\t", ..."   "];
  const naive = (text: string) =>
    text
      .toLowerCase()
      .replace(/[\p{P}\p{White_Space}$+<=>^`|~]+/gu, " ")
      .trim();
  holdsForAll(
    fc.tuple(textsOf(pieces, 6), textsOf(pieces, 6)),
    ([one, other]) => {
      expect(keyOf(one) === keyOf(other)).toBe(naive(one) === naive(other));
      expect(keyOf(` ${one}…`)).toBe(keyOf(naive(one)));
    },
    2000,
  );
});

test("keys are whole numbers below 2^53, and 200,000 texts that differ in a digit have as many", () => {
  const keys = Array.from({ length: 200_000 }, (_, number) => keyOf(`order ${number} has been shipped`));
  expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true);
  expect(new Set(keys).size).toBe(200_000);
});
