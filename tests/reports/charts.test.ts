import { compile } from "vega-lite";
import { describe, expect, test } from "vitest";
import { CHARTS } from "../../reports/charts/registry.ts";
import { DARK_BACKGROUND, PALETTE } from "../../reports/charts/theme.ts";
import { analysisOf, RUNS } from "./runs.ts";

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe.each(CHARTS)("$name", ({ draw }) => {
  test.each(Object.keys(RUNS))("compiles without a warning and without NaN: %s", (name) => {
    const chart = draw(analysisOf(name));
    if (chart === null) return;
    const warnings: unknown[] = [];
    const note = (...message: readonly unknown[]) => {
      warnings.push(...message);
      return logger;
    };
    const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
    // The types of the logger overload its level setter; nothing here calls it.
    compile(chart.spec, { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(numbersIn(chart.spec).every(Number.isFinite)).toBe(true);
  });

  test("says what it shows", () => {
    const chart = draw(analysisOf("quant"))!;
    expect(chart.title.length).toBeGreaterThan(20);
    expect(chart.description).toContain(chart.title);
    expect(`${chart.title} ${chart.subtitle} ${chart.description}`).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test("draws nothing where nothing finished", () => {
    expect(draw(analysisOf("nothing"))).toBeNull();
  });
});

test("names of charts are unique and fit an element's id", () => {
  const names = CHARTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+$/);
});

test("titles state the finding with its figures", () => {
  const titles = Object.fromEntries(CHARTS.map(({ name, draw }) => [name, draw(analysisOf("quant"))!.title]));
  expect(titles.size).toBe("int4-blocks stores the model in 124 kB, 5.2 times smaller than the baseline");
  expect(titles.training).toMatch(/^Training takes 1\.\d+ s and ends at 8\d\.\d %/);
});

test("latency that was never measured gives no chart", () => {
  const latency = CHARTS.find(({ name }) => name === "latency")!;
  expect(latency.draw(analysisOf("lone"))).toBeNull();
});

test("data colours have a contrast of at least 3 to both backgrounds", () => {
  for (const colour of PALETTE) {
    expect(contrast(colour, "#ffffff"), colour).toBeGreaterThanOrEqual(3);
    expect(contrast(colour, DARK_BACKGROUND), colour).toBeGreaterThanOrEqual(3);
  }
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
