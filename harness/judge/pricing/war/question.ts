import { USUAL_OPERATION } from "../monthly/defaults.ts";
import type { Operation } from "../monthly/demand.ts";
import type { Market } from "./campaign.ts";
import type { Wanted } from "./choice.ts";
import { FLAT, type NamedPath, steadyPath } from "./named-path.ts";
import { factorAt, type PriceStep } from "./price-path.ts";

/** A market that is asked about, and how its models are served. */
export interface WarQuestion extends Wanted {
  readonly months: number;
  readonly textsInFirstMonth: number;
  /** Share by which the texts grow each month. */
  readonly monthlyGrowth: number;
  /** In the first month. */
  readonly usdPerMillionTexts: number;
  readonly pricePath: NamedPath;
  /** How the price of machines moves. */
  readonly computePath: NamedPath;
  /** What a wrong answer costs its seller. */
  readonly usdPerWrongAnswer: number;
  readonly utilization: number;
  readonly retrainDays: number | null;
  /** Id of the offer that all are served at; null for the offer of their runs. */
  readonly offer: string | null;
  /** From which month on a rival's price is another, and how much of the own path's; null if none cuts. */
  readonly rival: PriceStep | null;
  /** Whether configurations that the run's rules of quality refuse take part. */
  readonly anyQuality: boolean;
}

/** What is asked of a market unless something else is. */
export const USUAL_QUESTION: Omit<WarQuestion, "usdPerMillionTexts"> = {
  months: 36,
  textsInFirstMonth: 20e6,
  monthlyGrowth: 0,
  pricePath: steadyPath(-60),
  computePath: FLAT,
  usdPerWrongAnswer: 0,
  wantedMargin: 0,
  // What `check` takes for a change of accuracy.
  accuracyTolerance: 0.005,
  utilization: USUAL_OPERATION.utilization,
  retrainDays: USUAL_OPERATION.retrainDays,
  offer: null,
  rival: { month: 2, factor: 0.5 },
  anyQuality: false,
};

export function marketOf(question: WarQuestion): Market {
  const { months, textsInFirstMonth, monthlyGrowth, usdPerMillionTexts, usdPerWrongAnswer } = question;
  return {
    months,
    textsInFirstMonth,
    monthlyGrowth,
    usdPerMillionTexts,
    usdPerWrongAnswer,
    priceFactor: (month) => factorAt(question.pricePath.path, month),
    computeFactor: (month) => factorAt(question.computePath.path, month),
  };
}

/** What the search has cost is spent, whatever is shipped. */
export function operationOf({ utilization, retrainDays }: Pick<WarQuestion, "utilization" | "retrainDays">): Operation {
  return { ...USUAL_OPERATION, utilization, retrainDays, searchUsd: 0 };
}
