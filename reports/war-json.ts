import type { Shipped } from "../harness/judge/pricing/war/choice.ts";
import type { Served } from "../harness/judge/pricing/war/field.ts";
import type { PriceWar, Sold } from "../harness/judge/pricing/war/price-war.ts";
import { operationOf } from "../harness/judge/pricing/war/question.ts";

/** A price war for other programs. Months count from 1. @param sold the configurations whose months are told */
export function warJson({ question, shipped, response, outside, grid, field }: PriceWar, sold: readonly Sold[]) {
  const { months, textsInFirstMonth, monthlyGrowth, usdPerMillionTexts, usdPerWrongAnswer } = question;
  return {
    market: {
      months,
      textsInFirstMonth,
      monthlyGrowth,
      usdPerMillionTexts,
      usdPerWrongAnswer,
      pricePath: question.pricePath.name,
      computePath: question.computePath.name,
    },
    offer: question.offer,
    wantedMargin: question.wantedMargin,
    accuracyTolerance: question.accuracyTolerance,
    operation: operationOf(question),
    ship: shipJson(shipped),
    rival:
      response === null
        ? null
        : { ...question.rival, ship: shipJson(response.after), accuracyGivenUp: response.accuracyGivenUp },
    outside: outside === null ? null : shipJson(outside),
    configurations: sold.map(({ contender, ...outcome }) => ({ ...idOf(contender), ...outcome })),
    dominated: field.contenders.filter((one) => !field.undominated.includes(one)).map(({ entrant }) => entrant.id),
    grid: grid.volumes.flatMap((volume, row) =>
      grid.paths.map(({ name }, column) => ({
        textsInFirstMonth: volume,
        pricePath: name,
        ...shipJson(grid.shipped[row]![column]!),
      })),
    ),
  };
}

function shipJson({ outcome, reason }: Shipped<Served>) {
  return { ...idOf(outcome.contender), reason, totalMarginUsd: outcome.totalMarginUsd };
}

function idOf({ entrant: { id, label, isEligible }, accuracy }: Served) {
  return { id, label, accuracy, isEligible };
}
