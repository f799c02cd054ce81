import { expect, test, vi } from "vitest";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { payloadOf } from "../reports/page-text.ts";
import { analysisOf } from "../reports/runs.ts";

// One file, in added/, and one entry of the list.
vi.mock("../../reports/charts/registry.ts", async (original) => {
  const { CHARTS } = await original<typeof import("../../reports/charts/registry.ts")>();
  const { dots } = await import("./added/chart.ts");
  return { CHARTS: [...CHARTS, dots] };
});

test("a chart appears on the page with its title, its position and its spec", async () => {
  const page = renderReport({ analysis: analysisOf("quant"), assets: await readPageAssets() });
  expect(page.includes("There are 12 dots")).toBe(true);
  expect(/id="?chart-dots"?/.test(page)).toBe(true);
  expect(payloadOf(page, "charts")).toHaveProperty("dots");
});
