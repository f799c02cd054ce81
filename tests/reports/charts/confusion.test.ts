import { expect, test } from "vitest";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import { chartPicture } from "../../../reports/charts/picture.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { SvgDrawer } from "../../../reports/svg-drawer.io.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { draw } from "./drawn.ts";

test("classes that are called as what every object has are drawn with their names", async () => {
  const labels = ["__proto__", "constructor", "then", "toString"];
  const plan = makePlan({ axes: {}, seeds: [1], labels });
  const rows = { labels: [0, 1, 2, 3], predictions: [0, 1, 2, 2] };
  const chart = draw("confusion", analyze(plan, [okRecord(plan.cells[0]!, { test: rows })], seeded(1)))!;
  expect(chart.title).toBe("Most often, “toString” is taken for “then”: 100.0 % of its test rows");
  const drawSvg = new SvgDrawer(await readPageAssets()).draw;
  const { markup } = (await chartPicture("confusion", chart, "wide", drawSvg))!;
  const texts = [...markup.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text!.replace("\u200b", ""));
  for (const label of labels) expect(texts.filter((text) => text === label)).toHaveLength(2);
});
