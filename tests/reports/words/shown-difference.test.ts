import { expect, test } from "vitest";
import { shownPoints, shownRatio } from "../../../reports/words/shown-difference.ts";

test("a difference that is shown never looks like none", () => {
  expect([-0.062, 0.0005, 0.00049, -0.000034].map(shownPoints)).toEqual(["6.2", "0.1", "0.05", "0.003"]);
  expect([1.256, 12.34, 0.9968, 1.0049, 1.00004].map(shownRatio)).toEqual([
    "1.26",
    "12.3",
    "0.997",
    "1.005",
    "1.00004",
  ]);
  expect(shownRatio(1)).toBe("1.00");
});
