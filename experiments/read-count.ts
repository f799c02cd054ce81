import { ConfigError } from "../harness/base/errors.ts";

const SIZES: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/**
 * A whole number as people write it: "50M" -> 50,000,000; "1.2B", "500k", "50,000,000" and "5e7" likewise.
 * @param option how it is called in the message
 * @throws ConfigError unless it is at least 1
 */
export function readCount(text: string, option: string): number {
  const [, digits, suffix = ""] = /^(\d[\d,_]*(?:\.\d+)?(?:e\d+)?)\s*([kmbgt]?)$/i.exec(text.trim()) ?? [];
  const count = Math.round(Number(digits?.replaceAll(/[,_]/g, "")) * SIZES[suffix.toLowerCase()]!);
  if (count >= 1 && Number.isSafeInteger(count)) return count;
  throw new ConfigError(`${option} ${text}: must be a number of texts such as 50M, 1.2B or 500,000`);
}
