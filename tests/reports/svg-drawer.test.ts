import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { SvgDrawer } from "../../reports/svg-drawer.io.ts";

const drawSvg = new SvgDrawer(await readPageAssets()).draw;
/** As many bars as are wanted. */
const bars = (count: number): TopLevelSpec => ({
  data: { values: Array.from({ length: count }, (_, bar) => ({ bar, height: 1 + bar })) },
  mark: "bar",
  encoding: { x: { field: "bar", type: "ordinal" }, y: { field: "height", type: "quantitative" } },
});

test("pictures that are asked for at once are those of one after the other, each its own", async () => {
  const together = await Promise.all([2, 5, 3].map((count) => drawSvg(bars(count))));
  for (const [index, count] of [2, 5, 3].entries()) {
    expect(together[index]!.match(/aria-roledescription="bar"/g)).toHaveLength(count);
    // Ids count on from one picture of a thread to the next.
    expect(withoutIds(await drawSvg(bars(count)))).toBe(withoutIds(together[index]!));
  }
});

test("one that cannot be drawn fails alone", async () => {
  const broken = { ...bars(1), transform: [{ filter: "datum.bar >" }] } as TopLevelSpec;
  const [good, bad] = await Promise.allSettled([drawSvg(bars(4)), drawSvg(broken)]);
  expect(good).toMatchObject({ status: "fulfilled", value: expect.stringMatching(/^<svg /) });
  expect((bad as PromiseRejectedResult).reason.message).toMatch(/^a chart cannot be drawn: .*Error: /);
});

function withoutIds(svg: string): string {
  return svg.replace(/(clip|gradient_)\d+/g, "$1");
}
