/**
 * A figure that a record already holds takes one file and one line. This adds one the same way, a line more in the
 * registry, and looks for it wherever figures are shown, kept or limited.
 */
import { parse } from "csv-parse/sync";
import { expect, test, vi } from "vitest";
import { configurationTable } from "../../../../experiments/tables.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { baselineOf, baselineText, parseBaseline } from "../../../../harness/judge/check/baseline.ts";
import { parseLimits } from "../../../../harness/judge/check/limits.ts";
import { limitsJsonSchema } from "../../../../harness/judge/check/limits-schema.ts";
import { compareStored } from "../../../../harness/judge/check/stored.ts";
import type { QuantityFigure } from "../../../../harness/judge/figures/figure.ts";
import { historyOf } from "../../../../reports/check/history.ts";
import { drawHistory } from "../../../../reports/check/history-charts.ts";
import { renderIndex } from "../../../../reports/index-page.ts";
import { renderReport } from "../../../../reports/render.ts";
import { makePlan, okRecord, seeded } from "../../../fixtures/records.ts";
import { summaryCsv, summaryJson } from "../../../reports/summary-texts.ts";
import { snapshot } from "../check/snapshots.ts";

/** The one file. */
const { tokenizeMs } = vi.hoisted(() => ({
  tokenizeMs: {
    name: "tokenizeMs",
    title: "Tokenizing",
    help: "Time of tokenizing one text",
    method: "Throughput alone is timed, so that this is its reciprocal.",
    unit: "ms",
    better: "lower",
    pooled: "median of runs",
    read: ({ usage: { tokenizeTextsPerSecond: rate } }) => (rate === null ? null : 1000 / rate),
    tables: ["configurations", "runs"],
    terminal: "tokenizing",
    tile: "tokenizing a text",
    check: { gate: "time", noun: "tokenizing", kind: "exact", history: "chart" },
  } satisfies QuantityFigure,
}));

vi.mock("../../../../harness/judge/figures/catalogue/registry.ts", async (original) => {
  const { CATALOGUE, ...rest } =
    await original<typeof import("../../../../harness/judge/figures/catalogue/registry.ts")>();
  return { ...rest, CATALOGUE: [...CATALOGUE, tokenizeMs] }; // the one line
});

const ASSETS = { libraries: [], script: "", styles: "" };
/** 150,000 texts per second, as the fixture's tokenizer has it. */
const VALUE = 1 / 150;

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const analysis = analyze(
  plan,
  plan.cells.map((cell) => okRecord(cell)),
  seeded(1),
);

test("it is a column of the tables of configurations and runs, a tile and a definition", () => {
  const page = renderReport({ analysis, assets: ASSETS });
  const between = (start: string, end: string) =>
    page.slice(page.indexOf(start), page.indexOf(end, page.indexOf(start)));
  for (const table of ["configurations", "runs"]) {
    const markup = between(`<table id="${table}"`, "</table>");
    expect(markup).toContain(">Tokenizing</button>");
    expect(markup.match(/0\.00667 ms/g)).toHaveLength(2);
  }
  expect(page).toContain("<dt>tokenizing a text</dt><dd>0.00667 ms</dd>");
  expect(between('<section id="method"', "</section>")).toContain(
    "<dt>Tokenizing</dt><dd>Time of tokenizing one text. Throughput alone is timed, so that this is its reciprocal.</dd>",
  );
});

test("it is in both summaries and in the terminal", () => {
  const { configurations } = JSON.parse(summaryJson(analysis));
  expect(configurations[0].figures.tokenizeMs).toEqual({
    middle: VALUE,
    low: VALUE,
    high: VALUE,
    runs: 1,
    interval: null,
  });
  const rows: Record<string, string>[] = parse(summaryCsv(analysis), { columns: true });
  expect(Number(rows[0]!.tokenizeMs)).toBe(VALUE);
  expect(configurationTable(analysis)).toMatch(/tokenizing.*\n.*0\.00667 ms/);
});

test("limits.json accepts a budget for it in its unit, and the schema lists it", () => {
  expect(limitsJsonSchema()).toContain('"tokenizeMs"');
  const written = '{ "limits": [{ "metric": "tokenizeMs", "max": "5 µs" }] }';
  expect(parseLimits(written, "l.json").limits[0]?.max?.value).toBeCloseTo(0.005, 12);
  const wrong = '{ "limits": [{ "metric": "tokenizeMs", "max": "5 kB" }] }';
  expect(() => parseLimits(wrong, "l.json")).toThrow(/must be in µs, us, ms, s or min/);
});

test("snapshots contain it, and a check compares it and applies its budget", () => {
  const taken = snapshot();
  expect(taken.cells[0]!.runs[0]!.metrics).toMatchObject({ tokenizeMs: VALUE });
  const limits = parseLimits('{ "limits": [{ "metric": "tokenizeMs", "max": "5 µs" }] }', "l.json");
  const { rows } = compareStored(taken, taken, {
    limits,
    today: "2026-06-15",
    startedAt: "2026-06-15T10:00:00.000Z",
    strict: false,
  });
  const own = rows.filter(({ metric }) => (metric as string) === "tokenizeMs");
  expect(own.map(({ verdict }) => verdict)).toEqual(["over-budget", "over-budget"]);
});

test("baselines keep it, older ones that lack it are read, and the index and its charts show it", () => {
  const earlier = snapshot({ figures: { modelBytes: 1 } });
  const baseline = baselineOf(snapshot(), "smoke", baselineOf(earlier, "smoke", null));
  expect(parseBaseline(baselineText(baseline), "b.json")).toEqual(baseline);
  expect(baseline.history[0]!.configurations[0]).toMatchObject({ tokenizeMs: VALUE });
  const withoutIt = JSON.stringify(baseline, (key, value) => (key === "tokenizeMs" ? undefined : value));
  expect(parseBaseline(withoutIt, "b.json").history[0]!.configurations[0]).toMatchObject({ tokenizeMs: null });
  const histories = [historyOf("smoke", baseline)];
  expect(renderIndex({ runs: [], histories, reportFile: "report.html", assets: ASSETS })).toContain("0.00667 ms");
  expect(drawHistory(histories[0]!, "h").map(({ name }) => name)).toContain("h-tokenizeMs");
});
