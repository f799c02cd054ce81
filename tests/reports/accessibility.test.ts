/** What axe, which knows the rules of accessible pages, finds in a real browser. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { renderIndex } from "../../reports/index-page.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { chartsDrawn, describeInChromium, drawAll } from "./browser.ts";
import { HISTORY } from "./check/histories.ts";
import { RESULTS } from "./check/results.ts";
import { analysisOf } from "./runs.ts";

interface AxeRun {
  /** Of the page, as axe takes it. */
  readonly part: string;
  readonly options: object;
}

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The rules that a color scheme can change. Of texts in pictures axe cannot say what is behind them. */
const COLORS = {
  part: "{ exclude: ['.chart'] }",
  options: { runOnly: ["color-contrast", "link-in-text-block"] },
};
/** The rules that other words can change: about names, alternatives to what is seen, and languages. */
const WORDS = {
  part: "document",
  options: { runOnly: ["cat.text-alternatives", "cat.name-role-value", "cat.forms", "cat.language"] },
};
const ALL = { part: "document", options: {} };

/** Rules that a page breaks in a way that locks readers out, each with the first element that does. */
async function seriousIn(page: Page, { part, options }: AxeRun = ALL): Promise<string[]> {
  // As if typed into the console: the page's policy lets no other script into it.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  const asked = JSON.stringify({ ...options, resultTypes: ["violations"] });
  const found = (await page.evaluate(`axe.run(${part}, ${asked}).then(({ violations }) => violations)`)) as Finding[];
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
    const { page, complaints } = await openText(content, width);
    await drawAll(page);
    expect(complaints).toEqual([]);
    expect(await seriousIn(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await seriousIn(page, COLORS), "dark").toEqual([]);
    await page.goto(`${page.url()}#language=zh`);
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    await chartsDrawn(page);
    // No picture stands for charts in Chinese: what keeps their room says what they show.
    expect(await page.locator(".chart[id]:not(:has(> [role][aria-label]))").count()).toBe(0);
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    expect(await seriousIn(page, WORDS), "in Chinese").toEqual([]);
    await page.close();
  });

  test("nor by the check of a run, nor by the index", async () => {
    const assets = await readPageAssets();
    const runs = [{ folder: "quant", analysis: analysisOf("quant"), check: RESULTS.all! }];
    const report = renderReport({ analysis: analysisOf("lone"), assets, check: RESULTS.all! });
    for (const content of [report, renderIndex({ runs, histories: [HISTORY], reportFile: "report.html", assets })]) {
      const { page } = await openText(content, 1280);
      await drawAll(page);
      expect(await seriousIn(page)).toEqual([]);
      await page.close();
    }
  });

  test("an image without a name and a button without one are found", async () => {
    const { page } = await openText(
      `<!doctype html><html lang="en" data-charts="drawn"><title>Bad</title><main><svg role="img"></svg><button></button></main></html>`,
      1280,
    );
    const found = await seriousIn(page);
    expect(found.map((text) => text.split(":")[0]).sort()).toEqual(["button-name", "svg-img-alt"]);
    await page.close();
  });
});
