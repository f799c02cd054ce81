import { MILLION } from "../../../base/conversions.ts";
import { type CostCurve, usdAt } from "../monthly/cost-curve.ts";

/** What a month brings, whichever model answers. Factors are on the first month's prices. */
export interface Market {
  readonly months: number;
  readonly textsInFirstMonth: number;
  /** Share by which the texts grow each month. */
  readonly monthlyGrowth: number;
  /** What a million texts are sold for in the first month, and how that moves. */
  readonly usdPerMillionTexts: number;
  readonly priceFactor: (month: number) => number;
  /** How the price of machines moves. */
  readonly computeFactor: (month: number) => number;
  /** What a wrong answer costs its seller. */
  readonly usdPerWrongAnswer: number;
}

/** A model that could be sold. */
export interface Contender {
  /** Dollars a month at the first month's prices. */
  readonly curve: CostCurve;
  readonly accuracy: number;
}

/** A month of selling a model's answers. */
export interface SoldMonth {
  /** From 1 on. */
  readonly month: number;
  readonly texts: number;
  readonly revenueUsd: number;
  /** Machines that serve and train. */
  readonly computeUsd: number;
  readonly wrongAnswersUsd: number;
  readonly marginUsd: number;
  /** Of the revenue. */
  readonly margin: number;
  /** The price of a million texts at which the month would earn nothing. */
  readonly floorUsdPerMillionTexts: number;
}

/** A model's months in a market. */
export function campaign({ curve, accuracy }: Contender, market: Market): SoldMonth[] {
  return Array.from({ length: market.months }, (_, index) => {
    const month = index + 1;
    const texts = market.textsInFirstMonth * (1 + market.monthlyGrowth) ** index;
    const revenueUsd = (texts / MILLION) * market.usdPerMillionTexts * market.priceFactor(month);
    const computeUsd = usdAt(curve, texts) * market.computeFactor(month);
    const wrongAnswersUsd = texts * (1 - accuracy) * market.usdPerWrongAnswer;
    const costUsd = computeUsd + wrongAnswersUsd;
    const marginUsd = revenueUsd - costUsd;
    return {
      month,
      texts,
      revenueUsd,
      computeUsd,
      wrongAnswersUsd,
      marginUsd,
      margin: marginUsd / revenueUsd,
      floorUsdPerMillionTexts: (costUsd / texts) * MILLION,
    };
  });
}

export function totalMarginUsd(months: readonly SoldMonth[]): number {
  return months.reduce((sum, { marginUsd }) => sum + marginUsd, 0);
}

/** The first month that loses money; null if none does. A price that rises again may bring later months back. */
export function firstLoss(months: readonly SoldMonth[]): number | null {
  return months.find(({ marginUsd }) => marginUsd < 0)?.month ?? null;
}
