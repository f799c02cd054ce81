import type { CellNeeds, Operation } from "./demand.ts";
import { type MonthlyCost, monthlyCost } from "./monthly-cost.ts";
import { type Doubt, fitOf, type Misfit } from "./offer-fit.ts";
import type { Offering } from "./offering.ts";

/** What serving a cell costs at an offer. */
export interface Quote<O extends Offering = Offering> {
  readonly offering: O;
  readonly cost: MonthlyCost;
  readonly doubts: readonly Doubt[];
}

export interface Quotes {
  /** The cheapest first; of equal costs, the one with fewer doubts. */
  readonly quotes: readonly Quote[];
  /** Offers at which it cannot be served. */
  readonly refused: readonly { readonly offering: Offering; readonly misfit: Misfit }[];
}

/** A cell's cost at each of several offers, for a number of texts a month. */
export function quotesFor(
  needs: CellNeeds,
  offerings: readonly Offering[],
  operation: Operation,
  texts: number,
): Quotes {
  const quotes: Quote[] = [];
  const refused: { offering: Offering; misfit: Misfit }[] = [];
  for (const offering of offerings) {
    const { misfit, doubts } = fitOf(needs, offering);
    const cost = misfit === null ? monthlyCost(needs, offering, operation, texts) : null;
    if (cost === null) refused.push({ offering, misfit: misfit ?? "not-measured" });
    else quotes.push({ offering, cost, doubts });
  }
  quotes.sort((a, b) => a.cost.totalUsd - b.cost.totalUsd || a.doubts.length - b.doubts.length);
  return { quotes, refused };
}
