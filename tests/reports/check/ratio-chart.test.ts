import { expect, test } from "vitest";
import { drawRatios } from "../../../reports/check/ratio-chart.ts";
import { compileWarnings } from "../compile-warnings.ts";
import { RESULTS, result, row, SLOWER, UNSURE } from "./results.ts";

/** Data of the rows, of which the lines have their own. */
const valuesOf = (chart: ReturnType<typeof drawRatios>) =>
  (chart!.spec.data as unknown as { values: Record<string, unknown>[] }).values;

test.each(Object.keys(RESULTS))("compiles without a warning: %s", (name) => {
  const chart = drawRatios(RESULTS[name]!);
  if (chart === null) return;
  expect(compileWarnings(chart.spec)).toEqual([]);
  expect(chart.description).toContain(chart.title);
});

test("above 1 is worse, for more and for less", () => {
  const values = valuesOf(
    drawRatios(result([SLOWER, row({ ...UNSURE, ratio: { middle: 0.5, low: 0.4, high: 0.8 } })])),
  );
  expect(values[0]).toMatchObject({ middle: 1.31, low: 1.27, high: 1.35, group: "worse" });
  expect(values[1]).toMatchObject({
    middle: 2,
    low: 1.25,
    high: 2.5,
    group: "undecided",
    ratio: "0.50 (0.40 to 0.80)",
  });
});

test("the title counts both ends of the intervals against the bounds", () => {
  const all = [SLOWER, UNSURE, row(), row({ ratio: { middle: 1.1, low: 1.06, high: 1.2 } })];
  expect(drawRatios(result(all))!.title).toBe(
    "2 of 4 measured ratios end at or below 1.20, 2 are entirely beyond the margin of 5 %",
  );
  expect(drawRatios(result([row()]), { bounds: { margin: 1.1, passBound: 1.015 } })!.title).toBe(
    "0 of 1 measured ratio end at or below 1.01",
  );
});

test("both bounds are lines of the chart", () => {
  const spec = JSON.stringify(drawRatios(result([row()]), { bounds: { margin: 1.1, passBound: 1.3 } })!.spec);
  expect(spec).toContain('{"at":1.1,"line":"margin"}');
  expect(spec).toContain('{"at":1.3,"line":"pass bound"}');
});

test("what was not measured by pairs draws nothing", () => {
  expect(drawRatios(result([row({ ratio: null })]))).toBeNull();
});

test("of a thousand rows, those that fail are drawn, and the subtitle says that others were left out", () => {
  const chart = drawRatios(RESULTS.many!)!;
  expect(valuesOf(chart).every(({ group }) => group === "worse")).toBe(true);
  expect(chart.subtitle).toContain("Shown: 30 of 1,000");
});
