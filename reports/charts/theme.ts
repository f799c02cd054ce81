import type { Config } from "vega-lite";

/**
 * Colors of the data. Each has a contrast of at least 3 to white and to the page's dark background (WCAG 2.2, 1.4.11),
 * so that one chart works in light mode, dark mode and print. Text and lines use the page's text color.
 */
export const PALETTE: readonly string[] = [
  "#3b7dd8",
  "#cf6a1f",
  "#169384",
  "#8f63cf",
  "#d14b5a",
  "#808319",
  "#bf519b",
  "#7a8594",
];

/** Shapes of points that can be told apart. */
export const SHAPES: readonly string[] = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"];

/** Background of the page in the dark scheme; page.css has the same. */
export const DARK_BACKGROUND = "#14171c";

/** Vega expression for plots as narrow as on a phone, where legends are stacked. */
export const IS_NARROW = "width < 560";

/** Ticks of an axis of bytes, with the SI prefixes of d3: "10 MB", "500 kB", "39 B"; those of a logarithmic axis that have no label get none. */
export const BYTES_TICKS = {
  format: "~s",
  labelExpr: "datum.label === '' ? '' : replace(datum.label, /([kMG]?)$/, ' $1B')",
} as const;

const INK = "currentColor";

const THEME: Config = {
  background: "transparent",
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  view: { stroke: null },
  axis: {
    labelColor: INK,
    labelFontSize: 12,
    labelOpacity: 0.85,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: 500,
    titlePadding: 10,
    domainColor: INK,
    domainOpacity: 0.4,
    tickColor: INK,
    tickOpacity: 0.4,
    gridColor: INK,
    gridOpacity: 0.1,
  },
  legend: {
    orient: "top",
    labelColor: INK,
    labelFontSize: 12,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: 500,
    symbolStrokeWidth: 2,
    labelLimit: 240,
    symbolBaseFillColor: INK,
    symbolBaseStrokeColor: INK,
  },
  // Screen readers get all figures from points and bars; decorations are hidden from them.
  text: { color: INK, fontSize: 12, aria: false },
  rule: { color: INK, aria: false },
  line: { aria: false },
  tick: { aria: false },
  range: { category: [...PALETTE] },
};

/** Shared by all charts: they fill the width of their container, on the page's background. */
export const FRAME = {
  width: "container",
  // Half of a tick label may extend beyond the end of an axis.
  padding: { left: 5, top: 5, right: 20, bottom: 5 },
  autosize: { type: "fit-x", contains: "padding" },
  config: THEME,
} as const;

/** Vega expression for charts as narrow as on a phone, where long names take more lines. */
export const IS_ON_PHONE = "containerSize()[0] < 460";

/** The end of a scale with space for text after the longest bar, more of it on narrow screens. */
function roomForText(largest: number): { readonly expr: string } {
  return { expr: `${largest} * (${IS_ON_PHONE} ? 1.5 : containerSize()[0] < 700 ? 1.3 : 1.17)` };
}

/** Beyond this factor between the largest and the smallest, bars from 0 leave most rows without any length. */
const LARGEST_BAR_RATIO = 100;

/** What rows of figures are drawn as, each with its text behind it. */
export interface RowScale {
  /** Whether rows are points on a logarithmic scale, since bars would not show them. */
  readonly isLog: boolean;
  readonly scale: object;
}

/** Bars from 0, whose lengths compare, or points on a logarithmic scale. A figure of 0 has no place on the second. */
export function rowScale(values: readonly number[]): RowScale {
  const [smallest, largest] = [Math.min(...values), Math.max(...values)];
  if (smallest <= 0 || largest <= smallest * LARGEST_BAR_RATIO) {
    return { isLog: false, scale: { domainMin: 0, domainMax: roomForText(largest) } };
  }
  const room = { expr: `${largest} * pow(${largest / smallest}, ${IS_ON_PHONE} ? 0.6 : 0.35)` };
  return { isLog: true, scale: { type: "log", domainMin: smallest / 2, domainMax: room } };
}

/** How a row's figure is drawn on its scale. @param height of a bar in pixels */
export function rowMark(
  { isLog }: Pick<RowScale, "isLog">,
  { color, height }: { readonly color: string; readonly height: number },
) {
  return isLog
    ? ({ type: "point", filled: true, size: 80, opacity: 1, color } as const)
    : ({ type: "bar", height, color } as const);
}

/** The figure as text, behind what shows it. */
export function rowText({ isLog }: Pick<RowScale, "isLog">) {
  return { type: "text", align: "left", baseline: "middle", dx: isLog ? 9 : 6 } as const;
}

/**
 * A scale for positive figures: logarithmic if they span more than a factor of ten, to keep small values distinguishable.
 * @param zero whether a linear scale begins at 0, as needed to compare lengths
 */
export function positiveScale(values: readonly number[], zero: boolean): PositiveScale {
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low > 10 ? { type: "log" } : { type: "linear", zero };
}

export type PositiveScale = { readonly type: "log" } | { readonly type: "linear"; readonly zero: boolean };
