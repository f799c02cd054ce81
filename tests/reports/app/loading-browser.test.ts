import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { renderReport } from "../../../reports/render.ts";
import { describeInChromium } from "../browser.ts";
import { analysisOf } from "../runs.ts";

describeInChromium("while a page loads in Chromium", (open) => {
  test("a row opens to its record once that is whole, however little of it had come", async () => {
    const content = renderReport({ analysis: analysisOf("quant"), assets: await readPageAssets() });
    const cut = content.indexOf('id="records-0">') + 200;
    const responses: ServerResponse[] = [];
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.write(content.slice(0, cut));
      responses.push(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { page: other } = await open(
      "<p>nothing</p><script>document.documentElement.dataset.charts = 'drawn'</script>",
      1280,
    );
    const context = await other.context().browser()!.newContext();
    try {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: "commit" });
      await page.locator("#runs tbody th button").first().click();
      await page.locator("dialog.record[open]").waitFor();
      expect(await page.evaluate("document.readyState")).toBe("loading");
      responses[0]!.end(content.slice(cut));
      await page.locator("dialog.record pre").nth(1).waitFor();
      await expect.poll(() => page.locator("dialog.record pre").nth(1).innerText()).toContain('"experiment"');
      expect(errors).toEqual([]);
    } finally {
      await context.close();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
