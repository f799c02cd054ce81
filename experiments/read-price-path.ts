import { ConfigError } from "../harness/base/errors.ts";
import { type NamedPath, readPath, readStep } from "../harness/judge/pricing/war/named-path.ts";
import type { PriceHistory, PriceStep } from "../harness/judge/pricing/war/price-path.ts";

/** A price's path as an option spells it, which may follow one of the histories. @throws ConfigError naming the option */
export function readPricePath(text: string, option: string, histories: readonly PriceHistory[]): NamedPath {
  const path = readPath(text, histories);
  if (path !== null) return path;
  throw new ConfigError(
    `${option} ${text}: must be a change a year such as -60%, steps such as 13:0.5,25:0.25 (month and factor on the first month's price, ascending from month 2), flat, or one of ${histories.map(({ id }) => id).join(", ")}`,
  );
}

/** "13:0.5" @throws ConfigError naming the option */
export function readCut(text: string, option: string): PriceStep {
  const step = readStep(text);
  if (step !== null) return step;
  throw new ConfigError(`${option} ${text}: must be a month and a factor on the price, such as 13:0.5`);
}
