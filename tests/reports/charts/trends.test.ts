import { compile } from "vega-lite";
import { expect, test } from "vitest";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { drawTrends } from "../../../reports/charts/trends.ts";
import { analysisOf } from "../runs.ts";

const quant = analysisOf("quant");

/** The same run at another time, on another machine, with a model of another size. */
function changed({ startedAt, fingerprint, factor }: Change): Analysis {
  return {
    ...quant,
    configurations: quant.configurations.map((one) => ({
      ...one,
      figures: one.figures && {
        ...one.figures,
        modelBytes: { ...one.figures.modelBytes, middle: 1000 * factor },
      },
      cells: one.cells.map((cell) => ({
        ...cell,
        record: cell.record && { ...cell.record, startedAt, host: { ...cell.record.host, fingerprint } },
      })),
    })),
  };
}

interface Change {
  readonly startedAt: string;
  readonly fingerprint: string;
  readonly factor: number;
}

const RUNS = [
  { folder: "new", analysis: changed({ startedAt: "2026-11-03T10:00:00.000Z", fingerprint: "f1", factor: 3 }) },
  { folder: "old", analysis: changed({ startedAt: "2026-11-01T10:00:00.000Z", fingerprint: "f1", factor: 1 }) },
  { folder: "else", analysis: changed({ startedAt: "2026-11-02T10:00:00.000Z", fingerprint: "f2", factor: 9 }) },
];

function rowsOf(spec: object): Record<string, unknown>[] {
  return (spec as { data: { values: Record<string, unknown>[] } }).data.values;
}

test("answers stand in the order of their measuring, a line for each machine", () => {
  const charts = drawTrends("quant", RUNS, "trend-1", "en");
  expect(charts.map(({ name }) => name)).toEqual(["trend-1-accuracy", "trend-1-usd", "trend-1-bytes"]);
  const { chart } = charts[2]!;
  const rows = rowsOf(chart.spec);
  expect(rows.map(({ folder, plotted }) => [folder, plotted])).toEqual([
    ["old", 1000],
    ["else", 9000],
    ["new", 3000],
  ]);
  expect(rows[0]!.course).toBe(rows[2]!.course);
  expect(rows[1]!.course).not.toBe(rows[0]!.course);
  // One processor under two systems.
  expect(new Set(rows.map(({ machine }) => machine)).size).toBe(2);
  expect(chart.title).toBe("Model file of the answer rose from 1 kB to 3 kB");
  expect(charts[0]!.chart.title).toBe("Accuracy of the answer: the same at the end as at the start of 3 runs");
});

test("machines that measured once each have no course", () => {
  const [, , bytes] = drawTrends("quant", RUNS.slice(1), "trend", "en");
  expect(bytes!.chart.title).toBe("Model file of the answer: no machine has measured it twice");
});

test("a single run, and runs without an answer, have no trend", () => {
  expect(drawTrends("quant", RUNS.slice(0, 1), "trend", "en")).toEqual([]);
  const nothing = { folder: "nothing", analysis: analysisOf("nothing") };
  expect(drawTrends("quant", [RUNS[0]!, nothing], "trend", "en")).toEqual([]);
});

test.each(["en", "zh"] as const)("Vega-Lite takes the charts, also of several answers: %s", (language) => {
  const scenarios = analysisOf("scenarios");
  const several = ["one", "two"].map((folder) => ({ folder, analysis: scenarios }));
  const charts = [...drawTrends("quant", RUNS, "a", language), ...drawTrends("several", several, "b", language)];
  expect(charts).toHaveLength(6);
  for (const { chart } of charts) expect(() => compile(chart.spec)).not.toThrow();
  expect(new Set(rowsOf(charts[3]!.chart.spec).map(({ given }) => given)).size).toBe(3);
});
