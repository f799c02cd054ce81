import { isNowhereAbove } from "../monthly/cost-curve.ts";
import { costCurve } from "../monthly/monthly-cost.ts";
import { type Doubt, fitOf, type Misfit } from "../monthly/offer-fit.ts";
import type { Offering } from "../monthly/offering.ts";
import type { Contender } from "./campaign.ts";
import type { Entrant, Entrants } from "./entrant.ts";
import { operationOf, type WarQuestion } from "./question.ts";

/** An entrant at an offer. */
export interface Served extends Contender {
  readonly entrant: Entrant;
  readonly offering: Offering;
  /** What of its cost was not measured on such a machine; none at the offer of its runs. */
  readonly doubts: readonly Doubt[];
}

/** Who takes part in any market, served as asked. */
export interface Field {
  /** In the order of choice. */
  readonly contenders: readonly Served[];
  /** Those of them that can be shipped in some market. */
  readonly undominated: readonly Served[];
  /** Those that cannot be served at the offer. */
  readonly refused: readonly { readonly entrant: Entrant; readonly misfit: Misfit }[];
  /** From outside the matrix. */
  readonly outside: readonly Served[];
}

/** What decides who takes part and what serving costs. */
export type ServingTerms = Pick<WarQuestion, "offer" | "utilization" | "retrainDays" | "anyQuality">;

/**
 * Of the own entrants, those that satisfy the rules of quality take part, unless there are none.
 * @param offerings has the offer that is asked for
 * @throws RangeError if it has not
 */
export function fieldOf({ own, outside }: Entrants, terms: ServingTerms, offerings: readonly Offering[]): Field {
  const eligible = own.filter(({ isEligible }) => isEligible);
  const served = serve(terms.anyQuality || eligible.length === 0 ? own : eligible, terms, offerings);
  return {
    contenders: served.all,
    undominated: undominated(served.all),
    refused: served.refused,
    outside: serve(outside, terms, offerings).all,
  };
}

function serve(entrants: readonly Entrant[], terms: ServingTerms, offerings: readonly Offering[]) {
  const offer = terms.offer === null ? null : offerNamed(terms.offer, offerings);
  const operation = operationOf(terms);
  const all: Served[] = [];
  const refused: { entrant: Entrant; misfit: Misfit }[] = [];
  for (const entrant of entrants) {
    const { needs, accuracy } = entrant;
    const offering = offer ?? entrant.offering;
    const { misfit, doubts } = offer === null ? { misfit: null, doubts: [] } : fitOf(needs, offer);
    const curve = misfit === null ? costCurve(needs, offering, operation) : null;
    if (curve === null) refused.push({ entrant, misfit: misfit ?? "not-measured" });
    else all.push({ entrant, offering, doubts, curve, accuracy });
  }
  return { all, refused };
}

function offerNamed(id: string, offerings: readonly Offering[]): Offering {
  const found = offerings.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no offer ${id} among ${offerings.length}`);
  return found;
}

/**
 * Leaves out who cannot be shipped in any market: one before it in the order of choice is at least as accurate and costs at most as much at every
 * volume, so that month by month it earns as much, keeps every margin that the other keeps, and is taken where both earn the same.
 */
export function undominated<C extends Contender>(inOrder: readonly C[]): C[] {
  const kept: C[] = [];
  for (const one of inOrder) {
    const isDominated = kept.some((other) => other.accuracy >= one.accuracy && isNowhereAbove(other.curve, one.curve));
    if (!isDominated) kept.push(one);
  }
  return kept;
}
