import { formatNumber, formatPoints } from "../analysis/format.ts";

/** 1.123 -> "+12.3 %" */
export function changeText(ratio: number): string {
  return `${formatPoints(ratio - 1)} %`;
}

/** 0.05 -> "5 %" */
export function percentText(share: number): string {
  return `${formatNumber(share * 100)} %`;
}
