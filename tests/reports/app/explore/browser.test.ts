/** What a reader chooses on the page, in a real browser. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { readPageAssets } from "../../../../reports/libraries.io.ts";
import { drawnCharts, withPictures } from "../../../../reports/page/drawn-charts.ts";
import { renderReport } from "../../../../reports/render.ts";
import { svgDrawer } from "../../../../reports/svg-drawer.io.ts";
import { describeInChromium, type OpenPage } from "../../browser.ts";
import { analysisOf } from "../../runs.ts";

const analysis = analysisOf("quant");

async function reportText(): Promise<string> {
  const assets = await readPageAssets();
  const charts = await withPictures(drawnCharts(analysis, "en"), svgDrawer(assets));
  return renderReport({ analysis, assets, charts });
}

describeInChromium("what a reader chooses", (openText) => {
  let opened: Promise<OpenPage> | null = null;
  /** One page for all tests, as after a visit to an address without a hash. */
  const open = async (): Promise<OpenPage> => {
    opened ??= reportText().then((text) => openText(text, 1280));
    const page = await opened;
    await page.page.evaluate("location.hash = ''");
    await settled(page.page);
    return page;
  };

  /** After the pause, and once the charts are drawn. */
  const settled = async (page: Page) => {
    await page.waitForTimeout(300);
    await page.waitForSelector("html[data-charts=drawn]");
  };
  const rowsOf = (page: Page) => page.locator("#configurations tbody tr[data-configuration]").count();
  const pointsOf = (page: Page) => page.locator("[data-testid=pareto] [data-point]");
  const count = analysis.configurations.length;

  test("a value of an axis leaves its configurations in tables, charts and the address, and can be taken back", async () => {
    const { page } = await open();
    const height = () => page.locator("#chart-throughput svg").evaluate((svg) => svg.getBoundingClientRect().height);
    const before = await height();
    expect(await rowsOf(page)).toBe(count);
    await page.getByRole("button", { name: "wasm", exact: true }).click();
    await settled(page);
    expect(await rowsOf(page)).toBe(count / 2);
    expect(await pointsOf(page).count()).toBe(count / 2);
    expect(await page.locator("#chart-throughput .role-axis-label text").allTextContents()).not.toContain(
      "float32 · onnx",
    );
    expect(await height()).toBeLessThan(before - 26 * (count / 2 - 1));
    expect(await page.locator(".shown [role=status]").textContent()).toBe(
      `Showing ${count / 2} of ${count} configurations`,
    );
    expect(new URL(page.url()).hash).toBe("#only.serveBackend=wasm");
    await page.getByRole("button", { name: "Show all" }).click();
    await settled(page);
    expect(await rowsOf(page)).toBe(count);
    expect(new URL(page.url()).hash).toBe("");
    expect(await height()).toBe(before);
  });

  test("a rectangle leaves what is inside of it in everything else, and stays in the plot", async () => {
    const { page, complaints } = await open();
    await page.locator("#chart-pareto").scrollIntoViewIfNeeded();
    const box = (await page.locator("#chart-pareto .role-frame .background").first().boundingBox())!;
    const inside = await pointsOf(page).evaluateAll(
      (points, middle) => points.filter((point) => point.getBoundingClientRect().x < middle).length,
      box.x + box.width * 0.4,
    );
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height - 4, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(count);
    expect(await rowsOf(page)).toBe(inside);
    expect(await pointsOf(page).count()).toBe(count);
    expect(new URL(page.url()).hash).toMatch(/^#brush=/);
    await page.reload();
    await settled(page);
    expect(await rowsOf(page)).toBe(inside);
    expect(await page.locator("#chart-pareto .brush_brush path").first().boundingBox()).not.toBeNull();
    await page.getByRole("button", { name: "Remove the rectangle" }).click();
    await settled(page);
    expect(await rowsOf(page)).toBe(count);
    expect(complaints).toEqual([]);
  });

  test("a click pins a point, Enter pins one by keyboard, and both stand side by side", async () => {
    const { page, complaints } = await open();
    await page.locator("[data-point][tabindex='0']").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await settled(page);
    const pinned = page.getByRole("region", { name: "Pinned" });
    expect(await pinned.locator("thead th").count()).toBe(2);
    expect(await page.locator("tr.pinned").count()).toBeGreaterThan(0);
    // The point that was pinned keeps the focus in the plot that was drawn anew.
    expect(await page.evaluate("document.activeElement.getAttribute('aria-pressed')")).toBe("true");
    const other = page.locator("[data-point][aria-pressed=false]").last();
    await other.scrollIntoViewIfNeeded();
    await other.click();
    await settled(page);
    expect(await pinned.locator("thead th").count()).toBe(3);
    expect(await pinned.locator("tbody th").allTextContents()).toContain("Test accuracy");
    await pinned
      .getByRole("button", { name: /^Unpin / })
      .last()
      .click();
    await settled(page);
    expect(await pinned.locator("thead th").count()).toBe(2);
    await pinned.getByRole("button", { name: "Unpin all" }).click();
    await settled(page);
    expect(await pinned.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("the pointer shows a configuration with its values and key figures", async () => {
    const { page } = await open();
    const point = pointsOf(page).last();
    await point.scrollIntoViewIfNeeded();
    await point.hover();
    const tip = page.locator(".tip");
    await tip.waitFor({ state: "visible" });
    const terms = await tip.locator("dt").allTextContents();
    expect(terms).toEqual(expect.arrayContaining(["serve backend", "Can be the answer", "Test accuracy", "Latency"]));
    expect(await tip.textContent()).not.toMatch(/undefined|null|NaN/);
  });

  test("both axes take any figure, with a caption of their own and no floor of another figure", async () => {
    const { page, complaints } = await open();
    await page.getByRole("combobox", { name: "Up", exact: true }).selectOption({ label: "Model file" });
    await page.getByRole("combobox", { name: "Across", exact: true }).selectOption({ label: "Latency" });
    await settled(page);
    const figure = page.getByTestId("pareto");
    expect(await figure.locator("figcaption h2").textContent()).toBe("Model file against latency");
    expect(await figure.locator("svg text").allTextContents()).toEqual(
      expect.arrayContaining(["Model file (kB)", "Latency (ms)"]),
    );
    expect((await figure.locator("svg text").allTextContents()).join(" ")).not.toContain("baseline −");
    expect(new URL(page.url()).hash).toBe("#x=p50Ms&y=modelBytes");
    expect(complaints).toEqual([]);
  });

  test("each chart has its rows as a table, made when it is opened", async () => {
    const { page } = await open();
    const figure = page.getByTestId("throughput");
    expect(await figure.locator("table").count()).toBe(0);
    await figure.locator("summary").click();
    expect(await figure.locator("thead th").allTextContents()).toEqual([
      "configuration",
      "texts per second",
      "how sure",
    ]);
    expect(await figure.locator("tbody tr").count()).toBe(count);
    for (const one of await page.locator("figure:has(> .chart[id])").all()) {
      expect(await one.locator("summary").getAttribute("aria-label")).toMatch(/^Data of the chart: ./);
    }
  });

  test("without JavaScript, and on paper, each chart is a picture", async () => {
    const { page } = await open();
    const context = await page.context().browser()!.newContext({ javaScriptEnabled: false, offline: true });
    const still = await context.newPage();
    await still.goto(page.url().split("#")[0]!);
    for (const chart of await still.locator(".chart").all()) {
      expect(await chart.locator("> svg[role=img]").getAttribute("aria-label")).toMatch(/(plot|chart) of /);
    }
    expect(await still.locator("#chart-pareto svg text").allTextContents()).toContain("float32 · onnx (baseline)");
    await still.emulateMedia({ media: "print" });
    const width = await still.evaluate("document.documentElement.clientWidth");
    for (const svg of await still.locator(".chart > svg").all()) {
      expect((await svg.boundingBox())!.width).toBeLessThanOrEqual(Number(width));
    }
    await context.close();
  });
});
