import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { namedBy } from "../../harness/judge/analysis/within-condition.ts";
import { formatMs } from "../../harness/judge/figures/format.ts";
import { type NamedTail, percentileWords } from "../words/charts/percentiles.ts";
import type { Language } from "../words/language.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf } from "./chart.ts";
import { endsHeight, type LineEnd, lineEnds } from "./line-ends.ts";
import { namedLines } from "./named-lines.ts";
import { FRAME, PALETTE, positiveScale } from "./theme.ts";

/** Percentiles that records have. */
const PERCENTILES = [
  { name: "p50", share: 0.5, read: ({ figures }: FinishedConfiguration) => figures.p50Ms },
  { name: "p90", share: 0.9, read: ({ figures }: FinishedConfiguration) => figures.p90Ms },
  { name: "p99", share: 0.99, read: ({ figures }: FinishedConfiguration) => figures.p99Ms },
  { name: "p99.9", share: 0.999, read: ({ figures }: FinishedConfiguration) => figures.p999Ms },
] as const;

/** How the times of single answers are distributed, as far as percentiles were backed by enough queries. */
export const percentiles: Chart = {
  name: "percentiles",
  draw(analysis, language) {
    const measured = finishedOf(analysis).filter(
      (one) => PERCENTILES.filter(({ read }) => read(one) !== null).length > 1,
    );
    if (measured.length === 0) return null;
    const words = percentileWords(language);
    const shown = mostTelling(measured, analysis);
    const title = findingTitle(shown, language);
    return {
      title,
      subtitle: `${words.subtitle}${words.cut(shown.length, measured.length)}`,
      description: words.description(shown.length, title),
      spec: specOf(shown, language),
    };
  },
};

/** As many as there are colors: what answers name, the baseline, the frontier, and then the fastest. */
function mostTelling(measured: readonly FinishedConfiguration[], analysis: Analysis): FinishedConfiguration[] {
  const named = namedBy(analysis);
  const rank = (one: FinishedConfiguration) => (named.has(one.id) ? 0 : one.isBaseline ? 1 : one.isOnFrontier ? 2 : 3);
  const fastest = ({ figures }: FinishedConfiguration) => figures.p50Ms?.middle ?? Number.POSITIVE_INFINITY;
  return [...measured].sort((a, b) => rank(a) - rank(b) || fastest(a) - fastest(b)).slice(0, PALETTE.length);
}

function findingTitle(shown: readonly FinishedConfiguration[], language: Language): string {
  const words = percentileWords(language);
  const tails = shown.flatMap(({ label, figures: { p50Ms, p99Ms } }): NamedTail[] =>
    p50Ms === null || p99Ms === null ? [] : [{ name: label, p50Ms: p50Ms.middle, p99Ms: p99Ms.middle }],
  );
  const [first] = tails;
  if (first === undefined) return words.plainTitle(shown.length);
  const heaviness = ({ p50Ms, p99Ms }: NamedTail) => p99Ms / p50Ms;
  const heaviest = tails.reduce((a, b) => (heaviness(b) > heaviness(a) ? b : a));
  return words.title(first, heaviest === first ? null : heaviest);
}

/** The share of slower texts in powers of ten: 90 % of texts at 1, 99 % at 2. */
function nines(share: number): number {
  return -Math.log10(1 - share);
}

function specOf(shown: readonly FinishedConfiguration[], language: Language): DrawnChart["spec"] {
  const words = percentileWords(language);
  const values = shown.flatMap((one) =>
    PERCENTILES.flatMap(({ name, share, read }) => {
      const spread = read(one);
      if (spread === null) return [];
      return [
        {
          configuration: one.id,
          name: one.label,
          place: nines(share),
          percentile: name,
          ms: spread.middle,
          text: formatMs(spread.middle),
        },
      ];
    }),
  );
  const places = PERCENTILES.filter(({ name }) => values.some(({ percentile }) => percentile === name));
  const byPlace = Object.fromEntries(places.map(({ name, share }) => [nines(share).toFixed(2), name]));
  const lines = namedLines(
    shown.map(({ label }) => label),
    36,
    [
      { field: "name", title: words.tooltip.configuration },
      { field: "percentile", title: words.tooltip.percentile },
      { field: "text", title: words.tooltip.ms },
    ],
  );
  const ends = shown.map((one) => values.filter(({ configuration }) => configuration === one.id).at(-1)!);
  const y = scaleOf(values.map(({ ms }) => ms));
  const height = Math.max(HEIGHT, endsHeight(ends.map(({ name }) => name)));
  const named = lineEnds(
    ends.map(({ configuration, name, place, ms }): LineEnd => ({ configuration, name, at: place, value: ms })),
    { from: nines(places[0]!.share), to: nines(places.at(-1)!.share), y, height },
  );
  const encoding = {
    x: {
      field: "place",
      type: "quantitative",
      title: words.axis.percentile,
      scale: { domainMin: nines(places[0]!.share), domainMax: named.domainMax, nice: false, padding: 10 },
      axis: {
        values: places.map(({ share }) => nines(share)),
        labelExpr: `${JSON.stringify(byPlace)}[format(datum.value, '.2f')]`,
      },
    },
    y: {
      field: "ms",
      type: "quantitative",
      title: words.axis.ms,
      scale: { type: y.type, domain: y.domain, nice: false },
      axis: { tickCount: 5, format: "~r" },
    },
    detail: { field: "configuration" },
  } as const;
  return {
    ...FRAME,
    height,
    layer: [
      { data: { values }, encoding: { ...encoding, ...unlisted(lines.encoding) }, layer: lines.layer },
      ...named.layers,
    ],
  };
}

/** Pixels of the plot, unless the names beside it need more. */
const HEIGHT = 260;

/** The names stand beside their lines. */
function unlisted({ color }: ReturnType<typeof namedLines>["encoding"]) {
  return color === undefined ? {} : { color: { ...color, legend: null } };
}

/** A little more than the figures take. */
function scaleOf(ms: readonly number[]): { readonly type: "log" | "linear"; readonly domain: [number, number] } {
  const { type } = positiveScale(ms, true);
  const highest = Math.max(...ms);
  return { type, domain: type === "log" ? [Math.min(...ms) / 1.2, highest * 1.2] : [0, highest * 1.05] };
}
