/** Differences that are shown to be there: rounded, they must not look like none. */
import { formatNumber, formatRatio } from "../../harness/judge/figures/format.ts";

/** Percentage points, unsigned: −0.062 -> "6.2", 0.0003 -> "0.03" */
export function shownPoints(difference: number): string {
  const points = Math.abs(difference * 100);
  const text = points.toFixed(1);
  return text === "0.0" ? formatNumber(Number(points.toPrecision(1))) : text;
}

/** How many times as much: 1.256 -> "1.26", 0.9968 -> "0.997" */
export function shownRatio(ratio: number): string {
  const text = formatRatio(ratio);
  if (text !== formatRatio(1)) return text;
  const digits = Math.max(3, Math.ceil(-Math.log10(Math.abs(ratio - 1))));
  return Number.isFinite(digits) ? ratio.toFixed(digits) : text;
}
