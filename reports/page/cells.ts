import type { Spread } from "../../harness/base/statistics/summaries.ts";
import { NOT_MEASURED, type TableCell } from "./table.ts";

type FormatNumber = (value: number) => string;

export function numberCell(value: number | null | undefined, format: FormatNumber): TableCell {
  return value === null || value === undefined ? NOT_MEASURED : { text: format(value), sort: value };
}

/** The middle, with the range below it if they look different after rounding. */
export function spreadCell(spread: Spread | null | undefined, format: FormatNumber): TableCell {
  if (spread === null || spread === undefined) return NOT_MEASURED;
  const { middle, low, high } = spread;
  const text = format(middle);
  const isFlat = format(low) === text && format(high) === text;
  return isFlat ? { text, sort: middle } : { text, detail: rangeOf(format(low), format(high)), sort: middle };
}

/** "$0.001" and "$0.002" -> "$0.001 – 0.002"; a shared unit is written once. */
function rangeOf(low: string, high: string): string {
  const unit = /[^\d.,]+$/.exec(high)?.[0] ?? "";
  const from = unit !== "" && low.endsWith(unit) ? low.slice(0, -unit.length) : low;
  const to = low.startsWith("$") ? high.replace("$", "") : high;
  return `${from} – ${to}`;
}

export function textCell(text: string, detail?: string): TableCell {
  return detail === undefined ? { text, sort: text } : { text, detail, sort: text };
}
