import { expect, test } from "vitest";
import { pointsBeside, shareBeside, shownPoints, shownRatio } from "../../../reports/words/shown-difference.ts";

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

test("a figure that misses a limit does not look like it", () => {
  expect([0.8934, 0.8946, 0.894999, 0.895].map((share) => shareBeside(share, 0.895))).toEqual([
    "89.3 %",
    "89.46 %",
    "89.4999 %",
    "89.5 %",
  ]);
  expect([-0.006, -0.0104, -0.012].map((points) => pointsBeside(points, -0.01))).toEqual(["−0.6", "−1.04", "−1.2"]);
  expect([-0.0003, -0.00004].map((points) => pointsBeside(points, 0))).toEqual(["−0.03", "−0.004"]);
});
