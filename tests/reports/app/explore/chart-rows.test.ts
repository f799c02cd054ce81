import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { chartRows } from "../../../../reports/app/explore/chart-rows.ts";
import { CHARTS } from "../../../../reports/charts/registry.ts";
import { analysisOf } from "../../runs.ts";

test("rows are those of the marks that answer the pointer, with the titles and texts of their answers", () => {
  const tooltip = [
    { field: "name", title: "configuration" },
    { field: "usd", title: "dollars" },
  ];
  const spec = {
    data: { values: [{ name: "a", usd: 0.123456, low: 1 }, { name: "b", usd: 2000 }, { name: "c" }] },
    layer: [
      { data: { values: [{ none: 1 }] }, mark: "rule" },
      { mark: "point", encoding: { tooltip } },
      { mark: "point", encoding: { tooltip: [{ field: "name", title: "baseline" }] } },
    ],
  } as unknown as TopLevelSpec;
  expect(chartRows(spec)).toEqual({
    columns: [
      { title: "configuration", isNumber: false },
      { title: "dollars", isNumber: true },
    ],
    rows: [
      ["a", "0.1235"],
      ["b", "2,000"],
      ["c", "—"],
    ],
  });
});

test("without an answer to the pointer, the rows are those of the axes", () => {
  const encoding = { x: { field: "x", title: "Across" }, y: { field: "y", title: "Up" } };
  const spec = { data: { values: [{ x: 1, y: 2 }] }, mark: "line", encoding } as unknown as TopLevelSpec;
  expect(chartRows(spec)).toMatchObject({ columns: [{ title: "Up" }, { title: "Across" }], rows: [["2", "1"]] });
});

test.each(["quant", "optimizers"])("every chart has rows under headings: %s", (run) => {
  for (const { name, draw } of CHARTS) {
    const chart = draw(analysisOf(run), "en");
    if (chart === null) continue;
    const { columns, rows } = chartRows(chart.spec);
    expect(columns.length, name).toBeGreaterThan(1);
    expect(rows.length, name).toBeGreaterThan(0);
    expect(rows.flat().join(" "), name).not.toMatch(/undefined|NaN|\[object/);
  }
});
