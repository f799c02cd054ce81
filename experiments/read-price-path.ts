import { type PriceHistory, priceHistories } from "../data/market.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { type PricePath, type PriceStep, pathOfHistory, UNCHANGED } from "../harness/judge/pricing/war/price-path.ts";

/** A path, and how an option or a history calls it. */
export interface NamedPath {
  readonly name: string;
  readonly path: PricePath;
}

export const HISTORY_PATHS: readonly (NamedPath & { readonly history: PriceHistory })[] = priceHistories.map(
  (history) => ({ name: history.id, path: pathOfHistory(history.points), history }),
);

/**
 * A price's path as an option spells it: "-60%" a year, steps "13:0.5,25:0.25" (from month 13 on half of the first month's price), "flat", or a
 * history by its id.
 * @throws ConfigError naming the option
 */
export function readPricePath(text: string, option: string): NamedPath {
  const steady = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(text.trim());
  if (steady !== null && Number(steady[1]) > -100) {
    return { name: text.trim(), path: { kind: "steady", annualChange: Number(steady[1]) / 100 } };
  }
  if (text.trim() === "flat") return { name: "flat", path: UNCHANGED };
  const history = HISTORY_PATHS.find(({ name }) => name === text.trim());
  if (history !== undefined) return history;
  const steps = text.split(",").map(readStep);
  const ascend = steps.every((step, index) => step !== null && step.month > (steps[index - 1]?.month ?? 1));
  if (ascend) return { name: text, path: { kind: "steps", steps: steps as PriceStep[] } };
  throw new ConfigError(
    `${option} ${text}: must be a change a year such as -60%, steps such as 13:0.5,25:0.25 (month and factor on the first month's price, ascending from month 2), flat, or one of ${HISTORY_PATHS.map(({ name }) => name).join(", ")}`,
  );
}

/** "13:0.5" @throws ConfigError naming the option */
export function readCut(text: string, option: string): PriceStep {
  const step = readStep(text);
  if (step !== null) return step;
  throw new ConfigError(`${option} ${text}: must be a month and a factor on the price, such as 13:0.5`);
}

function readStep(text: string): PriceStep | null {
  const [, month, factor] = /^\s*(\d+):(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  return Number(month) >= 1 && Number(factor) > 0 ? { month: Number(month), factor: Number(factor) } : null;
}
