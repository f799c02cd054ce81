import { PALETTE } from "./theme.ts";

/** Whether colors distinguish so many names; one name needs none. */
export function areColored(names: readonly string[]): boolean {
  return names.length > 1 && names.length <= PALETTE.length;
}

/** A tooltip's line. */
interface Detail {
  readonly field: string;
  readonly title: string;
  readonly type?: "quantitative";
  readonly format?: string;
}

/**
 * Lines with a dot at every point, in a color for each name where there are enough.
 * @param names values of the field "name"
 */
export function namedLines(names: readonly string[], dotSize: number, tooltip: readonly Detail[]) {
  const color = {
    field: "name",
    type: "nominal",
    title: null,
    sort: [...names],
    // A number and no expression: Vega measures the legend before it evaluates one, and cuts rows off.
    legend: { columns: 2 },
  } as const;
  const line = { type: "line", color: PALETTE[0]!, strokeWidth: 1.5, opacity: 0.75 } as const;
  const dot = { type: "point", color: PALETTE[0]!, filled: true, size: dotSize, opacity: 0.9 } as const;
  return {
    encoding: areColored(names) ? { color } : {},
    layer: [{ mark: line }, { mark: dot, encoding: { tooltip: [...tooltip] } }],
  };
}
