import { countOf } from "../harness/base/counts.ts";
import { ConfigError } from "../harness/base/errors.ts";

/**
 * A whole number as people write it, such as 50M.
 * @param option how it is called in the message
 * @throws ConfigError unless it is at least 1
 */
export function readCount(text: string, option: string): number {
  const count = countOf(text);
  if (count !== null) return count;
  throw new ConfigError(`${option} ${text}: must be a number of texts such as 50M, 1.2B or 500,000`);
}
