import { expect, test } from "vitest";
import { fromTo, fromToOrOne, pointsRange } from "../../../reports/words/from-to.ts";

test("a range is said in both languages", () => {
  expect([fromTo("1 s", "2 s"), fromTo("1 s", "2 s", "zh")]).toEqual(["1 s to 2 s", "1 s至2 s"]);
  const range = { low: -0.009, high: 0.0051 };
  expect([pointsRange(range), pointsRange(range, "zh")]).toEqual(["−0.9 to +0.5", "−0.9至+0.5"]);
});

test("ends that look alike are one figure", () => {
  expect([fromToOrOne("1 s", "2 s", "zh"), fromToOrOne("1 s", "1 s", "zh")]).toEqual(["1 s至2 s", "1 s"]);
});
