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
   * "accurate": the most accurate that keeps the wanted margin in every month. "earns": a wrong answer has its price, so what earns most of those that
   * keep the margin. "loses-least": none keeps it; this one earns most or loses least.
   */
  readonly reason: "accurate" | "earns" | "loses-least";
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

/** @param all at least one */
export function shipped<C extends Contender>(all: readonly Outcome<C>[], market: Market): Shipped<C> {
  const keeping = all.filter(({ keepsMargin }) => keepsMargin);
  if (keeping.length === 0) return { outcome: best(all, earned), reason: "loses-least" };
  if (market.usdPerWrongAnswer > 0) return { outcome: best(keeping, earned), reason: "earns" };
  const accuracy = Math.max(...keeping.map(({ contender }) => contender.accuracy));
  const accurate = keeping.filter(({ contender }) => contender.accuracy === accuracy);
  return { outcome: best(accurate, earned), reason: "accurate" };
}

function earned({ totalMarginUsd: total }: Outcome): number {
  return total;
}

function best<T>(all: readonly T[], worth: (one: T) => number): T {
  return all.reduce((most, one) => (worth(one) > worth(most) ? one : most));
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
  wantedMargin: number,
): Response<C> {
  const shipIn = (one: Market) => shipped(outcomes(contenders, one, wantedMargin), one);
  const before = shipIn(market);
  const after = shipIn({
    ...market,
    priceFactor: (month) => market.priceFactor(month) * (month < cut.month ? 1 : cut.factor),
  });
  return {
    before,
    after,
    accuracyGivenUp: before.outcome.contender.accuracy - after.outcome.contender.accuracy,
  };
}
