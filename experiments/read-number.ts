/** How options' numbers are read. Each reader names its option, and what the number must be, in a ConfigError. */
import { ConfigError } from "../harness/base/errors.ts";

/** Node's timers take at most 2^31 - 1 ms. */
export const LONGEST_WAIT_SECONDS = 2_147_483;

export const HIGHEST_PORT = 65_535;

/** @param what it must be, for the message: "a share such as 0.4" */
export function number(option: string, what: string, isAllowed: (value: number) => boolean) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value) && isAllowed(value)) return value;
    throw new ConfigError(`${option} ${text}: must be ${what}`);
  };
}

/** A whole number within bounds. */
export function whole(option: string, least: number, most: number = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  const isAllowed = (value: number) => Number.isSafeInteger(value) && value >= least && value <= most;
  return number(option, `a whole number ${range}`, isAllowed);
}

/** A number above 0. @param what it must be, for the message: "a number of dollars above 0" */
export function positive(option: string, what: string) {
  return number(option, what, (value) => value > 0);
}
