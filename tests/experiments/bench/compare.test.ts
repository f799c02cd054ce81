import { describe, expect, test } from "vitest";
import { compare } from "../../../experiments/bench/compare.ts";

describe("compare", () => {
  test("gives the ratio of the medians and the range over the rounds", () => {
    // Medians 2 and 6; rounds 4 / 1, 6 / 2 and 10 / 5.
    expect(compare([1, 2, 5], [4, 6, 10])).toEqual({ ratio: 3, low: 2, high: 4, rounds: 3 });
  });

  test("ratios are taken within a round, not between sorted times", () => {
    expect(compare([4, 1], [2, 3])).toEqual({ ratio: 1, low: 0.5, high: 3, rounds: 2 });
  });

  test("does not reorder its inputs", () => {
    const oursMs = [3, 1, 2];
    compare(oursMs, [1, 1, 1]);
    expect(oursMs).toEqual([3, 1, 2]);
  });

  test.each([
    [[], []],
    [[1, 2], [1]],
  ])("%j and %j cannot be compared", (oursMs, theirsMs) => {
    expect(() => compare(oursMs, theirsMs)).toThrow(/same number of rounds of both/);
  });
});
