import { expect, test } from "vitest";
import { positions } from "../../../harness/base/positions.ts";

test("distinct keys are counted from 0 in the order in which they first appear", () => {
  expect([...positions(["b", "a", "b", "c", "a"])]).toEqual([
    ["b", 0],
    ["a", 1],
    ["c", 2],
  ]);
  expect([...positions([])]).toEqual([]);
});
