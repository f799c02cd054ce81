import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { DARK_BACKGROUND, IS_NARROW } from "../../reports/charts/theme.ts";

const page = (name: string) => readFile(new URL(`../../reports/page/${name}`, import.meta.url), "utf8");

// A script that is read as text and a style sheet cannot import what they share with the charts.
test("the page's script and styles have the values of the charts' theme", async () => {
  const [script, styles] = await Promise.all([page("page.js"), page("page.css")]);
  expect(script.match(/\bwidth [<>]=? \d+/g)).toEqual([IS_NARROW]);
  expect(styles).toContain(`--background: ${DARK_BACKGROUND};`);
});

test("the page changes its layout at one width", async () => {
  const widths = (await page("page.css")).match(/\((?:min|max)-width: [^)]+\)/g);
  expect(new Set(widths).size).toBe(1);
});
