import type { Figure } from "../../harness/judge/figures/figure.ts";
import type { Pooled } from "../../harness/judge/figures/pool.ts";
import { UNITS } from "../../harness/judge/figures/units.ts";

/** Reads a figure of a table row: the value of a run, or the pooled value of a configuration. */
export type FigureReader = (figure: Figure) => Pooled | null;

const NOT_MEASURED = "—";

/** A value for a column whose heading names the unit; a dash for null. */
export function valueText(figure: Figure, value: Pooled | null): string {
  if (value === null) return NOT_MEASURED;
  if (typeof value === "string" || figure.unit === "id") return String(value);
  return UNITS[figure.unit].bare(typeof value === "number" ? value : value.middle);
}

/** "p90: 0.09 ms, p99: 0.16 ms"; empty for a figure without details. */
export function detailsText({ details = [] }: Figure, read: FigureReader): string {
  const texts = details.flatMap((figure) => {
    const value = read(figure);
    return value === null && figure.detail?.isOptional
      ? []
      : [`${figure.detail?.label ?? figure.title}: ${valueText(figure, value)}`];
  });
  return texts.join(", ");
}
