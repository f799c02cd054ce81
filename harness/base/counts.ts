import { groupedText } from "./decimal.ts";
import { once } from "./once.ts";

/** The first one of a process takes 20 ms. */
const whole = once(() => new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }));

/** 1234.6 -> "1,235" */
export function formatCount(value: number): string {
  return value > 0 && Number.isSafeInteger(value) ? groupedText(value) : whole().format(value);
}

/** 1, "cell" -> "1 cell"; 3, "cell" -> "3 cells" */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : several}`;
}

const SIZES: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/**
 * A whole number as people write it: "50M" -> 50,000,000; "1.2B", "500k", "50,000,000" and "5e7" likewise. Null unless it is at least 1.
 * A comma that parts no three digits may be meant as a decimal point, so that such a text is no number: "50,00".
 */
export function countOf(text: string): number | null {
  const [, digits, suffix = ""] =
    /^((?:\d{1,3}(?:[,_]\d{3})+|\d+)(?:\.\d+)?(?:e\d+)?)\s*([kmbgt]?)$/i.exec(text.trim()) ?? [];
  const count = Math.round(Number(digits?.replaceAll(/[,_]/g, "")) * SIZES[suffix.toLowerCase()]!);
  return count >= 1 && Number.isSafeInteger(count) ? count : null;
}
