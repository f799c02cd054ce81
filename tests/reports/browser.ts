import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { findChromium } from "./chromium.ts";

/** An open page with everything it complained about or asked the network for. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

/** Opens an HTML text as a file, without a network, once the charts near its view are drawn. */
export type OpenText = (content: string, width: number) => Promise<OpenPage>;

/** Told by the page, since asking it again and again would take as long as the drawing. */
const DRAWN = `new Promise((done) => {
  const root = document.documentElement;
  const isDrawn = () => root.dataset.charts === "drawn";
  if (isDrawn()) return done();
  const observer = new MutationObserver(() => {
    if (!isDrawn()) return;
    observer.disconnect();
    done();
  });
  observer.observe(root, { attributes: true });
})`;

/** What is scrolled to or resized is known to the page two frames later. */
const NEXT_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

/** Waits until the charts near the view are drawn, as is what they follow. */
export async function chartsDrawn(page: Page): Promise<void> {
  await page.evaluate(NEXT_FRAMES);
  await page.evaluate(DRAWN);
}

/** Has all charts drawn, as before a print. */
export async function drawAll(page: Page): Promise<void> {
  await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
  await page.evaluate(DRAWN);
}

/** Scrolls to a part of the page and waits until the charts near it are drawn. */
export async function scrollTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  await chartsDrawn(page);
}

/** Pixels of the view. */
const HEIGHT = 900;

/** Texts of charts that lie outside their picture. */
export function textsOutside(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll("svg text")].flatMap((text) => {
    const own = text.getBoundingClientRect();
    const picture = text.ownerSVGElement.getBoundingClientRect();
    const isInside = own.top >= picture.top - 2 && own.bottom <= picture.bottom + 2 && own.left >= picture.left - 2 && own.right <= picture.right + 2;
    return isInside || own.width === 0 ? [] : [text.textContent];
  })`);
}

/** Tests in a real browser: skipped where there is none, but for CI, where that is a failure. */
export function describeInChromium(name: string, tests: (open: OpenText) => void): void {
  const executable = findChromium();
  const mustRun = process.env.CI === "true";
  describe.skipIf(executable === null && !mustRun)(name, () => {
    let folder: string;
    let browser: Browser;
    let context: BrowserContext;

    beforeAll(async () => {
      if (executable === null) throw new Error("no Chromium on PATH: install it or set CHROMIUM_PATH");
      folder = await mkdtemp(join(tmpdir(), "pricewar-browser-"));
      const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
      browser = await chromium.launch({ executablePath: executable, args });
      context = await browser.newContext({ offline: true });
    }, 30_000);

    afterAll(async () => {
      await browser?.close();
      if (folder !== undefined) await rm(folder, { recursive: true });
    });

    tests(async (content, width) => {
      const file = join(folder, "page.html");
      await writeFile(file, content);
      const page = await context.newPage();
      await page.setViewportSize({ width, height: HEIGHT });
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.evaluate(DRAWN);
      return { page, complaints, requests };
    });
  });
}
