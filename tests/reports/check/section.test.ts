import { expect, test } from "vitest";
import { checkCharts, checkSection } from "../../../reports/check/section.ts";
import { expectSectionTranslated } from "../in-chinese.ts";
import { ALL, BIGGER, HOSTILE, RESULTS, result } from "./results.ts";

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

test("in Chinese, the same verdict, rows, notes and sides, and no English word of its own", () => {
  const differing = result(ALL, {
    notes: [{ kind: "new-cell", label: "int4-blocks" }],
    control: { moved: false, reason: { kind: "held", margin: 0.05, loopMs: null }, pairs: {}, loopMs: null },
  });
  expectSectionTranslated(checkSection(differing).markup, checkSection(differing, "zh").markup, [
    differing,
    "kB",
    "MB",
  ]);
  expect(checkCharts(differing, "zh")[0]!.chart.title).toMatch(/^\d+个实测比值中有\d+个不超过1\.20，/);
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
