import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { NARROW } from "../../reports/app/narrow.ts";
import { DARK_BACKGROUND } from "../../reports/charts/theme.ts";

const page = (name: string) => readFile(new URL(`../../reports/page/${name}`, import.meta.url), "utf8");

// A style sheet cannot import what it shares with the charts.
test("the page's styles have the values of the charts' theme", async () => {
  const styles = await page("page.css");
  expect(styles).toContain(`--background: ${DARK_BACKGROUND};`);
});

test("the page changes its layout at two widths: for tablets, and once more for phones", async () => {
  const widths = (await page("page.css")).match(/\((?:min|max)-width: [^)]+\)/g);
  expect([...new Set(widths)]).toEqual(["(max-width: 860px)", NARROW]);
});
