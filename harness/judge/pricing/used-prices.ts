import { canonicalJson } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import type { OkRecord, Price } from "../../contract/index.ts";
import type { PlannedOffer, PlanOffers } from "./plan-offers.ts";

/** An offer used to compute dollars. */
export interface UsedPrice extends PlannedOffer {
  /** Serving backends of the runs that it applies to. */
  readonly backends: readonly string[];
  /** Number of runs whose records hold dollars at another price. */
  readonly repriced: number;
}

/** The offers used for finished runs, in the order of the runs. */
export function usedPrices(records: readonly OkRecord[], offers: PlanOffers): UsedPrice[] {
  const priced = records.flatMap(({ cost, experiment: { serving } }) => {
    const offer = offers.get(serving.backend);
    return offer === undefined
      ? []
      : [{ offer, backend: serving.backend, isRepriced: !costsTheSame(offer.price, cost.price) }];
  });
  const groups = groupBy(priced, ({ offer: { price, origin } }) => `${origin} ${canonicalJson(price)}`);
  return [...groups.values()].map((group) => ({
    ...group[0]!.offer,
    backends: [...new Set(group.map(({ backend }) => backend))],
    repriced: group.filter(({ isRepriced }) => isRepriced).length,
  }));
}

/** Whether two offers give the same dollars: their notes and sources may differ. */
function costsTheSame(a: Price, b: Price): boolean {
  return a.usdPerHour === b.usdPerHour && canonicalJson(a.billing) === canonicalJson(b.billing);
}
