import type { Price } from "../../contract/index.ts";
import { breakEven } from "../pricing/monthly/break-even.ts";
import type { Operation } from "../pricing/monthly/demand.ts";
import { hostedCurve } from "../pricing/monthly/monthly-cost.ts";
import type { RentedOffering } from "../pricing/monthly/offering.ts";
import type { Contender, Market } from "../pricing/war/campaign.ts";
import {
  type Outcome,
  outcomes,
  type Response,
  responseTo,
  type Shipped,
  shippedIn,
  type Wanted,
} from "../pricing/war/choice.ts";
import type { PriceStep } from "../pricing/war/price-path.ts";
import type { Analysis } from "./analysis.ts";
import type { Condition } from "./condition.ts";
import { cellsByVolume, type VolumePricedCell } from "./cost-by-volume.ts";
import { askedAbout } from "./within-condition.ts";

/** A market, asked of a run. */
export interface WarQuestion extends Wanted {
  readonly market: Market;
  readonly operation: Operation;
  readonly offeringOf: (price: Price) => RentedOffering;
  /** From which month on a rival's price is another, and how much of the own path's; null if none cuts. */
  readonly rival: PriceStep | null;
  /** Whether configurations that the run's rules of quality refuse take part. */
  readonly anyQuality: boolean;
  /** Other markets to ask the same of, by name: paths of the price. */
  readonly paths: readonly { readonly name: string; readonly priceFactor: (month: number) => number }[];
  /** Factors on the texts of the first month. */
  readonly volumes: readonly number[];
}

/** A configuration that could be sold. */
export interface WarContender extends Contender, VolumePricedCell {}

export interface PriceWar {
  readonly question: WarQuestion;
  /** What is given in all that it is about; null where the run has no other. */
  readonly condition: Condition | null;
  /** In the order of what they earn, the most first. */
  readonly outcomes: readonly SoldContender[];
  readonly shipped: Shipped<WarContender>;
  /** Null if no rival cuts. */
  readonly response: Response<WarContender> | null;
  /** What to ship by volume and path: [volumes][paths]. */
  readonly grid: readonly (readonly Shipped<WarContender>[])[];
}

export interface SoldContender extends Outcome<WarContender> {
  /** Texts a month from which the first month's price pays for the first month's costs; null if none does up to a trillion. */
  readonly breakEvenTexts: number | null;
}

/** How a run's configurations would do in a market. @returns null if none of them finished */
export function priceWar(run: Analysis, question: WarQuestion): PriceWar | null {
  const { market, wantedMargin, rival } = question;
  const { condition, analysis } = askedAbout(run, run.labels.baseline);
  const cells = cellsByVolume(analysis, question.operation, question.offeringOf);
  const eligible = cells.filter(({ configuration }) => configuration.isEligible);
  const taking = question.anyQuality || eligible.length === 0 ? cells : eligible;
  const contenders = inOrderOfChoice(taking, analysis);
  if (contenders.length === 0) return null;
  return {
    question,
    condition,
    outcomes: outcomes(contenders, market, wantedMargin)
      .map((outcome) => ({ ...outcome, breakEvenTexts: breakEvenTexts(outcome.contender, market) }))
      .sort((a, b) => b.totalMarginUsd - a.totalMarginUsd),
    shipped: shippedIn(contenders, market, question),
    response: rival === null ? null : responseTo(contenders, market, rival, question),
    grid: question.volumes.map((factor) =>
      question.paths.map(({ priceFactor }) =>
        shippedIn(
          contenders,
          { ...market, textsInFirstMonth: market.textsInFirstMonth * factor, priceFactor },
          question,
        ),
      ),
    ),
  };
}

/** The run's own answer first, then what is served at the lowest cost: of those that earn the same, the first is shipped. */
function inOrderOfChoice(cells: readonly VolumePricedCell[], { answer }: Analysis): WarContender[] {
  const rank = ({ configuration }: VolumePricedCell) =>
    configuration.id === answer.winner ? 0 : configuration.figures.usdPerMillionTexts.middle;
  return [...cells]
    .sort((a, b) => rank(a) - rank(b))
    .map((cell) => ({ ...cell, accuracy: cell.configuration.figures.accuracy.middle }));
}

/** A wrong answer is paid for with each text, as if the price were lower by what it costs on average. */
function breakEvenTexts({ curve, accuracy }: WarContender, market: Market): number | null {
  const usdPerMillion = market.usdPerMillionTexts - (1 - accuracy) * market.usdPerWrongAnswer * 1e6;
  if (usdPerMillion <= 0) return null;
  const { start, changes } = breakEven(curve, hostedCurve(usdPerMillion));
  if (start !== "second") return 1;
  return changes.find(({ cheaper }) => cheaper !== "second")?.texts ?? null;
}
