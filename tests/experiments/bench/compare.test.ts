import { describe, expect, test } from "vitest";
import { compare } from "../../../experiments/bench/compare.ts";

describe("compare", () => {
  test("the ratio is that of the medians, the range that of the rounds", () => {
    // Medians 2 and 6; rounds 4 / 1, 6 / 2 and 10 / 5.
    expect(compare([1, 2, 5], [4, 6, 10])).toEqual({ ratio: 3, low: 2, high: 4, rounds: 3 });
  });

  test("a round's ratio is within that round, whatever order the times would sort in", () => {
    expect(compare([4, 1], [2, 3])).toEqual({ ratio: 1, low: 0.5, high: 3, rounds: 2 });
  });

  test("leaves its inputs in the order of the rounds", () => {
    const oursMs = [3, 1, 2];
    compare(oursMs, [1, 1, 1]);
    expect(oursMs).toEqual([3, 1, 2]);
  });

  test.each([
    [[], []],
    [[1, 2], [1]],
  ])("%j against %j is no comparison", (oursMs, theirsMs) => {
    expect(() => compare(oursMs, theirsMs)).toThrow(/as many rounds of both/);
  });
});
