import { expect, test } from "vitest";
import { countEach } from "../../../harness/base/count-each.ts";

test("says how often each value is there, in order of first appearance", () => {
  expect([...countEach(["b", "a", "b", "b"])]).toEqual([
    ["b", 3],
    ["a", 1],
  ]);
  expect(countEach([]).size).toBe(0);
});
