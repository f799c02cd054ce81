import { canonicalJson } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import type { Price } from "../../contract/index.ts";
import type { PricedRun, Prices } from "./priced-run.ts";

/** An offer used to compute dollars. */
export interface UsedPrice {
  readonly price: Price;
  /** "record": recorded with the runs; "given": chosen for this analysis instead. */
  readonly origin: "record" | "given";
  /** Serving backends of the runs that it applies to. */
  readonly backends: readonly string[];
}

/** The offers used for the runs, in the order of the runs. */
export function usedPrices(runs: readonly PricedRun[], prices: Prices): UsedPrice[] {
  const priced = runs.map(({ price, experiment: { serving } }) => {
    const origin = prices.has(serving.backend) ? ("given" as const) : ("record" as const);
    return { price, origin, backend: serving.backend };
  });
  const groups = groupBy(priced, ({ price, origin }) => `${origin} ${canonicalJson(price)}`);
  return [...groups.values()].map((group) => {
    const { price, origin } = group[0]!;
    return { price, origin, backends: [...new Set(group.map(({ backend }) => backend))] };
  });
}
