/** What axe, which knows the rules of accessible pages, finds in a real browser. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { renderIndex } from "../../reports/index-page.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { describeInChromium } from "./browser.ts";
import { HISTORY } from "./check/histories.ts";
import { RESULTS } from "./check/results.ts";
import { analysisOf } from "./runs.ts";

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Rules that a page breaks in a way that locks readers out, each with the first element that does. */
async function seriousIn(page: Page): Promise<string[]> {
  // As if typed into the console: the page's policy lets no other script into it.
  await page.evaluate(axe.source);
  const found = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as Finding[];
  return found
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

describeInChromium("accessibility in Chromium", (openText) => {
  test.each([
    ["troubled", 1280],
    ["baselines", 390],
    ["hostile", 1280],
  ])("no rule is broken seriously, light, dark and in Chinese: %s at %i pixels", async (name, width) => {
    const content = renderReport({ analysis: analysisOf(name), assets: await readPageAssets() });
    const { page } = await openText(content, width);
    expect(await seriousIn(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await seriousIn(page), "dark").toEqual([]);
    await page.goto(`${page.url()}#language=zh`);
    await page.reload();
    await page.waitForSelector("html[data-charts=drawn]");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    expect(await seriousIn(page), "in Chinese").toEqual([]);
    await page.context().close();
  });

  test("nor by the check of a run, nor by the index", async () => {
    const assets = await readPageAssets();
    const runs = [{ folder: "quant", analysis: analysisOf("quant"), check: RESULTS.all! }];
    const report = renderReport({ analysis: analysisOf("lone"), assets, check: RESULTS.all! });
    for (const content of [report, renderIndex({ runs, histories: [HISTORY], reportFile: "report.html", assets })]) {
      const { page } = await openText(content, 1280);
      expect(await seriousIn(page)).toEqual([]);
      await page.context().close();
    }
  });

  test("an image without a name and a button without one are found", async () => {
    const { page } = await openText(
      `<!doctype html><html lang="en" data-charts="drawn"><title>Bad</title><main><svg role="img"></svg><button></button></main></html>`,
      1280,
    );
    const found = await seriousIn(page);
    expect(found.map((text) => text.split(":")[0]).sort()).toEqual(["button-name", "svg-img-alt"]);
    await page.context().close();
  });
});
