import { ConfigError } from "../harness/base/errors.ts";

/** Node's timers take at most 2^31 - 1 ms. */
export const LONGEST_WAIT_SECONDS = 2_147_483;

/** How an option's whole number within bounds is read. */
export function whole(option: string, least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new ConfigError(`${option} ${text}: must be a whole number ${range}`);
  };
}
