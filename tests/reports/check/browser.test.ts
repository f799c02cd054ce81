/** The regression check and the index in a real browser, with no network. */
import { expect, test } from "vitest";
import { renderIndex } from "../../../reports/index-page.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { renderReport } from "../../../reports/render.ts";
import { describeInChromium, drawAll, textsOutside } from "../browser.ts";
import { analysisOf } from "../runs.ts";
import { HISTORY } from "./histories.ts";
import { RESULTS } from "./results.ts";

describeInChromium("in Chromium", (open) => {
  /** What a page complains about, the charts that it drew, and texts of charts that lie outside their picture. */
  async function look(content: string, width: number) {
    const { page, complaints } = await open(content, width);
    await drawAll(page);
    const drawn = await page.evaluate(
      `[...document.querySelectorAll(".chart")].filter((chart) => chart.querySelectorAll("svg .role-mark path").length > 2).map(({ id }) => id)`,
    );
    const outside = await textsOutside(page);
    const pageWidth = await page.evaluate("document.documentElement.scrollWidth");
    await page.close();
    return { complaints, drawn, outside, pageWidth };
  }

  test.each([
    ["all", 1280],
    ["all", 390],
    ["hostile", 1280],
  ])("the check is drawn within its picture and nothing complains: %s at %i pixels", async (name, width) => {
    const analysis = analysisOf("lone");
    const page = renderReport({ analysis, assets: await readPageAssets(), check: RESULTS[name]! });
    const seen = await look(page, width);
    expect(seen.complaints).toEqual([]);
    expect(seen.drawn).toContain("chart-ratios");
    expect(seen.outside).toEqual([]);
    expect(seen.pageWidth).toBe(width);
  });

  test.each([1280, 390])("the index draws every history: %i pixels", async (width) => {
    const runs = [{ folder: "quant", analysis: analysisOf("quant"), check: RESULTS.all! }];
    const assets = await readPageAssets();
    const seen = await look(renderIndex({ runs, histories: [HISTORY], reportFile: "report.html", assets }), width);
    const drawn = ["chart-history-1-modelBytes", "chart-history-1-accuracy", "chart-history-1-usdPerMillionTexts"];
    expect(seen).toEqual({ complaints: [], drawn, outside: [], pageWidth: width });
  });
});
