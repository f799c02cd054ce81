/** Formats figures for people: three significant digits and the unit. */

import { formatCount, plural } from "../../base/counts.ts";
import { decimalText, significant } from "../../base/decimal.ts";

export { formatCount, plural } from "../../base/counts.ts";

const compact = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const threeDigits = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const MINUS = "−";

const DIGITS = 3;

/** 1234567 -> "1,230,000"; 0.012345 -> "0.0123" */
export function formatNumber(value: number): string {
  const found = significant(value, DIGITS);
  return found === null ? compact.format(value) : decimalText(found);
}

/** Always three digits, so that a column of prices lines up: 0.003 -> "$0.00300" */
export function formatUsd(usd: number): string {
  if (usd === 0) return "$0";
  const found = significant(usd, DIGITS);
  return `$${found === null ? threeDigits.format(usd) : decimalText(found, { keepsZeros: true })}`;
}

/** How many times as much: 2543.39 -> "2,540", 12.34 -> "12.3", 1.256 -> "1.26", 0.00234 -> "0.00234" */
export function formatRatio(ratio: number): string {
  return ratio >= 0.1 && ratio < 10 ? ratio.toFixed(2) : formatNumber(ratio);
}

/** 0.8712 -> "87.1 %", -0.012 -> "−1.2 %" */
export function formatShare(fraction: number): string {
  const text = Math.abs(fraction * 100).toFixed(1);
  return `${fraction < 0 && text !== "0.0" ? MINUS : ""}${text} %`;
}

/** The tenths of a percent that `formatShare` prints: of as many, two shares look the same. */
export function printedSteps(fraction: number): number {
  return Math.round(fraction * 1000);
}

/** Difference of two shares in percentage points, signed: -0.0034 -> "−0.3" */
export function formatPoints(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === "0.0") return "0.0";
  return difference < 0 ? `${MINUS}${text}` : `+${text}`;
}

/** 160433 -> "160,433 parameters", 6_912_345 -> "6.9 M parameters" */
export function formatParameters(count: number): string {
  const [scale, unit] = count >= 1e9 ? [1e9, "G"] : [1e6, "M"];
  if (count < scale) return plural(count, "parameter");
  return `${(count / scale).toLocaleString("en-US", { maximumFractionDigits: 1 })} ${unit} parameters`;
}

/** Decimal units: 641732 -> "642 kB", 1610000 -> "1.61 MB" */
export function formatBytes(bytes: number): string {
  return inUnits(bytes, ["B", "kB", "MB", "GB", "TB", "PB"]);
}

/** 0.0000183 -> "18.3 mWh", 0.5 -> "500 Wh" */
export function formatKwh(kwh: number): string {
  return inUnits(kwh * 1e6, ["mWh", "Wh", "kWh", "MWh"]);
}

/** 0.0086 -> "8.6 mg", 4150 -> "4.15 kg" */
export function formatGrams(grams: number): string {
  return inUnits(grams * 1e3, ["mg", "g", "kg", "t"]);
}

/** @param units each a thousand times the one before */
function inUnits(smallest: number, units: readonly string[]): string {
  let value = smallest;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value)} ${units[unit]}`;
}

/** 0.0423 -> "0.0423 ms", 4230 -> "4.23 s", 90000 -> "90 s", 423000 -> "7.05 min" */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${formatNumber(ms)} ms`;
  if (ms < 120_000) return `${formatNumber(ms / 1000)} s`;
  return `${formatNumber(ms / 60_000)} min`;
}

/** 0.04321 -> "0.043", 0.00001 -> "< 0.001" */
export function formatP(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** ["a", "b", "c"] -> "a, b and c"; more than `most` -> "a, b and 4 more" */
export function listing(names: readonly string[], most = 4): string {
  if (names.length > most)
    return `${names.slice(0, most - 1).join(", ")} and ${formatCount(names.length - most + 1)} more`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
