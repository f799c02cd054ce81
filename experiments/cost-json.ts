import { conditionJson } from "../harness/judge/analysis/condition.ts";
import type { BilledCell, CostAnswer, Crossing } from "../harness/judge/analysis/cost-answer.ts";
import { isExtrapolated } from "../harness/judge/pricing/monthly/offer-fit.ts";
import type { Quote } from "../harness/judge/pricing/monthly/quote.ts";

/** The answer for other programs. Dollars are of a month, and all volumes are texts a month. */
export function costJson(folder: string, answer: CostAnswer, shown: readonly Quote[]) {
  const { question, condition, cells, chosen, quotes, crossings } = answer;
  return {
    folder,
    ...(condition === null ? {} : conditionJson(condition)),
    textsPerMonth: question.textsPerMonth,
    operation: question.operation,
    configurations: cells.map(({ configuration, offering, cost, curve }) => ({
      ...idOf(configuration),
      isBaseline: configuration.isBaseline,
      offer: offering.id,
      ...cost,
      curve,
    })),
    chosen: idOf(chosen.configuration),
    offers: shown.map((quote) => ({
      offer: quote.offering.id,
      kind: quote.offering.kind,
      ...quote.cost,
      isExtrapolated: isExtrapolated(quote),
      doubts: quote.doubts,
    })),
    refused: quotes.refused.map(({ offering, misfit }) => ({ offer: offering.id, misfit })),
    breakEvens: crossings.map((crossing) => ({ with: otherOf(crossing), ...crossing.breakEven })),
  };
}

function idOf({ id, label }: BilledCell["configuration"]) {
  return { id, label };
}

/** What the chosen configuration, the "first" of a break-even, is compared with. */
function otherOf(crossing: Crossing) {
  switch (crossing.kind) {
    case "hosted":
      return { hostedUsdPerMillionTexts: crossing.usdPerMillionTexts };
    case "cell":
      return { ...idOf(crossing.other.configuration), offer: crossing.other.offering.id };
    case "offer":
      return { offer: crossing.other.id };
  }
}
