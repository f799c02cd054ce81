/** Laws of every chart. */
import { describe, expect, test } from "vitest";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import type { DrawnChart } from "../../../reports/charts/chart.ts";
import { CHARTS } from "../../../reports/charts/registry.ts";
import { axisValueText } from "../../../reports/words/axis-values.ts";
import { markName } from "../../../reports/words/mark-names.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { compileWarnings } from "../compile-warnings.ts";
import { expectTranslated } from "../in-chinese.ts";
import { analysisOf, RUNS } from "../runs.ts";
import { drawnOf } from "./drawn.ts";

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Titles of axes, legends and lines of tooltips anywhere in a spec. */
function titlesIn(spec: unknown): string[] {
  if (typeof spec !== "object" || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]) =>
    key === "title" && typeof value === "string" ? [value] : titlesIn(value),
  );
}

/** The same of a chart, each layer's once: names of points are layers, in other places where they are of other lengths. */
function titlesOf({ spec }: DrawnChart): string[] {
  const { layer = [], ...shared } = spec as { readonly layer?: readonly unknown[] };
  const ofLayers = [shared, ...layer].map((part) => JSON.stringify(titlesIn(part)));
  return [...new Set(ofLayers)].flatMap((titles) => JSON.parse(titles) as string[]);
}

/** Names of percentiles, which are the same in every language. */
const PERCENTILES: ReadonlySet<string> = new Set(["p50", "p99"]);

/**
 * What texts may name, and say alike in every language: configurations, values of axes, classes, and what is beside the matrix. Without single
 * letters and "baseline", which are words as well.
 */
function namesOf({ labels, plan, marks }: Analysis): string[] {
  const values = [...labels.nameParts.values()].flatMap((parts) =>
    [...parts].map(([axis, { full }]) => ({ axis, full })),
  );
  const names = [
    ...labels.names.values(),
    ...values.filter(({ axis, full }) => axisValueText(axis, full, "zh") === full).map(({ full }) => full),
    ...plan.datasets.flatMap((dataset) => dataset.labels),
    ...marks.measured.map(({ name }) => name).filter((name) => markName(name, "zh") === name),
    ...marks.hosted.map(({ service }) => service),
  ];
  return names.filter((name) => name.length > 1 && name !== "baseline");
}

const SIZES: Readonly<Record<string, number>> = {
  ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 },
  ...{ 万: 1e4, 亿: 1e8, 万亿: 1e12 },
};

/** Large numbers are counted by thousands in English and by ten thousands in Chinese: "651.5 million" and "6.515亿" -> "651500000" */
function withWholeNumbers(text: string): string {
  return text.replaceAll(
    /([\d.]+) ?(thousand|million|billion|trillion|万亿|万|亿)/g,
    (_, number: string, size: string) => String(Number((Number(number) * SIZES[size]!).toPrecision(4))),
  );
}

describe.each(CHARTS)("$name", ({ name: chartName }) => {
  test.each(Object.keys(RUNS))("compiles without a warning and without NaN: %s", (name) => {
    const chart = drawnOf(chartName, name);
    if (chart === null) return;
    expect(compileWarnings(chart.spec)).toEqual([]);
    expect(numbersIn(chart.spec).every(Number.isFinite)).toBe(true);
  });

  test("says what it shows", () => {
    const chart = Object.keys(RUNS).flatMap((name) => drawnOf(chartName, name) ?? [])[0]!;
    expect(chart.title.length).toBeGreaterThan(20);
    expect(chart.description).toContain(chart.title);
    expect(`${chart.title} ${chart.subtitle} ${chart.description}`).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test.each(Object.keys(RUNS))("what it says in Chinese has the numbers and the names of the English: %s", (name) => {
    const [english, chinese] = [drawnOf(chartName, name), drawnOf(chartName, name, "zh")];
    expect(chinese === null).toBe(english === null);
    if (english === null || chinese === null) return;
    expect(numbersIn(chinese.spec.data)).toEqual(numbersIn(english.spec.data));
    expect(compileWarnings(chinese.spec)).toEqual([]);
    const names = namesOf(analysisOf(name));
    for (const part of ["title", "subtitle", "description"] as const) {
      expectTranslated(withWholeNumbers(english[part]), withWholeNumbers(chinese[part]), names);
    }
    const [titles, inChinese] = [titlesOf(english), titlesOf(chinese)];
    expect(inChinese).toHaveLength(titles.length);
    for (const [index, title] of titles.entries()) {
      if (PERCENTILES.has(title)) expect(inChinese[index]).toBe(title);
      else expectTranslated(title, inChinese[index]!, names);
    }
  });

  test("draws nothing where nothing finished", () => {
    expect(drawnOf(chartName, "nothing")).toBeNull();
  });
});

test("names of charts are unique and fit an element's id", () => {
  const names = CHARTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+$/);
});

test("configurations on other data are not in the charts, however cheap", () => {
  const plan = makePlan({ axes: { dataset: ["brown-press", "csv:short.csv"] }, seeds: [1] });
  const records = plan.cells.map((cell, index) =>
    okRecord(cell, { usdPerMillionTexts: 2 - index, trainRun: `of ${cell.fields.dataset}` }),
  );
  const analysis = analyze(plan, records, seeded(1));
  for (const chart of CHARTS) expect(JSON.stringify(chart.draw(analysis, "en")), chart.name).not.toContain("short");
});
