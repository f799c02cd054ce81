/** The report in a real browser, with no network: what the structural tests cannot see. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import { CHARTS } from "../../reports/charts/registry.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { makePlan, okRecord, seeded } from "../fixtures/records.ts";
import { chartsDrawn, describeInChromium, drawAll, type OpenPage, scrollTo, textsOutside } from "./browser.ts";
import { analysisOf } from "./runs.ts";

/** What is known of a key, or is made now. */
function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** Between them, they have all charts. */
const DRAWN_RUNS = ["quant", "optimizers", "techniques", "prices", "sizes"];

describeInChromium("the report in Chromium", (openText) => {
  const rendered = new Map<string, Promise<string>>();
  const opened = new Map<string, Promise<OpenPage>>();
  const openWhole = async (content: string, width: number): Promise<OpenPage> => {
    const page = await openText(content, width);
    await drawAll(page.page);
    return page;
  };
  /** Tests of one page at one width share it, since drawing its charts takes longer than they do. */
  const open = (name: string, width = 1280): Promise<OpenPage> =>
    once(opened, `${name} ${width}`, async () => openWhole(await once(rendered, name, () => contentOf(name)), width));
  /** Of which the tables are looked at alone. What its charts complain about, the tests of accessibility say. */
  const openTables = (name: string): Promise<OpenPage> =>
    once(opened, `${name}, tables`, async () => openText(await contentOf(name), 1280));
  const contentOf = async (name: string) =>
    renderReport({ analysis: analysisOf(name), assets: await readPageAssets() });

  test("every chart has something to show in one of these runs", () => {
    const drawn = (name: string) => CHARTS.filter(({ draw: drawChart }) => drawChart(analysisOf(name), "en") !== null);
    expect(new Set(DRAWN_RUNS.flatMap(drawn)).size).toBe(CHARTS.length);
  });

  test.each(DRAWN_RUNS)("every chart is drawn, nothing complains and nothing is fetched: %s", async (run) => {
    const { page, complaints, requests } = await open(run);
    for (const { name } of CHARTS.filter(({ draw: drawChart }) => drawChart(analysisOf(run), "en") !== null)) {
      expect(
        await page.locator(`#chart-${name} svg .role-mark path, #chart-${name} svg .role-mark line`).count(),
        name,
      ).toBeGreaterThan(2);
      await expect
        .poll(() => page.locator(`#chart-${name} > div`).getAttribute("aria-label"), { message: name })
        .toMatch(/(plot|chart|map|diagram) of /);
    }
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["quant", 1280],
    ["quant", 390],
    ["optimizers", 1280],
    ["optimizers", 390],
    ["trainers", 1280],
    ["trainers", 390],
    ["levers", 1280],
    ["levers", 390],
    ["scenarios", 390],
    ["baselines", 1280],
    ["baselines", 390],
  ])("no text of a chart is outside of its image: %s at %i pixels", async (name, width) => {
    const { page } = await open(name, width);
    const outside = await textsOutside(page);
    expect(outside).toEqual([]);
  });

  test("names of several scenarios' winners at one place do not cover each other", async () => {
    const { page } = await open("scenarios", 390);
    const boxes = await page.locator("#chart-pareto svg .mark-text text").evaluateAll((texts) =>
      texts
        .filter((text) => text.getAttribute("opacity") !== "0" && text.textContent !== "")
        .map((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          return { text: text.textContent, left, right, top, bottom };
        }),
    );
    expect(boxes.length).toBeGreaterThan(0);
    const covered = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (other) =>
            one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
        )
        .map((other) => [one.text, other.text]),
    );
    expect(covered).toEqual([]);
  });

  test("names that differ only at their end can be told apart on a phone", async () => {
    const { page } = await open("levers", 390);
    for (const chart of ["throughput", "latency"]) {
      const labels = page.locator(`#chart-${chart} .role-axis-label text`);
      const texts = await labels.allTextContents();
      expect(new Set(texts).size).toBe(texts.length);
      await expect.poll(() => labels.filter({ has: page.locator("tspan") }).count()).toBeGreaterThan(0);
    }
  });

  test("a chart on a phone that is turned is the one that the phone would have begun with", async () => {
    const textsIn = (page: OpenPage["page"]) =>
      page.locator("#chart-throughput > div svg text").evaluateAll((texts) =>
        texts.map((text) => {
          const own = text.getBoundingClientRect();
          const chart = text.ownerSVGElement!.getBoundingClientRect();
          return `${text.textContent} at ${Math.round(own.left - chart.left)}, ${Math.round(own.top - chart.top)}`;
        }),
      );
    const upright = (await open("levers", 390)).page;
    const { page } = await openText(await contentOf("levers"), 844);
    await scrollTo(page, "#chart-throughput");
    const wanted = await textsIn(upright);
    expect(await textsIn(page)).not.toEqual(wanted);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => textsIn(page), { timeout: 10_000 }).toEqual(wanted);
    await page.close();
  });

  test("no line breaks between a figure and its unit, and commands stay as they are typed", async () => {
    const { page } = await open("quant");
    const answer = (await page.locator("header").first().textContent())!;
    expect(answer).toMatch(/\d\u00a0%/);
    expect(answer).toMatch(/\d\u00a0kB/);
    const prose = await page.locator("main p, main li, main h2, main td").allTextContents();
    expect(prose.filter((text) => /\d (%|ms|kB|MB)(?!\w)| · /.test(text))).toEqual([]);
    const commands = await page.locator("pre").allTextContents();
    expect(commands.filter((text) => text.includes("\u00a0"))).toEqual([]);
  });

  test("labels placed for a desktop do not shrink the plot on a phone", async () => {
    const { page } = await open("levers", 390);
    const widths = await page
      .locator("#chart-pareto .role-axis-domain line")
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().width));
    expect(Math.max(...widths)).toBeGreaterThan(260);
  });

  test("text that looks like code stays text", async () => {
    const { page, complaints } = await open("hostile");
    expect(await page.evaluate("globalThis.pwned")).toBeUndefined();
    await expect.poll(() => page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("a script that comes into the page by whatever way does not run", async () => {
    const content = renderReport({ analysis: analysisOf("lone"), assets: await readPageAssets() });
    const { page, complaints } = await openWhole(
      content.replace(
        "<main>",
        `<main><script>globalThis.pwned = 1</script><img src="data:," onerror="globalThis.pwned = 2">`,
      ),
      1280,
    );
    await expect.poll(() => page.locator("main img").count()).toBe(1);
    expect(await page.evaluate("globalThis.pwned")).toBeUndefined();
    expect(complaints).toHaveLength(2);
    for (const complaint of complaints) expect(complaint).toContain("Content Security Policy");
    await page.close();
  });

  test("in Chinese, in which there are no pictures, charts are drawn without being scrolled to", async () => {
    const { page } = await openText(await contentOf("lone"), 1280);
    await page.goto(`${page.url()}#language=zh`);
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    await chartsDrawn(page);
    const undrawn = () =>
      page
        .locator("main .chart")
        .evaluateAll((places) => places.flatMap((place) => (place.querySelector("svg") === null ? [place.id] : [])));
    await expect.poll(undrawn, { timeout: 10_000 }).toEqual([]);
    await expect.poll(() => page.locator("main .chart").count()).toBe(6);
    await page.close();
  });

  test("an address that is entered, or gone back to, is shown in its language", async () => {
    const { page } = await openText(await contentOf("lone"), 1280);
    const language = () => page.locator("html").getAttribute("lang");
    const usual = await language();
    await page.evaluate("location.hash = 'language=zh&find=a'");
    await expect.poll(language).toBe("zh-Hans");
    await chartsDrawn(page);
    await expect.poll(() => new URL(page.url()).hash).toBe("#language=zh&find=a");
    await page.goBack();
    await expect.poll(language).toBe(usual);
    await page.close();
  });

  test("a chart that nears the view while it is drawn is not said to be drawn before it is", async () => {
    const { page } = await openText(await contentOf("lone"), 1280);
    await page.addInitScript(
      "globalThis.whenIdle = []; globalThis.requestIdleCallback = (work) => globalThis.whenIdle.push(work)",
    );
    await page.goto(`${page.url()}#language=zh`);
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    await chartsDrawn(page);
    await page.evaluate(`(async () => {
      const { vegaEmbed } = globalThis;
      const released = new Promise((resolve) => { globalThis.release = resolve; });
      globalThis.vegaEmbed = (...given) => {
        globalThis.vegaEmbed = vegaEmbed;
        return released.then(() => vegaEmbed(...given));
      };
      // The first was asked for before it was known what is near, and may be drawn already.
      while (document.querySelector(".chart > .drawing") === null) {
        globalThis.whenIdle.shift()();
        await new Promise((resolve) => setTimeout(resolve));
      }
    })()`);
    const drawing = page.locator(".chart:has(> .drawing)");
    await drawing.evaluate((place) => place.setAttribute("data-testid", "watched"));
    expect(await page.locator("html").getAttribute("data-charts")).toBe("drawn");
    await drawing.scrollIntoViewIfNeeded();
    const whenSaid = chartsDrawn(page).then(() =>
      page.getByTestId("watched").locator("> div:not(.drawing) svg").count(),
    );
    // Long enough for the charts beside it, were they not to wait for it.
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 400)).then(globalThis.release)");
    expect(await whenSaid).toBe(1);
    await page.close();
  });

  test("a fault in one chart is told, and keeps no other from being drawn", async () => {
    const { page, complaints } = await openText(await contentOf("quant"), 1280);
    const undrawn = page.locator(".chart[id]:not(:has(> div svg))");
    const [faulty, other] = [
      `#${await undrawn.first().getAttribute("id")}`,
      `#${await undrawn.last().getAttribute("id")}`,
    ];
    await page.evaluate(`document.querySelector("${faulty}").replaceChildren = () => { throw new Error("broken"); }`);
    await scrollTo(page, faulty);
    expect(complaints.at(-1)).toContain("broken");
    await scrollTo(page, other);
    await expect.poll(() => page.locator(`${other} > div:not(.drawing) svg`).count()).toBe(1);
    await page.close();
  });

  test("a link to a part of the page stays there while what is above it is drawn", async () => {
    const { page } = await openText(await contentOf("quant"), 1280);
    await page.locator('nav a[href="#levers"]').first().click();
    const top = () => page.evaluate<number>("document.querySelector('#levers').getBoundingClientRect().top");
    await chartsDrawn(page);
    await expect.poll(async () => Math.abs(await top())).toBeLessThan(1);
    await page.close();
  });

  test("a table sorts by keyboard, both ways, and says so", async () => {
    const { page } = await openTables("troubled");
    const heading = page.locator("#configurations th", { hasText: "Test accuracy" });
    await heading.locator("button").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => heading.getAttribute("aria-sort")).toBe("ascending");
    const column = page.locator("#configurations tbody tr td:nth-child(3)");
    const values = async () =>
      (await column.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-sort"))))) as number[];
    const rising = await values();
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    await page.keyboard.press("Space");
    await expect.poll(() => heading.getAttribute("aria-sort")).toBe("descending");
    await expect.poll(() => values()).toEqual([...rising].sort((a, b) => b - a));
  });

  test("values that were not measured sort last in both directions", async () => {
    const { page } = await openTables("troubled");
    const button = page.locator("#runs th", { hasText: "Test accuracy" }).locator("button");
    for (let click = 0; click < 2; click += 1) {
      await button.click();
      const last = page.locator("#runs tbody tr").last().locator("td").nth(3);
      await expect.poll(() => last.textContent()).toContain("—");
    }
  });

  test("a row opens to its record by keyboard, and closes again", async () => {
    const { page, complaints } = await openTables("troubled");
    const names = page.locator("#runs tbody th button");
    const [seed, status] = await page.locator("#runs tbody tr").first().locator("td").allTextContents();
    await names.first().focus();
    await page.keyboard.press("Enter");
    const json = page.locator("dialog.record pre").last();
    await json.waitFor();
    const record = JSON.parse((await json.textContent())!);
    expect(record.experiment.training.seed).toBe(Number(seed));
    expect(status).toContain(record.status);
    await expect.poll(() => page.locator("dialog.record pre").first().textContent()).toMatch(/^npx pricewar run /);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("a configuration opens to all of its columns, its runs and settings, and these to their records", async () => {
    const { page, complaints } = await open("troubled");
    await page.locator("#configurations tbody th button").first().click();
    const settings = page.locator("dialog.record pre").last();
    await settings.waitFor();
    const titles = await page.locator("dialog.record .row-figures dt").allTextContents();
    const headings = await page.locator("[data-table=configurations] .columns label").allTextContents();
    expect(titles.map((title) => title.trim())).toEqual(headings.map((title) => title.trim()));
    expect(JSON.parse((await settings.textContent())!).training).not.toHaveProperty("seed");
    const runs = page.locator("#own-runs tbody th button");
    const seed = await runs.first().textContent();
    await runs.first().click();
    const record = page.locator("dialog.record dialog pre").last();
    await record.waitFor();
    expect(JSON.parse((await record.textContent())!).experiment.training.seed).toBe(Number(seed));
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("what is filtered and which columns are shown stands in the address", async () => {
    const { page } = await open("baselines");
    const table = page.locator("[data-table=configurations]");
    const headings = page.locator("#configurations thead th");
    const usual = await headings.count();
    await table.locator("summary").click();
    await table.getByRole("button", { name: "All columns" }).click();
    await expect.poll(() => headings.count()).toBeGreaterThan(usual);
    await table.getByRole("button", { name: "The usual ones" }).click();
    await table.getByLabel("Filter rows").fill("int8");
    const labels = await page.locator("#configurations tbody th").allTextContents();
    expect(labels.filter((label) => !label.includes("int8"))).toEqual([]);
    await expect.poll(() => new URL(page.url()).hash).toBe("#rows.configurations=int8");
    await table.getByLabel("Filter rows").fill("");
    await expect.poll(() => new URL(page.url()).hash).toBe("");
  });

  test("on a phone, a key figure shows all of its note", async () => {
    const { page } = await open("levers", 390);
    const notes = page.locator(".key dd.note");
    expect(Math.max(...(await notes.allTextContents()).map(({ length }) => length))).toBeGreaterThan(30);
    await expect
      .poll(() => notes.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length))
      .toBe(0);
  });

  test.each(["quant", "baselines"])("on a phone, tables scroll and the page does not: %s", async (run) => {
    const { page } = await open(run, 390);
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });

  test("on a phone, a table that is cut fades at its edge until it is scrolled to its end, and one that fits does not", async () => {
    const { page } = await open("baselines", 390);
    const cut = (selector: string) =>
      page.evaluate(
        `getComputedStyle(document.querySelector("${selector}")).maskImage.match(/[\\d.]+px(?=\\)$)/)?.[0]`,
      );
    const table = "#baselines .scroll:has(#marks)";
    await expect.poll(() => cut(table)).toBe("36px");
    await page.locator(table).evaluate((scroll) => scroll.scrollTo({ left: scroll.scrollWidth }));
    await expect.poll(() => cut(table)).toBe("0px");
    const wide = await open("baselines", 1280);
    const masks = await wide.page.evaluate<string[]>(`[...document.querySelectorAll(".scroll")]
      .filter((one) => one.scrollWidth <= one.clientWidth)
      .map((one) => getComputedStyle(one).maskImage)`);
    expect(new Set(masks)).toEqual(new Set(["none"]));
  });

  test("on a phone, values that are cut fade until they are scrolled to or one has the focus, and those that fit do not", async () => {
    const { page } = await open("levers", 390);
    const filters = page.locator(".filters");
    const faded = (wanted: Page) =>
      wanted.evaluate(
        `getComputedStyle(document.querySelector(".filters")).maskImage.match(/[\\d.]+px(?=\\)$)/)?.[0] ?? "none"`,
      );
    await expect.poll(() => faded(page)).toBe("36px");
    await filters.getByRole("button").last().focus();
    await page.keyboard.press("Shift+Tab");
    await expect.poll(() => faded(page)).toBe("none");
    await page.evaluate("document.activeElement.blur()");
    await filters.evaluate((own) => own.scrollTo({ top: own.scrollHeight }));
    await expect.poll(() => faded(page)).toBe("0px");
    await filters.evaluate((own) => own.scrollTo({ top: 0 }));
    await expect.poll(async () => faded((await open("levers", 1280)).page)).toBe("none");
  });

  test("on a phone, what a mark says is in view", async () => {
    const { page } = await open("quant", 390);
    const bar = page.locator("#chart-throughput .mark-rect path").first();
    await bar.scrollIntoViewIfNeeded();
    await bar.hover({ force: true });
    await page.locator("#vg-tooltip-element.visible").waitFor();
    await expect
      .poll(() => page.locator("#vg-tooltip-element").boundingBox())
      .toMatchObject({ x: expect.toSatisfy((x: number) => x >= 0), width: expect.toSatisfy((w: number) => w <= 374) });
  });

  test.each([
    ["quant", 3],
    ["techniques", 3],
  ])("on a phone, the usual columns of both tables fit, with the verdict below the name: %s", async (run, usual) => {
    const { page } = await open(run, 390);
    for (const table of ["configurations", "runs"]) {
      const frame = page.locator(`section:has(> #${table})`);
      await expect.poll(() => frame.evaluate((one) => one.scrollWidth - one.clientWidth), { message: table }).toBe(0);
    }
    await expect.poll(() => page.locator("#configurations thead th").count()).toBe(usual);
    const names = await page.locator("#configurations tbody th small").allTextContents();
    const verdicts = await page.locator("[data-table=configurations] .kinds button").allTextContents();
    expect(verdicts.length).toBeGreaterThan(1);
    for (const verdict of verdicts) expect(names).toContain(verdict.replace(/ \d+$/, ""));
  });

  test.each([390, 1280])("baselines near the configurations are stars with a name: %i pixels", async (width) => {
    const { page, complaints } = await open("baselines", width);
    const labels = await page.locator("#chart-pareto .role-mark text").allTextContents();
    expect(labels).toContain("tf-idf with logistic regression");
    // A majority class 30 points below the others would squeeze them together.
    expect(labels).not.toContain("the majority class");
    await expect.poll(() => page.locator("#marks tbody tr").count()).toBe(3);
    expect(complaints).toEqual([]);
  });

  test.each([390, 1280])("no name is so long that the page scrolls: %i pixels", async (width) => {
    const long = "Donaudampfschifffahrtsgesellschaft".repeat(8);
    const plan = makePlan({
      name: long.toLowerCase().slice(0, 200),
      axes: { quantization: [long, `${long}2`], serveBackend: ["onnx", "wasm"] },
      dataset: `csv:${long}.csv`,
      labels: [long, "press"],
    });
    const records = plan.cells.map((cell) => okRecord(cell, { library: long, provider: long }));
    const analysis = analyze(plan, records, seeded(1));
    const model = {
      condition: null,
      label: long,
      seed: 1,
      backend: "onnx",
      folder: `runs/${long}/cells/0`,
      link: "cells/0/",
      isPortable: true,
    };
    const { page, complaints } = await openWhole(
      renderReport({ analysis, assets: await readPageAssets(), models: [model] }),
      width,
    );
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await expect.poll(() => page.locator("#model a").getAttribute("href")).toBe("cells/0/");
    expect(complaints).toEqual([]);
  });
});
