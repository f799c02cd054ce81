import { type Contender, campaign, firstLoss, type Market, type SoldMonth, totalMarginUsd } from "./campaign.ts";
import type { PriceStep } from "./price-path.ts";

/** A contender with its months. */
export interface Outcome<C extends Contender = Contender> {
  readonly contender: C;
  readonly months: readonly SoldMonth[];
  readonly totalMarginUsd: number;
  /** The first month that loses money; null if none does. */
  readonly firstLoss: number | null;
  /** Whether each month keeps the wanted margin. */
  readonly keepsMargin: boolean;
}

/** What to ship, and why. */
export interface Shipped<C extends Contender = Contender> {
  readonly outcome: Outcome<C>;
  /**
   * "accurate": of those that keep the wanted margin in every month and are about as accurate as the most accurate of these, what earns most. "earns": a
   * wrong answer has its price, so what earns most of all that keep the margin. "loses-least": none keeps it; this one earns most or loses least.
   */
  readonly reason: "accurate" | "earns" | "loses-least";
  /** Whether others that it was chosen from earn the same, so that it is only the first of them. */
  readonly isTied: boolean;
}

export function outcomes<C extends Contender>(
  contenders: readonly C[],
  market: Market,
  wantedMargin: number,
): Outcome<C>[] {
  return contenders.map((contender) => {
    const months = campaign(contender, market);
    return {
      contender,
      months,
      totalMarginUsd: totalMarginUsd(months),
      firstLoss: firstLoss(months),
      keepsMargin: months.every(({ margin }) => margin >= wantedMargin),
    };
  });
}

/** Margins that differ by less a month are the same: a cent. */
export const SAME_USD = 0.01;

/**
 * @param all at least one; of several that earn the same, the first is taken
 * @param accuracyTolerance what accuracies may differ by, in [0, 1], to count as the same
 */
export function shipped<C extends Contender>(
  all: readonly Outcome<C>[],
  market: Market,
  accuracyTolerance: number,
): Shipped<C> {
  const keeping = all.filter(({ keepsMargin }) => keepsMargin);
  if (keeping.length === 0) return { ...earningMost(all, market), reason: "loses-least" };
  if (market.usdPerWrongAnswer > 0) return { ...earningMost(keeping, market), reason: "earns" };
  const accuracy = Math.max(...keeping.map(({ contender }) => contender.accuracy));
  const accurate = keeping.filter(({ contender }) => contender.accuracy >= accuracy - accuracyTolerance);
  return { ...earningMost(accurate, market), reason: "accurate" };
}

function earningMost<C extends Contender>(all: readonly Outcome<C>[], { months }: Market): Omit<Shipped<C>, "reason"> {
  const most = Math.max(...all.map(({ totalMarginUsd: total }) => total));
  const [outcome, ...others] = all.filter(({ totalMarginUsd: total }) => total >= most - SAME_USD * months);
  return { outcome: outcome!, isTied: others.length > 0 };
}

/** What a seller wants of what is shipped. */
export interface Wanted {
  /** Share of the revenue that every month should leave. */
  readonly wantedMargin: number;
  /** What accuracies may differ by, in [0, 1], to count as the same. */
  readonly accuracyTolerance: number;
}

/** What to ship in a market. @param contenders at least one; of several that earn the same, the first is taken */
export function shippedIn<C extends Contender>(
  contenders: readonly C[],
  market: Market,
  { wantedMargin, accuracyTolerance }: Wanted,
): Shipped<C> {
  return shipped(outcomes(contenders, market, wantedMargin), market, accuracyTolerance);
}

/** What to ship after a rival cuts his price and all have to follow. */
export interface Response<C extends Contender = Contender> {
  readonly before: Shipped<C>;
  readonly after: Shipped<C>;
  /** Points of accuracy, in [0, 1]; below 0 if the answer is more accurate. */
  readonly accuracyGivenUp: number;
}

export function responseTo<C extends Contender>(
  contenders: readonly C[],
  market: Market,
  cut: PriceStep,
  wanted: Wanted,
): Response<C> {
  const before = shippedIn(contenders, market, wanted);
  const priceFactor = (month: number) => market.priceFactor(month) * (month < cut.month ? 1 : cut.factor);
  const after = shippedIn(contenders, { ...market, priceFactor }, wanted);
  return {
    before,
    after,
    accuracyGivenUp: before.outcome.contender.accuracy - after.outcome.contender.accuracy,
  };
}
