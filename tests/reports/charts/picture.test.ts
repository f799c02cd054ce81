import { expect, test } from "vitest";
import { chartPicture, standaloneSvg } from "../../../reports/charts/picture.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { drawnCharts } from "../../../reports/page/drawn-charts.ts";
import { SvgDrawer } from "../../../reports/svg-drawer.io.ts";
import { analysisOf, HOSTILE } from "../runs.ts";

const drawSvg = new SvgDrawer(await readPageAssets()).draw;
const chartOf = (run: string, name: string) =>
  drawnCharts(analysisOf(run), "en").find((one) => one.name === name)!.chart;

test("is one image with the chart's description, of the width of its place, in the colors of the text around it", async () => {
  const chart = chartOf("quant", "pareto");
  const { markup } = (await chartPicture("pareto", chart, "wide", drawSvg))!;
  expect(markup).toMatch(/^<svg role="img" aria-label="Scatter plot of test accuracy /);
  expect(markup).toContain(' width="1100"');
  expect(markup.match(/ role=| aria-label=/g)).toHaveLength(2);
  expect(markup).toContain("currentColor");
  expect(markup).not.toMatch(/NaN|Infinity|undefined|\d\.\d{3}[^"<]*" (fill|stroke)/);
  expect((await chartPicture("pareto", chart, "wide", drawSvg))!.markup).toBe(markup);
});

test("has ids of its own, which marks of the same picture refer to", async () => {
  const { markup } = (await chartPicture("volume", chartOf("quant", "volume"), "half", drawSvg))!;
  const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  const used = [...markup.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of [...ids, ...used]) expect(id).toMatch(/^volume-/);
  expect(ids).toEqual(expect.arrayContaining([...new Set(used)]));
});

test("is the same picture in a file, whatever was drawn before it", async () => {
  const chart = chartOf("quant", "volume");
  const svg = await standaloneSvg(chart, drawSvg);
  expect(svg).toContain(' id="clip"');
  expect(svg).toContain("url(#clip)");
  expect(await standaloneSvg(chart, drawSvg)).toBe(svg);
});

test("tells several ids of a picture apart", async () => {
  const drawn =
    '<svg width="1"><a id="clip7"/><b id="clip12"/><c clip-path="url(#clip12)"/><d clip-path="url(#clip7)"/></svg>';
  const { spec, description } = chartOf("quant", "volume");
  const { markup } = (await chartPicture("volume", { spec, description }, "half", async () => drawn))!;
  expect(markup.replace(/^<svg [^>]*>/, "")).toBe(
    '<a id="volume-clip"/><b id="volume-clip1"/><c clip-path="url(#volume-clip1)"/><d clip-path="url(#volume-clip)"/></svg>',
  );
});

test("leaves out lines of no length, and keeps all others", async () => {
  const drawn =
    '<svg width="1"><line x2="0" y2="0" stroke="red"/><line x2="0" y2="0"></line><line x2="0" y2="4"/><line x2="10" y2="0"/></svg>';
  const { spec, description } = chartOf("quant", "volume");
  const { markup } = (await chartPicture("volume", { spec, description }, "half", async () => drawn))!;
  expect(markup.replace(/^<svg [^>]*>/, "")).toBe('<line x2="0" y2="4"/><line x2="10" y2="0"/></svg>');
});

test("keeps text that looks like code as text", async () => {
  const { markup } = (await chartPicture("pareto", chartOf("hostile", "pareto"), "wide", drawSvg))!;
  expect(markup).not.toContain(HOSTILE);
  expect(markup).not.toMatch(/<(script|img)/);
});

test("is none of a chart whose data is large", async () => {
  const values = Array.from({ length: 40_000 }, (_, x) => ({ x, y: x }));
  const spec = { data: { values }, mark: "point", encoding: { x: { field: "x" }, y: { field: "y" } } } as const;
  expect(await chartPicture("large", { spec, description: "" }, "half", drawSvg)).toBeNull();
});
