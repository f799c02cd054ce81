import { expect, test } from "vitest";
import { checkCharts, checkSection } from "../../../reports/check/section.ts";
import { BIGGER, HOSTILE, RESULTS, result } from "./results.ts";

test("shows the verdict, a row per comparison and a placeholder for the chart", () => {
  const { markup } = checkSection(RESULTS.all!);
  expect(markup).toContain('<p class="verdict"><strong>Regressed</strong>: model file of int8-rows rose');
  expect(markup.match(/<tr class/g)).toHaveLength(10);
  expect(markup).toContain('id="chart-ratios"');
  expect(markup).toContain("Only the head has int4-blocks");
  expect(markup).toContain("Base against base did not move.");
});

test("a check without a row has neither table nor chart", () => {
  const { markup } = checkSection(RESULTS.empty!);
  expect(markup).toContain("nothing was compared");
  expect(markup).not.toContain("<table");
  expect(checkCharts(RESULTS.empty!)).toEqual([]);
});

test("hostile text stays text", () => {
  const { markup } = checkSection(RESULTS.hostile!);
  expect(markup).not.toContain(HOSTILE);
  expect(markup).not.toMatch(/<b>|<\/script/);
  expect(markup).not.toMatch(/NaN|undefined|\[object/);
});

test("only the verdict is bold, even if a label has a colon", () => {
  const { markup } = checkSection(result([{ ...BIGGER, label: "dataset csv: a.csv" }]));
  expect(markup).toContain(
    '<p class="verdict"><strong>Regressed</strong>: model file of dataset csv: a.csv rose from 166,012 B',
  );
});
