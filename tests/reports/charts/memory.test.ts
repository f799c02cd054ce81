import { expect, test } from "vitest";
import { memoryParts } from "../../../reports/charts/memory.ts";

test("the parts of a peak add up to it", () => {
  expect(memoryParts(150, 100, 20)).toEqual([
    { part: "runtime", bytes: 100 },
    { part: "model", bytes: 20 },
    { part: "rest", bytes: 30 },
  ]);
});

test("a file that is larger than what was added takes all of it", () => {
  expect(memoryParts(150, 100, 80).map(({ bytes }) => bytes)).toEqual([100, 50, 0]);
});

test("what was not measured is not divided", () => {
  expect(memoryParts(150, null, 80)).toEqual([{ part: "whole", bytes: 150 }]);
});
