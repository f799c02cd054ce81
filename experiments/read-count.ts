import { countOf } from "../harness/base/counts.ts";
import { ConfigError } from "../harness/base/errors.ts";

/**
 * A whole number as people write it, such as 50M.
 * @param option how it is called in the message
 * @throws ConfigError unless it is at least 1, and a number that Number has exactly
 */
export function readCount(text: string, option: string): number {
  const count = countOf(text);
  if (count !== null) return count;
  throw new ConfigError(`${option} ${text}: must be a number of texts from 1 to 9,000T, such as 50M, 1.2B or 500,000`);
}
