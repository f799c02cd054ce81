/** Formats figures for people: three significant digits and the unit. */

const compact = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const threeDigits = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const MINUS = "−";

/** 1234567 -> "1,230,000"; 0.012345 -> "0.0123" */
export function formatNumber(value: number): string {
  return compact.format(value);
}

/** 1234.6 -> "1,235" */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** Always three digits, so that a column of prices lines up: 0.003 -> "$0.00300" */
export function formatUsd(usd: number): string {
  return usd === 0 ? "$0" : `$${threeDigits.format(usd)}`;
}

/** 0.8712 -> "87.1 %" */
export function formatShare(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

/** Difference of two shares in percentage points, signed: -0.0034 -> "−0.3" */
export function formatPoints(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === "0.0") return "0.0";
  return difference < 0 ? `${MINUS}${text}` : `+${text}`;
}

/** Decimal units: 641732 -> "642 kB", 1610000 -> "1.61 MB" */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${compact.format(value)} ${units[unit]}`;
}

/** 0.0423 -> "0.0423 ms", 4230 -> "4.23 s", 90000 -> "90 s", 423000 -> "7.05 min" */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${compact.format(ms)} ms`;
  if (ms < 120_000) return `${compact.format(ms / 1000)} s`;
  return `${compact.format(ms / 60_000)} min`;
}

/** 0.04321 -> "0.043", 0.00001 -> "< 0.001" */
export function formatP(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** 1, "cell" -> "1 cell"; 3, "cell" -> "3 cells" */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : several}`;
}

/** ["a", "b", "c"] -> "a, b and c"; more than `most` -> "a, b and 4 more" */
export function listing(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
