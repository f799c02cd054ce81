import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { withPictures } from "../../../reports/page/drawn-charts.ts";
import { chartSection, type NamedChart } from "../../../reports/page/figures.ts";

function chartOf(name: string, mark: "bar" | "point"): NamedChart {
  const spec: TopLevelSpec = { data: { values: [] }, mark };
  return { name, chart: { title: name, subtitle: "", description: `${name}.`, spec } };
}

async function drawPoints(spec: TopLevelSpec): Promise<string> {
  if (JSON.stringify(spec).includes('"bar"')) throw new Error("no bars today");
  return '<svg width="10"></svg>';
}

test("a chart that cannot be drawn has no picture, the page says what it needs, and the others have theirs", async () => {
  const charts = await withPictures([chartOf("bars", "bar"), chartOf("points", "point")], drawPoints);
  expect(charts.map(({ name, fault }) => [name, fault])).toEqual([
    ["bars", "no bars today"],
    ["points", undefined],
  ]);
  const { markup } = chartSection(charts);
  expect(markup.match(/<svg role="img" aria-label="[^"]*"/g)).toEqual(['<svg role="img" aria-label="points."']);
  expect(markup.match(/This chart needs JavaScript/g)).toHaveLength(1);
});
