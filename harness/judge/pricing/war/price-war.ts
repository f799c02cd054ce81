import { perObject } from "../../../base/per-object.ts";
import { breakEven } from "../monthly/break-even.ts";
import { machinesFor, usdAt } from "../monthly/cost-curve.ts";
import { hostedCurve } from "../monthly/monthly-cost.ts";
import { type Contender, campaign, type Market, totalMarginUsd } from "./campaign.ts";
import { type Outcome, outcomes, type Response, responseTo, SAME_USD, type Shipped, shippedIn } from "./choice.ts";
import type { Entrants, MarketSheet } from "./entrant.ts";
import { type Field, fieldOf, type Served } from "./field.ts";
import { historyPaths, type NamedPath, STEADY_PATHS } from "./named-path.ts";
import { factorAt } from "./price-path.ts";
import { marketOf, USUAL_QUESTION, type WarQuestion } from "./question.ts";

/** How the models of a run would do in a market. */
export interface PriceWar {
  readonly question: WarQuestion;
  readonly field: Field;
  readonly shipped: Shipped<Served>;
  /** Null if no rival cuts, or only after the last month. */
  readonly response: Response<Served> | null;
  /** What would be shipped if models from outside the matrix took part; null if it is the same. */
  readonly outside: Shipped<Served> | null;
  readonly grid: Grid;
}

/** How far a choice holds. */
export interface Grid {
  /** Texts of the first month, ascending. */
  readonly volumes: readonly number[];
  /** Of the price; the one that is asked about among them. */
  readonly paths: readonly NamedPath[];
  /** [volumes][paths] */
  readonly shipped: readonly (readonly Shipped<Served>[])[];
}

/** Factors on the volume that is asked about. */
const VOLUMES = [0.01, 0.1, 1, 10, 100];

/** Contenders of which each is compared with each, at most: of more, those that no market ships are left out of it. */
const MOST_COMPARED = 500;

/** @returns null if nothing can be served as asked */
export function priceWar(
  field: Field,
  question: WarQuestion,
  { histories }: Pick<MarketSheet, "histories">,
): PriceWar | null {
  const { undominated: contenders, outside } = field;
  if (contenders.length === 0) return null;
  const market = marketOf(question);
  // Others are never shipped, and yet may earn the same here.
  const shipped = shippedIn(field.contenders.length > MOST_COMPARED ? contenders : field.contenders, market, question);
  const withOutside = outside.length === 0 ? shipped : shippedIn([...contenders, ...outside], market, question);
  const { rival } = question;
  return {
    question,
    field,
    shipped,
    response: rival === null || rival.month > market.months ? null : responseTo(contenders, market, rival, question),
    outside: withOutside.outcome.contender === shipped.outcome.contender ? null : withOutside,
    grid: gridOf(contenders, market, question, [...STEADY_PATHS, ...historyPaths(histories)]),
  };
}

function gridOf(
  contenders: readonly Served[],
  market: Market,
  question: WarQuestion,
  usual: readonly NamedPath[],
): Grid {
  const paths = usual.some(({ name }) => name === question.pricePath.name) ? usual : [...usual, question.pricePath];
  const volumes = VOLUMES.map((factor) => market.textsInFirstMonth * factor);
  const shipped = volumes.map((textsInFirstMonth) =>
    paths.map(({ path }) => {
      const priceFactor = (month: number) => factorAt(path, month);
      return shippedIn(contenders, { ...market, textsInFirstMonth, priceFactor }, question);
    }),
  );
  return { volumes, paths, shipped };
}

/** What a model earns. */
export interface Sold extends Outcome<Served> {
  /** Texts a month from which the first month's price pays for the first month's costs; null if none does up to a trillion. */
  readonly breakEvenTexts: number | null;
}

/** What contenders earn in a market, the most first. */
export function soldIn(contenders: readonly Served[], question: WarQuestion): Sold[] {
  const market = marketOf(question);
  return outcomes(contenders, market, question.wantedMargin)
    .map((outcome) => ({ ...outcome, breakEvenTexts: breakEvenTexts(outcome.contender, market) }))
    .sort((a, b) => b.totalMarginUsd - a.totalMarginUsd);
}

/** A wrong answer is paid for with each text, as if the price were lower by what it costs on average. */
function breakEvenTexts({ curve, accuracy }: Contender, market: Market): number | null {
  const usdPerMillion = market.usdPerMillionTexts - (1 - accuracy) * market.usdPerWrongAnswer * 1e6;
  if (usdPerMillion <= 0) return null;
  const { start, changes } = breakEven(curve, hostedCurve(usdPerMillion));
  if (start !== "second") return 1;
  return changes.find(({ cheaper }) => cheaper !== "second")?.texts ?? null;
}

/**
 * What all contenders earn in all, if one machine serves each of them in every month and they differ by less than a cent a month; else null: beyond
 * that, speed decides. More than 500 are not alike.
 */
export const commonMarginUsd = perObject(
  ({ field: { contenders }, question }: Pick<PriceWar, "field" | "question">) => {
    if (contenders.length > MOST_COMPARED) return null;
    const market = marketOf(question);
    const totals = contenders.map((contender) => {
      const months = campaign(contender, market);
      const { machines } = contender.curve;
      const isOne = machines !== null && months.every(({ texts }) => machinesFor(machines, texts) === 1);
      return isOne ? totalMarginUsd(months) : Number.NaN;
    });
    const [least, most] = [Math.min(...totals), Math.max(...totals)];
    return totals.length > 1 && most - least < SAME_USD * question.months ? most : null;
  },
);

/** Of the revenue at the usual price, a fifth is cost: sellers of software keep about so much. */
export const USUAL_PRICE_FACTOR = 5;

/** The price that is asked about unless another is: so many times what the first contender costs, rounded up to two digits. */
function usualPrice({ curve }: Contender, texts: number): number {
  return roundedUp((USUAL_PRICE_FACTOR * usdAt(curve, texts) * 1e6) / texts);
}

/** To two significant digits: 6.513 -> 6.6 */
function roundedUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
}

/** The usual question, asked of a run, once of the same entrants. @returns null if it has nothing to sell */
export const usualWar = perObject((entrants: Entrants, sheet: MarketSheet): PriceWar | null => {
  const field = fieldOf(entrants, USUAL_QUESTION, sheet.offerings);
  const [first] = field.contenders;
  if (first === undefined) return null;
  const usdPerMillionTexts = usualPrice(first, USUAL_QUESTION.textsInFirstMonth);
  return priceWar(field, { ...USUAL_QUESTION, usdPerMillionTexts }, sheet);
});
