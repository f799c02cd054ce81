/** What a reader chooses on the page, in a real browser. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { readPageAssets } from "../../../../reports/libraries.io.ts";
import { drawnCharts, withPictures } from "../../../../reports/page/drawn-charts.ts";
import { renderReport } from "../../../../reports/render.ts";
import { SvgDrawer } from "../../../../reports/svg-drawer.io.ts";
import { chartsDrawn, describeInChromium, drawAll, type OpenPage, scrollTo } from "../../browser.ts";
import { analysisOf } from "../../runs.ts";

const analysis = analysisOf("quant");

async function reportText(): Promise<string> {
  const assets = await readPageAssets();
  const charts = await withPictures(drawnCharts(analysis, "en"), new SvgDrawer(assets).draw);
  return renderReport({ analysis, assets, charts });
}

describeInChromium("what a reader chooses", (openText) => {
  let opened: Promise<OpenPage> | null = null;
  /** One page for all tests, as after a visit to an address without a hash. */
  const open = async (): Promise<OpenPage> => {
    opened ??= reportText().then((text) => openText(text, 1280));
    const page = await opened;
    await page.page.evaluate("location.hash = ''");
    await chartsDrawn(page.page);
    return page;
  };

  const rowsOf = (page: Page) => page.locator("#configurations tbody tr[data-configuration]").count();
  const pointsOf = (page: Page) => page.locator("[data-testid=pareto] [data-point]");
  const count = analysis.configurations.length;

  test("charts out of view are pictures, with all that they say, and are drawn as the reader nears them", async () => {
    const { page } = await open();
    const far = page.getByTestId("slopesize");
    await expect.poll(() => page.locator(".chart:not([data-laid-out])").count()).toBe(0);
    await expect
      .poll(() => far.locator(".chart > svg[role=img]").getAttribute("aria-label"))
      .toMatch(/^Slope chart of file size/);
    await far.locator("details").evaluate((details) => details.setAttribute("open", ""));
    await expect.poll(() => far.locator("tbody tr").count()).toBeGreaterThan(0);
    await expect.poll(() => page.getByTestId("pareto").locator(".chart > div svg").count()).toBe(1);
    await expect.poll(() => far.locator(".chart > div svg").count()).toBe(0);
    await scrollTo(page, "#chart-slopesize");
    await expect.poll(() => far.locator(".chart > div svg").count()).toBe(1);
    await far.locator("details").evaluate((details) => details.removeAttribute("open"));
  });

  test("a link leads to its part, whatever is drawn on the way", async () => {
    const { page } = await open();
    await page.evaluate("scrollTo(0, 0)");
    await page.locator(".contents a[href='#figures']").click();
    await chartsDrawn(page);
    expect(Math.abs((await page.locator("#figures").boundingBox())!.y)).toBeLessThan(3);
  });

  test("a value of an axis leaves its configurations in tables, charts and the address, and can be taken back", async () => {
    const { page } = await open();
    const height = async () => {
      await scrollTo(page, "#chart-throughput");
      return page.locator("#chart-throughput > div svg").evaluate((svg) => svg.getBoundingClientRect().height);
    };
    const before = await height();
    await expect.poll(() => rowsOf(page)).toBe(count);
    await page.getByRole("button", { name: "wasm", exact: true }).click();
    await chartsDrawn(page);
    await expect.poll(() => rowsOf(page)).toBe(count / 2);
    await expect.poll(() => pointsOf(page).count()).toBe(count / 2);
    await expect.poll(() => height()).toBeLessThan(before - 26 * (count / 2 - 1));
    await expect
      .poll(() => page.locator("#chart-throughput .role-axis-label text").allTextContents())
      .not.toContain("float32 · onnx");
    await expect
      .poll(() => page.locator(".shown [role=status]").textContent())
      .toBe(`Showing ${count / 2} of ${count} configurations`);
    await expect.poll(() => new URL(page.url()).hash).toBe("#only.serveBackend=wasm");
    await page.getByRole("button", { name: "Show all" }).click();
    await chartsDrawn(page);
    await expect.poll(() => rowsOf(page)).toBe(count);
    await expect.poll(() => new URL(page.url()).hash).toBe("");
    await expect.poll(() => height()).toBe(before);
  });

  test("a rectangle leaves what is inside of it in everything else, and stays in the plot", async () => {
    const { page, complaints } = await open();
    await scrollTo(page, "#chart-pareto");
    const box = (await page.locator("#chart-pareto .role-frame .background").first().boundingBox())!;
    const inside = await pointsOf(page).evaluateAll(
      (points, middle) => points.filter((point) => point.getBoundingClientRect().x < middle).length,
      box.x + box.width * 0.4,
    );
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height - 4, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/#brush=/);
    await chartsDrawn(page);
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(count);
    await expect.poll(() => rowsOf(page)).toBe(inside);
    await expect.poll(() => pointsOf(page).count()).toBe(count);
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#brush=/);
    await page.reload();
    await chartsDrawn(page);
    await expect.poll(() => rowsOf(page)).toBe(inside);
    await scrollTo(page, "#chart-pareto");
    await expect.poll(() => page.locator("#chart-pareto .brush_brush path").first().boundingBox()).not.toBeNull();
    // It lies over the points inside, which are hovered and pinned all the same.
    await page.evaluate(`document.querySelector("#chart-pareto").scrollIntoView({ block: "center" })`);
    const [x, y] = await page.evaluate<[number, number]>(`[...document.querySelectorAll("#chart-pareto [data-point]")]
      .map((point) => ({ point, at: point.getBoundingClientRect() }))
      .map(({ point, at }) => ({ point, center: [at.x + at.width / 2, at.y + at.height / 2] }))
      .find(({ point, center }) => center[0] < ${box.x + box.width * 0.4} && document.elementFromPoint(...center) === point).center`);
    await page.mouse.move(x, y);
    await page.locator(".tip").waitFor({ state: "visible" });
    await page.mouse.click(x, y);
    await chartsDrawn(page);
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#pin=[^&]+&brush=/);
    await page.getByRole("button", { name: "Unpin all" }).click();
    await page.getByRole("button", { name: "Remove the rectangle" }).click();
    await chartsDrawn(page);
    await expect.poll(() => rowsOf(page)).toBe(count);
    expect(complaints).toEqual([]);
  });

  test("a click pins a point, Enter pins one by keyboard, and both stand side by side", async () => {
    const { page, complaints } = await open();
    await page.locator("[data-point][tabindex='0']").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await chartsDrawn(page);
    const pinned = page.getByRole("region", { name: "Pinned" });
    await expect.poll(() => pinned.locator("thead th").count()).toBe(2);
    await expect.poll(() => page.locator("tr.pinned").count()).toBeGreaterThan(0);
    // The point that was pinned keeps the focus in the plot that was drawn anew.
    await expect.poll(() => page.evaluate("document.activeElement.getAttribute('aria-pressed')")).toBe("true");
    const other = page.locator("[data-point][aria-pressed=false]").last();
    await other.scrollIntoViewIfNeeded();
    await other.click();
    await chartsDrawn(page);
    await expect.poll(() => pinned.locator("thead th").count()).toBe(3);
    await expect.poll(() => pinned.locator("tbody th").allTextContents()).toContain("Test accuracy");
    await pinned
      .getByRole("button", { name: /^Unpin / })
      .last()
      .click();
    await chartsDrawn(page);
    await expect.poll(() => pinned.locator("thead th").count()).toBe(2);
    await pinned.getByRole("button", { name: "Unpin all" }).click();
    await chartsDrawn(page);
    await expect.poll(() => pinned.count()).toBe(0);
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
    await expect.poll(() => tip.textContent()).not.toMatch(/undefined|null|NaN/);
  });

  test("a screen reader hears what the pointer is shown, of every chart, and no names of fields", async () => {
    const { page } = await open();
    await drawAll(page);
    const label = await pointsOf(page).first().getAttribute("aria-label");
    expect(label).toMatch(/^configuration: .+; US dollars per million texts: \$.+; on the frontier: /);
    const terms = await page.evaluate(`[...document.querySelectorAll(".chart svg .role-mark [aria-label]")]
      .filter((mark) => mark.closest("[aria-hidden=true]") === null)
      .flatMap((mark) => mark.getAttribute("aria-label").split("; ").map((part) => part.split(": ")[0]))`);
    for (const field of ["frontierProbability", "name", "names", "color", "order", "stage", "side"])
      expect(terms).not.toContain(field);
  });

  test("both axes take any figure, with a caption of their own and no floor of another figure", async () => {
    const { page, complaints } = await open();
    await page.getByRole("combobox", { name: "Up", exact: true }).selectOption({ label: "Model file" });
    await page.getByRole("combobox", { name: "Across", exact: true }).selectOption({ label: "Latency" });
    await chartsDrawn(page);
    const figure = page.getByTestId("pareto");
    await expect.poll(() => figure.locator("figcaption h2").textContent()).toBe("Model file against latency");
    await expect
      .poll(() => figure.locator("svg text").allTextContents())
      .toEqual(expect.arrayContaining(["Model file (kB)", "Latency (ms)"]));
    expect((await figure.locator("svg text").allTextContents()).join(" ")).not.toContain("baseline −");
    await expect.poll(() => new URL(page.url()).hash).toBe("#x=p50Ms&y=modelBytes");
    expect(complaints).toEqual([]);
  });

  test("each chart has its rows as a table, made when it is opened", async () => {
    const { page } = await open();
    const figure = page.getByTestId("throughput");
    await expect.poll(() => figure.locator("table").count()).toBe(0);
    await figure.locator("summary").click();
    await expect
      .poll(() => figure.locator("thead th").allTextContents())
      .toEqual(["configuration", "texts per second", "how sure"]);
    await expect.poll(() => figure.locator("tbody tr").count()).toBe(count);
    for (const one of await page.locator("figure:has(> .chart[id])").all()) {
      await expect.poll(() => one.locator("summary").getAttribute("aria-label")).toMatch(/^Data of the chart: ./);
    }
  });

  test("of what is chosen, no chart shows more: not out of view, nor on paper", async () => {
    const { page, complaints } = await open();
    await page.evaluate("scrollTo(0, 0)");
    await page.evaluate("location.hash = 'only.serveBackend=wasm'");
    await chartsDrawn(page);
    const opacity = () => page.evaluate("getComputedStyle(document.querySelector('#chart-slopesize > *')).opacity");
    await expect.poll(() => opacity()).toBe("0");
    await page.evaluate(`addEventListener("beforeprint", () => {
      globalThis.printed = [...document.querySelectorAll(".chart[id]")].map((chart) => chart.textContent);
      globalThis.unprinted = document.querySelectorAll(".chart:not(:has(> div svg, > .instead)), .chart[data-stale]").length;
    })`);
    await page.pdf();
    expect(await page.evaluate("unprinted")).toBe(0);
    const printed = (await page.evaluate("printed.join()")) as string;
    expect(printed).toContain("int8-rows · wasm");
    expect(printed).not.toContain("int8-rows · onnx");
    await expect.poll(() => opacity()).toBe("1");
    expect(complaints).toEqual([]);
  });

  test("without JavaScript, and on paper, each chart is a picture", async () => {
    const { page } = await open();
    const context = await page.context().browser()!.newContext({ javaScriptEnabled: false, offline: true });
    const still = await context.newPage();
    await still.goto(page.url().split("#")[0]!);
    for (const chart of await still.locator(".chart").all()) {
      await expect.poll(() => chart.locator("> svg[role=img]").getAttribute("aria-label")).toMatch(/(plot|chart) of /);
    }
    await expect
      .poll(() => still.locator("#chart-pareto svg text").allTextContents())
      .toContain("float32 · onnx (baseline)");
    await still.emulateMedia({ media: "print" });
    const width = await still.evaluate("document.documentElement.clientWidth");
    for (const svg of await still.locator(".chart > svg").all()) {
      expect((await svg.boundingBox())!.width).toBeLessThanOrEqual(Number(width));
    }
    await context.close();
  });
});
