/** The comparison of two runs in a real browser. */
import { expect, test } from "vitest";
import { renderIndex } from "../../../reports/index-page.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { describeInChromium } from "../browser.ts";
import { analysisOf } from "../runs.ts";

describeInChromium("in Chromium", (open) => {
  test("two runs are chosen, compared and kept in the address, in the reader's language", async () => {
    const quant = analysisOf("quant");
    const runs = [
      { folder: "quant", analysis: quant, check: null },
      { folder: "again", analysis: quant, check: null },
      { folder: "lone", analysis: analysisOf("lone"), check: null },
    ];
    const assets = await readPageAssets();
    const content = renderIndex({ runs, histories: [], reportFile: "report.html", assets });
    const { page, complaints } = await open(content, 390);
    const sentences = () => page.locator(".comparison").innerText();
    const rows = () => page.locator("#comparison").getAttribute("aria-rowcount");
    await page.waitForSelector("#comparison");
    await expect.poll(() => page.locator("#compare select").nth(1).inputValue()).not.toBe("2");
    await expect.poll(() => sentences()).toContain("B’s accuracy is 0.0 points from A’s");
    await expect.poll(() => rows()).toBe(String(quant.cells.length + 1));
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(390);

    await page.locator("#compare select").nth(1).selectOption("2");
    await page.locator(".comparison", { hasText: "0 cells in both" }).waitFor();
    await expect.poll(() => rows()).toBe(String(quant.cells.length + analysisOf("lone").cells.length + 1));
    await expect.poll(() => new URL(page.url()).hash).toMatch(/compare\.a=(quant|again)&compare\.b=lone/);

    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "中文" }).click()]);
    await page.waitForSelector("#comparison");
    await expect.poll(() => sentences()).toContain("仅B有");
    await expect.poll(() => page.locator("#runs a").first().innerText()).toBe("quant");
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);
});
