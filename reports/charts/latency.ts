import type { Spread } from "../../harness/base/statistics/summaries.ts";
import { p50Ms } from "../../harness/judge/figures/catalogue/p50-ms.ts";
import { formatMs, formatNumber } from "../../harness/judge/figures/format.ts";
import { latencyWords } from "../words/charts/latency.ts";
import { shownWords } from "../words/charts/shown.ts";
import type { Language } from "../words/language.ts";
import { latencyText } from "../words/scenarios.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { findingOf } from "./proven.ts";
import { leftOutNote, rowsBeside } from "./row-names.ts";
import { FRAME, PALETTE, positiveScale } from "./theme.ts";

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
  draw(analysis, language) {
    const finished = finishedOf(analysis);
    const rows = finished.flatMap(rowOf).sort((a, b) => a.p50.middle - b.p50.middle);
    if (rows.length === 0) return null;
    const shown = rows.slice(0, MOST_ROWS);
    const words = latencyWords(language);
    const title = findingTitle(finished, language);
    return {
      title,
      subtitle: `${words.subtitle(latencyText(analysis.plan, language))}${shownWords(language).cut(shown.length, rows.length)}${leftOutNote(shown, language)}`,
      description: words.description(shown.length, title),
      spec: specOf(shown, language),
    };
  },
};

function rowOf({ id, label, figures }: FinishedConfiguration): LatencyRow[] {
  return figures.p50Ms === null ? [] : [{ configuration: id, name: label, p50: figures.p50Ms, p99: figures.p99Ms }];
}

function findingTitle(finished: readonly FinishedConfiguration[], language: Language): string {
  const words = latencyWords(language);
  const measured = finished.filter(({ figures }) => figures.p50Ms !== null);
  const finding = findingOf(finished, p50Ms);
  const timeOf = ({ figures }: FinishedConfiguration) => formatMs(figures.p50Ms!.middle);
  const named = (one: FinishedConfiguration) => ({ name: one.label, time: timeOf(one) });
  switch (finding.kind) {
    case "better": {
      const { best, baseline, ratio } = finding;
      return words.better(named(best), formatNumber(Number((1 / ratio).toPrecision(2))), timeOf(baseline));
    }
    case "none-better":
      return words.noneBetter;
    case "too-few":
      return words.tooFew;
    case "only-one":
      return words.onlyOne(named(finding.one));
    case "none":
      return words.plainTitle(measured.length);
  }
}

function specOf(rows: readonly LatencyRow[], language: Language): DrawnChart["spec"] {
  const words = latencyWords(language);
  const values = rows.map(({ configuration, name, p50, p99 }) => ({
    configuration,
    name,
    p50: p50.middle,
    p99: p99?.middle ?? null,
    p50Text: formatMs(p50.middle),
    p99Text: p99 === null ? words.notMeasured : formatMs(p99.middle),
  }));
  const all = rows.flatMap(({ p50, p99 }) => [p50.middle, ...(p99 === null ? [] : [p99.middle])]);
  const scale = positiveScale(all, true);
  const { axis, height } = rowsBeside(values.map(({ name }) => name));
  const y = { ...axis, axis: { ...axis.axis, grid: true } };
  const x = {
    type: "quantitative",
    title: words.axis,
    scale,
    axis: { tickCount: 5, format: "~r" },
  } as const;
  const color = {
    scale: { domain: ["p50", "p99"], range: [PALETTE[0]!, PALETTE[1]!] },
    legend: { title: null, symbolType: "circle" },
  } as const;
  const tooltip = [
    { field: "name", title: shownWords(language).configuration },
    { field: "p50Text", title: "p50" },
    { field: "p99Text", title: "p99" },
  ] as const;
  const measured = { filter: "datum.p99 !== null" } as const;
  return {
    ...FRAME,
    height,
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
