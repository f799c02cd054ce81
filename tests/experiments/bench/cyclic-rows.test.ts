import { expect, test } from "vitest";
import { cyclicRows } from "../../../experiments/bench/cyclic-rows.ts";

test("starts over if there are too few rows, and stops early if there are too many", () => {
  expect([...cyclicRows(5, 2)]).toEqual([0, 1, 0, 1, 0]);
  expect([...cyclicRows(3, 100)]).toEqual([0, 1, 2]);
});
