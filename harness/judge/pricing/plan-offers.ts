import type { OkRecord, Plan, Price, RunRecord } from "../../contract/index.ts";
import { NO_PRICES, type Prices } from "./priced-run.ts";

/** The offer that prices all runs of a serving backend. */
export interface PlannedOffer {
  readonly price: Price;
  /**
   * "given": chosen for this analysis; "plan": the plan's; "record": the newest that a record keeps, where the plan only
   * names its offer.
   */
  readonly origin: "given" | "plan" | "record";
}

/** Serving backend -> its offer. A backend without an offer has no finished run. */
export type PlanOffers = ReadonlyMap<string, PlannedOffer>;

/**
 * One offer per serving backend, so that no figure mixes two price lists: a run recorded at another offer is priced at
 * the plan's. Plans before schema 3 only name offers. Their terms then come from the newest record at that offer, or, if
 * no record was made at it, from the newest record of the backend.
 * @param given offers to use instead
 */
export function planOffers(plan: Plan, records: readonly RunRecord[], given: Prices = NO_PRICES): PlanOffers {
  const newestFirst = records
    .filter((record): record is OkRecord => record.status === "ok")
    .map((record, index) => ({ record, index }))
    .sort((a, b) => b.record.startedAt.localeCompare(a.record.startedAt) || b.index - a.index)
    .map(({ record }) => record);
  const named = new Map(plan.cells.map(({ experiment, priceId }) => [experiment.serving.backend, priceId]));
  const offers = new Map<string, PlannedOffer>();
  for (const [backend, priceId] of named) {
    const offer = offerOf(backend, priceId, { plan, newestFirst, given });
    if (offer !== null) offers.set(backend, offer);
  }
  return offers;
}

interface OfferSources {
  readonly plan: Pick<Plan, "offers">;
  readonly newestFirst: readonly OkRecord[];
  readonly given: Prices;
}

function offerOf(backend: string, priceId: string, { plan, newestFirst, given }: OfferSources): PlannedOffer | null {
  const chosen = given.get(backend);
  if (chosen !== undefined) return { price: chosen, origin: "given" };
  const planned = plan.offers.find(({ id }) => id === priceId);
  if (planned !== undefined) return { price: planned, origin: "plan" };
  const recorded =
    newestFirst.find(({ cost }) => cost.price.id === priceId) ??
    newestFirst.find(({ experiment }) => experiment.serving.backend === backend);
  return recorded === undefined ? null : { price: recorded.cost.price, origin: "record" };
}
