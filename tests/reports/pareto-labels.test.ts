import { expect, test } from "vitest";
import { pointLabels } from "../../reports/charts/pareto-labels.ts";
import type { ParetoPoint } from "../../reports/charts/pareto-points.ts";

const at = (name: string, x: number, y: number) =>
  ({
    ...{ name, marked: name, x, xLow: x, xHigh: x, y, yLow: y, yHigh: y },
    ...{ role: name === "best" ? "winner" : "other", isOnFrontier: true, isBaseline: name === "first" },
  }) as ParetoPoint;

test("no name covers the text of the floor, which is below the right end of its line", () => {
  // 50 points of accuracy are 317 pixels, so that the second is as far below the line as the text.
  const rows = [at("best", 1, 80), at("first", 5, 44.2), at("dear", 100, 30)];
  const downOf = (text: string) =>
    pointLabels(rows, { x: "log", y: "linear" }, { level: 46, text }).find(({ row }) => row.name === "first")!.placement
      .dy;
  expect(downOf("")).toBe(0);
  expect(Math.abs(downOf("baseline − 1 point, on test rows"))).toBeGreaterThanOrEqual(16);
});
