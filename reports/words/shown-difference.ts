/** Differences that are shown to be there, and figures that miss a limit: rounded, they must not look like none, or like the limit. */
import { formatNumber, formatPoints, formatRatio, formatShare } from "../../harness/judge/figures/format.ts";

/** Decimals of percentages beyond which nothing is told. */
const MOST_DECIMALS = 4;

/** A share that misses another one: 0.8934 of 0.895 -> "89.3 %", 0.8946 of 0.895 -> "89.46 %" */
export function shareBeside(share: number, limit: number): string {
  return beside(share, limit, formatShare, (decimals) => `${(share * 100).toFixed(decimals)} %`);
}

/** The same of signed differences in percentage points: -0.0104 of -0.01 -> "−1.04" */
export function pointsBeside(difference: number, limit: number): string {
  return beside(difference, limit, formatPoints, (decimals) => {
    const points = Math.abs(difference * 100).toFixed(decimals);
    return difference < 0 ? `−${points}` : `+${points}`;
  });
}

/** As usual or, if the limit looks the same then, with as many decimals as it takes to tell them apart. */
function beside(
  value: number,
  limit: number,
  usual: (value: number) => string,
  withDecimals: (decimals: number) => string,
): string {
  if (value === limit || usual(value) !== usual(limit)) return usual(value);
  const rounded = (share: number, count: number) => Number((share * 100).toFixed(count));
  const decimals = [2, 3, MOST_DECIMALS].find((count) => rounded(value, count) !== rounded(limit, count));
  return withDecimals(decimals ?? MOST_DECIMALS);
}

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
