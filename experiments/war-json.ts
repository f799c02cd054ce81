import { conditionJson } from "../harness/judge/analysis/condition.ts";
import type { PriceWar, WarContender } from "../harness/judge/analysis/price-war.ts";
import type { Shipped } from "../harness/judge/pricing/war/choice.ts";

/** How the paths that were asked about are called. */
export interface AskedPaths {
  readonly pricePath: string;
  readonly computePath: string;
}

/** The answer for other programs. Months count from 1. */
export function warJson(folder: string, war: PriceWar, { pricePath, computePath }: AskedPaths) {
  const { question, condition, outcomes, shipped, response, grid } = war;
  const { priceFactor: _, computeFactor: __, ...market } = question.market;
  return {
    folder,
    ...(condition === null ? {} : conditionJson(condition)),
    market: { ...market, pricePath, computePath },
    wantedMargin: question.wantedMargin,
    accuracyTolerance: question.accuracyTolerance,
    operation: question.operation,
    ship: shipJson(shipped),
    rival:
      response === null
        ? null
        : { ...question.rival, ship: shipJson(response.after), accuracyGivenUp: response.accuracyGivenUp },
    configurations: outcomes.map(({ contender, ...outcome }) => ({ ...idOf(contender), ...outcome })),
    grid: question.volumes.flatMap((volume, row) =>
      question.paths.map(({ name }, column) => ({
        textsInFirstMonth: market.textsInFirstMonth * volume,
        pricePath: name,
        ...shipJson(grid[row]![column]!),
      })),
    ),
  };
}

function shipJson({ outcome, reason }: Shipped<WarContender>) {
  return { ...idOf(outcome.contender), reason, totalMarginUsd: outcome.totalMarginUsd };
}

function idOf({ configuration: { id, label }, accuracy }: WarContender) {
  return { id, label, accuracy };
}
