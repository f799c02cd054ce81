import { type CheckResult, type CheckRow, isWorse } from "../../harness/judge/check/check-result.ts";
import { MARGIN, PASS_BOUND } from "../../harness/judge/check/decide.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { type DrawnChart, MOST_ROWS } from "../charts/chart.ts";
import { rowsAxis, rowsHeight } from "../charts/row-names.ts";
import { FRAME, PALETTE } from "../charts/theme.ts";
import { shownWords } from "../words/charts/shown.ts";
import { ratioCell, ratioText, rowTitle } from "../words/check/figures.ts";
import { type RatioGroup, type RatioWords, ratioWords } from "../words/check/ratio-chart.ts";
import { labelText, verdictText } from "../words/check/rows.ts";
import type { Language } from "../words/language.ts";
import { oneLine } from "../words/one-line.ts";

/** The bounds that decide the verdicts, as times worse. */
interface RatioBounds {
  /** A ratio that is significantly above this is a regression. */
  readonly margin: number;
  /** An interval that ends at or below this is a pass. */
  readonly passBound: number;
}

/** The bounds unless a limits file has others. */
const DEFAULT_BOUNDS: RatioBounds = { margin: 1 + MARGIN, passBound: PASS_BOUND };

/** One interval, inverted if needed so that above 1 is worse for every metric. */
interface Worsening {
  readonly row: CheckRow;
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** The measured ratios with their intervals and the bounds; null if nothing was measured in pairs. */
export function drawRatios(
  result: CheckResult,
  { bounds = DEFAULT_BOUNDS, language = "en" }: { readonly bounds?: RatioBounds; readonly language?: Language } = {},
): DrawnChart | null {
  const all = inReadingOrder(result).flatMap(worseningOf);
  if (all.length === 0) return null;
  const shown = all.slice(0, MOST_ROWS);
  const words = ratioWords[language];
  const title = findingTitle(all, bounds, words);
  return {
    title,
    subtitle: `${words.subtitle({
      base: oneLine(result.base.name),
      head: oneLine(result.head.name),
      margin: percent(bounds.margin),
      passBound: ratioText(bounds.passBound),
    })}${shownWords(language).cut(shown.length, all.length)}`,
    description: words.description(shown.length, title),
    spec: specOf(shown, bounds, language),
  };
}

function worseningOf(row: CheckRow): Worsening[] {
  const { ratio, metric } = row;
  // A derived figure would repeat the one that it follows.
  if (ratio === null || !(ratio.low > 0) || METRICS[metric].kind === "derived") return [];
  const { middle, low, high } = ratio;
  return METRICS[metric].better === "higher"
    ? [{ row, middle: 1 / middle, low: 1 / high, high: 1 / low }]
    : [{ row, middle, low, high }];
}

/** 1.05 -> "5 %" */
function percent(ratio: number): string {
  return `${Number(((ratio - 1) * 100).toPrecision(3))} %`;
}

function findingTitle(
  all: readonly Worsening[],
  { margin, passBound }: RatioBounds,
  { within, beyond }: RatioWords,
): string {
  const passing = all.filter(({ high }) => high <= passBound).length;
  const worse = all.filter(({ low }) => low > margin).length;
  const pass = within(passing, all.length, ratioText(passBound));
  return worse === 0 ? pass : beyond(pass, worse, percent(margin));
}

const GROUPS = ["worse", "undecided", "passing"] as const satisfies readonly RatioGroup[];
const COLORS: Readonly<Record<RatioGroup, string>> = {
  worse: PALETTE[4]!,
  undecided: PALETTE[7]!,
  passing: PALETTE[0]!,
};

function groupOf({ verdict }: CheckRow): RatioGroup {
  if (isWorse({ verdict })) return "worse";
  return verdict === "pass" || verdict === "improved" ? "passing" : "undecided";
}

function specOf(
  shown: readonly Worsening[],
  { margin, passBound }: RatioBounds,
  language: Language,
): DrawnChart["spec"] {
  const words = ratioWords[language];
  const values = shown.map(({ row, middle, low, high }) => ({
    name: words.name(labelText(row, language), rowTitle(row, language)),
    group: words.groups[groupOf(row)],
    middle,
    low,
    high,
    verdict: verdictText(row, language),
    ratio: ratioCell(row.ratio, language),
  }));
  const lines = [
    { at: 1, line: words.lines.equal },
    { at: margin, line: words.lines.margin },
    { at: passBound, line: words.lines.passBound },
  ];
  const names = values.map(({ name }) => name);
  const rows = rowsAxis(names);
  const y = { ...rows, axis: { ...rows.axis, grid: true } };
  const x = {
    type: "quantitative",
    title: words.axis,
    scale: { type: "log", nice: false, domain: domainOf(shown, passBound) },
    axis: { values: TICKS, format: "~r", labelOverlap: true },
  } as const;
  const color = {
    field: "group",
    type: "nominal",
    title: null,
    scale: { domain: GROUPS.map((group) => words.groups[group]), range: GROUPS.map((group) => COLORS[group]) },
    // A number, not an expression, as for trainings: Vega measures the legend before evaluating expressions.
    legend: { symbolType: "circle", columns: 2 },
  } as const;
  const strokeDash = {
    field: "line",
    type: "nominal",
    title: null,
    scale: { domain: lines.map(({ line }) => line), range: DASHES },
    legend: { symbolType: "stroke", columns: 2 },
  } as const;
  return {
    ...FRAME,
    height: rowsHeight(names),
    data: { values },
    layer: [
      {
        data: { values: lines },
        mark: { type: "rule", strokeWidth: 1.5, opacity: 0.7 },
        encoding: { x: { ...x, field: "at" }, strokeDash },
      },
      {
        mark: { type: "rule", strokeWidth: 3, opacity: 0.55 },
        encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" }, color },
      },
      {
        mark: { type: "point", filled: true, size: 80, opacity: 1 },
        encoding: {
          y,
          x: { ...x, field: "middle" },
          color,
          tooltip: [
            { field: "name", title: words.tooltip.comparison },
            { field: "verdict", title: words.tooltip.verdict },
            { field: "ratio", title: words.tooltip.ratio },
          ],
        },
      },
    ],
  };
}

/** Ticks around 1, where a logarithmic axis would have almost none. */
const TICKS = [0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.5, 2, 3, 5, 10, 20, 50, 100];

/** Dash patterns of the lines from left to right: solid, dotted, dashed. */
const DASHES = [
  [1, 0],
  [2, 3],
  [6, 4],
];

/** Covers all intervals and the pass bound, with some space at both ends. */
function domainOf(shown: readonly Worsening[], passBound: number): [number, number] {
  const low = Math.min(0.9, ...shown.map((one) => one.low));
  const high = Math.max(passBound, ...shown.map((one) => one.high));
  return [low / 1.02, high * 1.05];
}
