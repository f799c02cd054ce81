import { expect, test } from "vitest";
import { ratioDifference } from "../../../reports/words/answer-cards.ts";

test("a difference is a percentage up to a factor of two, and then a factor", () => {
  expect([1, 1.004, 0.88, 1.5, 2, 0.5, 0.316, 12.34].map(ratioDifference)).toEqual([
    "±0 %",
    "±0 %",
    "−12 %",
    "+50 %",
    "2×",
    "0.5×",
    "0.32×",
    "12×",
  ]);
});
