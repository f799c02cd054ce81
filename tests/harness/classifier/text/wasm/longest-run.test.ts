import { expect, test } from "vitest";
import { longestRun } from "../../../../../harness/classifier/text/wasm/longest-run.ts";

test.each([
  ["....", 0],
  ["#..#", 2],
  ["##.###.#", 3],
  ["####", 4],
])("the longest run of %s goes on at the beginning", (taken, longest) => {
  expect(longestRun(taken.length, (slot) => taken[slot] === "#")).toBe(longest);
});
