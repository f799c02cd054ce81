import { type CheckResult, type CheckRow, isWorse } from "../../harness/judge/check/check-result.ts";
import { MARGIN, PASS_BOUND } from "../../harness/judge/check/decide.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { type DrawnChart, MOST_ROWS } from "../charts/chart.ts";
import { FRAME, PALETTE, rowsAxis, rowsHeight } from "../charts/theme.ts";
import { shownWords } from "../words/charts/shown.ts";
import { ratioCell, ratioText, rowTitle } from "../words/check/figures.ts";
import { labelText, verdictText } from "../words/check/rows.ts";
import { oneLine } from "../words/one-line.ts";

/** The bounds that decide the verdicts, as times worse. */
export interface RatioBounds {
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
export function drawRatios(result: CheckResult, bounds: RatioBounds = DEFAULT_BOUNDS): DrawnChart | null {
  const all = inReadingOrder(result).flatMap(worseningOf);
  if (all.length === 0) return null;
  const shown = all.slice(0, MOST_ROWS);
  const title = findingTitle(all, bounds);
  return {
    title,
    subtitle: `How many times worse ${oneLine(result.head.name)} is than ${oneLine(result.base.name)}, with 90 % intervals. If higher is better, as for throughput, the ratio is inverted. A regression is significantly beyond the margin of ${percent(bounds.margin)}; a pass has an interval that ends at or below the pass bound of ${ratioText(bounds.passBound)}.${shownWords("en").cut(shown.length, all.length)}`,
    description: `Dot plot with intervals of the ratio of head to base, worse to the right, for ${shown.length} comparisons. ${title}.`,
    spec: specOf(shown, bounds),
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

function findingTitle(all: readonly Worsening[], { margin, passBound }: RatioBounds): string {
  const beyond = all.filter(({ low }) => low > margin).length;
  const within = all.filter(({ high }) => high <= passBound).length;
  const of = `${all.length} measured ratio${all.length === 1 ? "" : "s"}`;
  const pass = `${within} of ${of} ${within === 1 ? "ends" : "end"} at or below ${ratioText(passBound)}`;
  return beyond === 0
    ? pass
    : `${pass}, ${beyond} ${beyond === 1 ? "is" : "are"} entirely beyond the margin of ${percent(margin)}`;
}

const GROUPS = ["worse", "undecided", "pass or better"] as const;
const COLORS: Readonly<Record<(typeof GROUPS)[number], string>> = {
  worse: PALETTE[4]!,
  undecided: PALETTE[7]!,
  "pass or better": PALETTE[0]!,
};

function groupOf({ verdict }: CheckRow): (typeof GROUPS)[number] {
  if (isWorse({ verdict })) return "worse";
  return verdict === "pass" || verdict === "improved" ? "pass or better" : "undecided";
}

function specOf(shown: readonly Worsening[], { margin, passBound }: RatioBounds): DrawnChart["spec"] {
  const values = shown.map(({ row, middle, low, high }) => ({
    name: `${labelText(row)}, ${rowTitle(row)}`,
    group: groupOf(row),
    middle,
    low,
    high,
    verdict: verdictText(row),
    ratio: ratioCell(row.ratio),
  }));
  const lines = [
    { at: 1, line: "equal" },
    { at: margin, line: "margin" },
    { at: passBound, line: "pass bound" },
  ];
  const names = values.map(({ name }) => name);
  const rows = rowsAxis(names);
  const y = { ...rows, axis: { ...rows.axis, grid: true } };
  const x = {
    type: "quantitative",
    title: "Times worse than base",
    scale: { type: "log", nice: false, domain: domainOf(shown, passBound) },
    axis: { values: TICKS, format: "~r", labelOverlap: true },
  } as const;
  const color = {
    field: "group",
    type: "nominal",
    title: null,
    scale: { domain: [...GROUPS], range: GROUPS.map((group) => COLORS[group]) },
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
            { field: "name", title: "comparison" },
            { field: "verdict", title: "verdict" },
            { field: "ratio", title: "head / base" },
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
