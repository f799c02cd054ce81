import { expect, test } from "vitest";
import { noiseFor } from "../../../../harness/classifier/privacy/accountant.ts";
import { MOST_WORDS_OF_TEXT, PrivateWords, thresholdOf } from "../../../../harness/classifier/privacy/private-words.ts";
import { testRandom } from "../../../fixtures/texts.ts";

/** Both halves of a pair of normal numbers are then 0: sqrt(-2 ln 1). */
const noNoise = () => 1;

const SPEND = { epsilon: 2, delta: 1e-5 };

function counted(texts: readonly (readonly number[])[], uniform: () => number = noNoise) {
  const words = new PrivateWords(SPEND, uniform);
  for (const text of texts) {
    for (const word of text) words.add(word);
    words.endText();
  }
  return words;
}

test("without noise, a word is chosen once its weights pass the threshold, by hand", () => {
  const threshold = thresholdOf(noiseFor(2, { samplingRate: 1, steps: 1, delta: 5e-6 })!, 5e-6);
  // Four distinct words share a text's weight of norm 1: each has 1/2, however often it is repeated.
  const enough = Math.floor(2 * threshold) + 1;
  const text = [7, 8, 9, 10, 10, 10];
  expect([...counted(Array.from({ length: enough }, () => text)).chosen(10)].sort()).toEqual([10, 7, 8, 9]);
  expect(counted(Array.from({ length: enough - 1 }, () => text)).chosen(10)).toEqual([]);
});

test("words come by falling weight, and no more of them than are asked for", () => {
  const texts = Array.from({ length: 100 }, (_, text) => (text < 40 ? [1] : text < 70 ? [2] : [3]));
  expect(counted(texts).chosen(10)).toEqual([1, 2, 3]);
  expect(counted(texts).chosen(2)).toEqual([1, 2]);
  expect(counted(texts).chosen(0)).toEqual([]);
});

test("of a long text the first words count alone", () => {
  const long = Array.from({ length: MOST_WORDS_OF_TEXT + 5 }, (_, word) => word);
  const words = counted(Array.from({ length: 1000 }, () => long)).chosen(10_000);
  expect(words).toHaveLength(MOST_WORDS_OF_TEXT);
  expect(Math.max(...words)).toBe(MOST_WORDS_OF_TEXT - 1);
});

test("the words of one text are chosen no more often than delta, and those of many always", () => {
  const random = testRandom(8);
  const often = Array.from({ length: 200 }, () => [1, 2]);
  for (let run = 0; run < 200; run += 1) {
    const chosen = counted([...often, [3], [4, 5, 6]], () => 1 - random()).chosen(10);
    expect([...chosen].sort()).toEqual([1, 2]);
  }
});

test("an empty text counts nothing", () => {
  expect(counted([[], []]).chosen(5)).toEqual([]);
});

test("the threshold is above the exact one, by less than a tenth", () => {
  // One word: 1 + noise x 4.2649, the point that a normal number exceeds with 1e-5. Of more words the weight is smaller and the point further:
  // of 300, 1 / sqrt(300) + noise x 5.397, with 1e-5 / 300.
  const exact = Math.max(1 + 2 * 4.2649, 1 / Math.sqrt(300) + 2 * 5.397);
  expect(thresholdOf(2, 1e-5)).toBeGreaterThanOrEqual(exact);
  expect(thresholdOf(2, 1e-5)).toBeLessThan(1.1 * exact);
});
