import type { Spread } from "../../harness/base/statistics/summaries.ts";
import { p50Ms } from "../../harness/judge/figures/catalogue/p50-ms.ts";
import { formatMs, formatNumber, plural } from "../../harness/judge/figures/format.ts";
import { latencyText } from "../words/scenarios.ts";
import { type Chart, cutNote, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { findingOf } from "./proven.ts";
import { FRAME, PALETTE, positiveScale, rowsAxis, rowsHeight } from "./theme.ts";

/** Latency of one configuration, over its runs. */
interface LatencyRow {
  readonly configuration: string;
  readonly name: string;
  readonly p50: Spread;
  readonly p99: Spread | null;
}

/** How long the answer to one text takes. */
export const latency: Chart = {
  name: "latency",
  draw(analysis) {
    const finished = finishedOf(analysis);
    const rows = finished.flatMap(rowOf).sort((a, b) => a.p50.middle - b.p50.middle);
    if (rows.length === 0) return null;
    const shown = rows.slice(0, MOST_ROWS);
    const title = findingTitle(finished);
    return {
      title,
      subtitle: `${latencyText(analysis.plan)} Half of the texts take less than p50, and 99 of 100 take less than p99; medians over the runs.${cutNote(shown.length, rows.length)}`,
      description: `Dot plot of the 50th and 99th percentile of latency in milliseconds for ${shown.length} configurations. ${title}.`,
      spec: specOf(shown),
    };
  },
};

function rowOf({ id, label, figures }: FinishedConfiguration): LatencyRow[] {
  return figures.p50Ms === null ? [] : [{ configuration: id, name: label, p50: figures.p50Ms, p99: figures.p99Ms }];
}

function findingTitle(finished: readonly FinishedConfiguration[]): string {
  const measured = finished.filter(({ figures }) => figures.p50Ms !== null);
  const finding = findingOf(measured, p50Ms, "cheaper");
  const timeOf = ({ figures }: FinishedConfiguration) => formatMs(figures.p50Ms!.middle);
  switch (finding.kind) {
    case "better": {
      const { best, baseline, ratio } = finding;
      return `${best.label} answers one text in ${timeOf(best)}; the baseline takes ${formatNumber(Number((1 / ratio).toPrecision(2)))} times as long, ${timeOf(baseline)}`;
    }
    case "none-better":
      return "Nothing accurate enough answers one text measurably faster than the baseline";
    case "too-few":
      return "Too few runs to tell which configuration answers one text fastest";
    case "only-one":
      return `${finding.one.label} answers one text in ${timeOf(finding.one)}`;
    case "none":
      return `Time to answer one text, for the ${plural(measured.length, "configuration")} that finished`;
  }
}

function specOf(rows: readonly LatencyRow[]): DrawnChart["spec"] {
  const values = rows.map(({ configuration, name, p50, p99 }) => ({
    configuration,
    name,
    p50: p50.middle,
    p99: p99?.middle ?? null,
    p50Text: formatMs(p50.middle),
    p99Text: p99 === null ? "not measured" : formatMs(p99.middle),
  }));
  const all = rows.flatMap(({ p50, p99 }) => [p50.middle, ...(p99 === null ? [] : [p99.middle])]);
  const scale = positiveScale(all, true);
  const axis = rowsAxis(values.map(({ name }) => name));
  const y = { ...axis, axis: { ...axis.axis, grid: true } };
  const x = {
    type: "quantitative",
    title: "Milliseconds per text",
    scale,
    axis: { tickCount: 5, format: "~r" },
  } as const;
  const color = {
    scale: { domain: ["p50", "p99"], range: [PALETTE[0]!, PALETTE[1]!] },
    legend: { title: null, symbolType: "circle" },
  } as const;
  const tooltip = [
    { field: "name", title: "configuration" },
    { field: "p50Text", title: "p50" },
    { field: "p99Text", title: "p99" },
  ] as const;
  const measured = { filter: "datum.p99 !== null" } as const;
  return {
    ...FRAME,
    height: rowsHeight(values.map(({ name }) => name)),
    data: { values },
    layer: [
      {
        transform: [measured],
        mark: { type: "rule", opacity: 0.35, strokeWidth: 2 },
        encoding: { y, x: { ...x, field: "p50" }, x2: { field: "p99" } },
      },
      {
        mark: { type: "point", filled: true, size: 80, opacity: 1 },
        encoding: { y, x: { ...x, field: "p50" }, color: { datum: "p50", ...color }, tooltip: [...tooltip] },
      },
      {
        transform: [measured],
        mark: { type: "point", filled: true, size: 80, opacity: 1 },
        encoding: { y, x: { ...x, field: "p99" }, color: { datum: "p99", ...color }, tooltip: [...tooltip] },
      },
    ],
  };
}
