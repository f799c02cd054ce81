/** Milliseconds from opening a report until a click on the heading of a column has sorted its table; the click is tried from the start. */
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "../reports/chromium.ts";

const [file] = process.argv.slice(2);
const executablePath = findChromium();
if (file === undefined || executablePath === null)
  throw new Error("no Chromium on PATH: install it or set CHROMIUM_PATH");
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(120_000);
  // In the page itself, so that no message between processes is measured.
  await page.addInitScript(`addEventListener("DOMContentLoaded", () => {
    const heading = document.querySelector("#runs thead th:nth-child(2)");
    const tried = setInterval(() => {
      const now = document.querySelector("#runs thead th:nth-child(2)") ?? heading;
      if (now.getAttribute("aria-sort") === "none") return now.querySelector("button").click();
      clearInterval(tried);
      globalThis.sortedMs = performance.now();
    }, 10);
  });`);
  await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
  await page.waitForFunction(() => "sortedMs" in globalThis);
  const medianMs = Number(await page.evaluate("globalThis.sortedMs"));
  process.stdout.write(`${JSON.stringify({ medianMs, peer: `Chromium ${browser.version()}` })}\n`);
} finally {
  await browser.close();
}
