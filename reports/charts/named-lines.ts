import { PALETTE } from "./theme.ts";

/** Whether there are enough colors for the names; a single name needs none. */
export function areColored(names: readonly string[]): boolean {
  return names.length > 1 && names.length <= PALETTE.length;
}

/** A line of a tooltip. */
interface TooltipLine {
  readonly field: string;
  readonly title: string;
  readonly type?: "quantitative";
  readonly format?: string;
}

/** Characters of a name that fit beside another on a phone. */
const LONGEST_BESIDE = 16;

/** The color of each name, if there are enough colors. @param names values of the field "name" */
export function nameColors(names: readonly string[]) {
  if (!areColored(names)) return {};
  const color = {
    field: "name",
    type: "nominal",
    title: null,
    sort: [...names],
    // A number, not an expression: Vega measures the legend before evaluating expressions, and would cut off rows.
    legend: {
      columns: names.some(({ length }) => length > LONGEST_BESIDE) ? 1 : 2,
      labelLimit: { expr: "max(240, containerSize()[0] - 110)" },
    },
  } as const;
  return { color };
}

/** The same for marks that are faint, whose legend is not. */
export function solidNameColors(names: readonly string[]) {
  const { color } = nameColors(names);
  return color === undefined ? {} : { color: { ...color, legend: { ...color.legend, symbolOpacity: 1 } } };
}

/**
 * Lines with a dot at every point, with one color per name if there are enough colors.
 * @param names values of the field "name"
 */
export function namedLines(
  names: readonly string[],
  dotSize: number,
  tooltip: readonly TooltipLine[],
  interpolate: "linear" | "step-after" = "linear",
) {
  const line = { type: "line", color: PALETTE[0]!, strokeWidth: 1.5, opacity: 0.75, interpolate } as const;
  const dot = { type: "point", color: PALETTE[0]!, filled: true, size: dotSize, opacity: 0.9 } as const;
  return {
    encoding: nameColors(names),
    layer: [{ mark: line }, { mark: dot, encoding: { tooltip: [...tooltip] } }],
  };
}
