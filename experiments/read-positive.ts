import { ConfigError } from "../harness/base/errors.ts";

/**
 * A number above 0 from the command line.
 * @param option how it is called in the message
 * @param what it must be, for the message: "a number of dollars above 0"
 * @throws ConfigError on anything else
 */
export function readPositive(text: string, option: string, what: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && Number.isFinite(value)) return value;
  throw new ConfigError(`${option} ${text}: must be ${what}`);
}
