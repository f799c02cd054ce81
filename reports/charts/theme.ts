import type { Config } from "vega-lite";

/**
 * Colors of the data: each has a contrast of at least 3 to white and to the page's dark background (WCAG 2.2, 1.4.11),
 * so that one chart serves light, dark and print. Text and lines take the page's own color.
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

/** Background of the page in the dark scheme; page.css has the same. */
export const DARK_BACKGROUND = "#14171c";

/** Vega expression: the plot is as narrow as on a phone, and what stands side by side on a desk goes one under the other. */
export const IS_NARROW = "width < 560";

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
  // Points and bars carry all figures for a screen reader; what only decorates them is silent.
  text: { color: INK, fontSize: 12, aria: false },
  rule: { color: INK, aria: false },
  line: { aria: false },
  tick: { aria: false },
  range: { category: [...PALETTE] },
};

/** What every chart has: it fills its container's width and stands on the page's background. */
export const FRAME = {
  width: "container",
  // Half a tick label may stand over the end of an axis.
  padding: { left: 5, top: 5, right: 20, bottom: 5 },
  autosize: { type: "fit-x", contains: "padding" },
  config: THEME,
} as const;

/** Names of configurations take some two fifths of a narrow screen. */
export const LABEL_LIMIT = { expr: "clamp(0.42 * containerSize()[0], 110, 260)" } as const;

/** A row for each name, in their order. */
export function rowsAxis(names: readonly string[]) {
  return {
    field: "name",
    type: "nominal",
    sort: [...names],
    title: null,
    axis: { labelLimit: LABEL_LIMIT, ticks: false, domain: false },
  } as const;
}

/** End of a scale that leaves room for a figure after the longest bar; more room on a narrow screen. */
export function roomForText(largest: number): { readonly expr: string } {
  return { expr: `${largest} * (containerSize()[0] < 460 ? 1.4 : 1.17)` };
}

/**
 * A scale for positive figures: values that span more than a factor of ten need a logarithmic one to be distinguishable at the low end.
 * @param zero whether a linear scale begins at 0, as it must where lengths are compared
 */
export function positiveScale(values: readonly number[], zero: boolean): PositiveScale {
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low > 10 ? { type: "log" } : { type: "linear", zero };
}

export type PositiveScale = { readonly type: "log" } | { readonly type: "linear"; readonly zero: boolean };
