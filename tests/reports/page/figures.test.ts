import { expect, test } from "vitest";
import { chartSection, filteredSection } from "../../../reports/page/figures.ts";

const SPEC = { data: { values: [] }, mark: "point" } as const;
const CHARTS = [
  { name: "one", chart: { title: "A title", subtitle: "A subtitle", description: "A title.", spec: SPEC } },
] as const;

test.each([
  ["en", "Charts", "This chart needs JavaScript; the tables have the same figures."],
  ["zh", "图表", "此图需要JavaScript；表格中有同样的数值。"],
] as const)("in %s, the charts' place is called %s, and says what it needs", (language, name, text) => {
  const { markup } = chartSection(CHARTS, language);
  expect(markup).toContain(`aria-label="${name}"`);
  expect(markup).toContain(`<noscript><p>${text}</p></noscript>`);
});

test("without charts there is nothing", () => {
  expect(chartSection([], "zh").markup).toBe("");
  expect(filteredSection([], "zh").markup).toBe("");
});
