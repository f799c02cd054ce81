import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseThreshold, crossFitted, labelsAbove } from "../../../harness/classifier/threshold.ts";
import { holdsForAll } from "../../fixtures/laws.ts";

// From the highest probability down: right, right, wrong, right, wrong, wrong, right.
const PROBABILITIES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
const IS_POSITIVE = [true, true, false, true, false, false, true];
const chosen = (rule: Parameters<typeof chooseThreshold>[0]) => chooseThreshold(rule, PROBABILITIES, IS_POSITIVE);

describe("a threshold chosen for", () => {
  test.each([
    // 2 of 2; then 2 of 3, 3 of 4, 3 of 5, 3 of 6, 4 of 7.
    [1, 0.8],
    [0.75, 0.6],
    [0.6, 0.5],
    [0.5, 0.3],
  ])("a precision of %d finds as many as possible", (precision, threshold) => {
    expect(chosen({ precision })).toBe(threshold);
  });

  test("a precision that nothing has is the one with the highest", () => {
    expect(chooseThreshold({ precision: 0.9 }, [0.9, 0.8, 0.7], [false, true, true])).toBe(0.7); // 2 of 3
  });

  test.each([
    [0.25, 0.9],
    [0.5, 0.8],
    [0.75, 0.6],
    [1, 0.3],
  ])("a recall of %d gives as few as possible", (recall, threshold) => {
    expect(chosen({ recall })).toBe(threshold);
  });

  test.each([
    // Errors by threshold, false alarms + cost x missed: .8 is 0 + 2c, .6 is 1 + c, .3 is 3.
    [0.5, 0.8],
    [1.5, 0.6],
    [3, 0.3],
  ])("a missed positive that costs %d false alarms has the fewest errors", (falseNegativeCost, threshold) => {
    expect(chosen({ falseNegativeCost })).toBe(threshold);
  });

  test("nothing at all, where every answer would cost more than it finds", () => {
    const threshold = chooseThreshold({ falseNegativeCost: 0.1 }, [0.9, 0.8], [false, true]);
    expect(threshold).toBeGreaterThan(0.9);
    expect(chooseThreshold({ falseNegativeCost: 5 }, [1, 0.8], [false, false])).toBeGreaterThan(1);
  });

  test("rows of equal probability are given the same label", () => {
    // .5 gives all three, of which two have it.
    expect(chooseThreshold({ precision: 1 }, [0.5, 0.5, 0.5], [true, false, true])).toBe(0.5);
  });

  test("no rows at all is one half", () => {
    expect(chooseThreshold({ recall: 0.9 }, [], [])).toBe(0.5);
  });
});

test("on any rows, a chosen recall is reached, and the next higher threshold misses it", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 1, maxLength: 40 });
  holdsForAll(fc.tuple(rows, fc.constantFrom(0.1, 0.5, 0.9, 1)), ([pairs, recall]) => {
    const probabilities = pairs.map(([twentieths]) => twentieths / 20);
    const isPositive = pairs.map(([, is]) => is);
    const threshold = chooseThreshold({ recall }, probabilities, isPositive);
    const foundFrom = (from: (probability: number) => boolean) =>
      pairs.filter(([twentieths, is]) => is && from(twentieths / 20)).length;
    const needed = recall * isPositive.filter(Boolean).length;
    expect(foundFrom((probability) => probability >= threshold)).toBeGreaterThanOrEqual(needed);
    if (needed > 0) expect(foundFrom((probability) => probability > threshold)).toBeLessThan(needed);
  });
});

test("rows that choose a threshold are answered by those that the others choose", () => {
  // Ten rows of each label, alternating: two of each in every part.
  const probabilities = [
    0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.3, 0.1, 0.2, 0.1,
  ];
  const isPositive = probabilities.map((_, row) => row % 2 === 0);
  expect(chooseThreshold({ recall: 0.9 }, probabilities, isPositive)).toBe(0.3);
  const given = crossFitted({ recall: 0.9 }, probabilities, isPositive);
  // A recall of 90 % takes all eight positives of the other parts. Those without part 4, which holds .9 and .2, have .3 as
  // the lowest, so .2 is not found; those without part 3, which holds .9 and .3, have .2.
  expect(given.flatMap((is, row) => (is !== isPositive[row] ? [row] : []))).toEqual([18]);
});

test("rows without any others are answered from one half on", () => {
  expect(crossFitted({ recall: 1 }, [0.7, 0.4], [true, false])).toEqual([true, false]);
  expect(crossFitted({ recall: 1 }, [], [])).toEqual([]);
});

test("labels from a threshold on are those of the positive class, whichever it is", () => {
  const outputs = [0.1, 0.5, 0.8];
  expect([...labelsAbove(outputs, 0.5, 1)]).toEqual([0, 1, 1]);
  // The probability of label 0 is .9, .5 and .2.
  expect([...labelsAbove(outputs, 0.5, 0)]).toEqual([0, 0, 1]);
});
