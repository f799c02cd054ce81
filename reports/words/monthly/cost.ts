import type { Condition } from "../../../harness/judge/analysis/condition.ts";
import type { BilledCell, CostAnswer, Crossing } from "../../../harness/judge/analysis/cost-answer.ts";
import { formatCount, formatNumber } from "../../../harness/judge/figures/format.ts";
import { HOURS_PER_MONTH } from "../../../harness/judge/pricing/monthly/month.ts";
import { conditionName } from "../conditions.ts";
import { formatBill, textsText } from "./amounts.ts";
import { breakEvenText, type Rivals } from "./break-even.ts";
import { doubtsText } from "./doubts.ts";

/**
 * "float32 costs $65.16 a month for 50 million texts at OFFER; at the cheapest offer, OTHER (burstable), it costs $12.27, at the
 * cheapest without such doubts, THIRD, $23.28."
 */
export function billHeadline({ chosen, quotes: { quotes }, question }: CostAnswer): string {
  const { configuration, offering, cost, needs } = chosen;
  const bill = `${configuration.label} costs ${formatBill(cost.totalUsd)} a month for ${textsText(question.textsPerMonth)} at ${offering.id}`;
  const [cheapest] = quotes;
  if (cheapest === undefined) return `${bill}.`;
  if (cheapest.offering.id === offering.id) return `${bill}, the cheapest offer.`;
  const doubts = doubtsText(cheapest.doubts, needs);
  const aside = doubts === "" ? "" : ` (${doubts})`;
  const best = `at the cheapest offer, ${cheapest.offering.id}${aside}, it costs ${formatBill(cheapest.cost.totalUsd)}`;
  const sure = doubts === "" ? undefined : quotes.find((quote) => quote.doubts.length === 0);
  const surely =
    sure === undefined || sure.offering.id === offering.id
      ? ""
      : `, at the cheapest without such doubts, ${sure.offering.id}, ${formatBill(sure.cost.totalUsd)}`;
  return `${bill}; ${best}${surely}.`;
}

/** That what is billed is not good enough by the run's own rules; empty if it is. */
export function billedAllTheSameText({ chosen: { configuration } }: CostAnswer): string {
  if (configuration.isEligible) return "";
  return `By the run’s rules of quality, ${configuration.label} is not shown to be good enough; this is its bill all the same.`;
}

/** What the bills assume. */
export function operationText({ question, condition, cells }: CostAnswer, searchMonths: number): string {
  const { utilization, retrainDays } = question.operation;
  const offers = [...new Set(cells.map(({ offering }) => offering.id))];
  const where = offers.length === 1 ? ` All at ${offers[0]}.` : "";
  const which = condition === null ? "" : ` ${withinText(condition)}`;
  const training =
    retrainDays === null ? "never trained again" : `trained again every ${formatNumber(retrainDays)} days`;
  return `Machines are busy for at most ${percentText(utilization)} of the time and paid for ${HOURS_PER_MONTH} hours a month; ${training}; the cost of the search is spread over ${formatNumber(searchMonths)} months.${where}${which}`;
}

/** "All served as http; --configuration names one of another scenario.", "All with 200 training rows; --configuration names one of another condition." */
function withinText(condition: Condition): string {
  return condition.isScenarioAlone
    ? `All served as ${condition.scenario}; --configuration names one of another scenario.`
    : `All with ${conditionName(condition)}; --configuration names one of another condition.`;
}

/** How busy the machines are, and how much more they can serve. */
export function busyText({ configuration, needs, cost, curve }: BilledCell): string {
  const { machines, servingUsd, idleUsd } = cost;
  const share = percentText(servingUsd / (servingUsd + idleUsd));
  const its = machines === 1 ? "its machine" : `its ${formatCount(machines ?? 0)} machines`;
  const most = curve.machines === null ? "" : `; one serves up to ${textsText(curve.machines.textsEach)} a month`;
  return `At this volume ${configuration.label} keeps ${its} at work for ${share} of the month${most}, at ${formatNumber(needs.textsPerSecond)} texts/s.`;
}

/** Where the chosen configuration and something else cost the same, and how far they are apart at the volume that is asked about. */
export function crossingText(crossing: Crossing, { chosen, question }: CostAnswer): string {
  const { subject, ...rivals } = rivalsOf(crossing, chosen);
  const { breakEven, differenceUsd } = crossing;
  const difference = Math.abs(differenceUsd);
  const apart =
    difference < 0.005 ? "they are less than a cent apart" : `the difference is ${formatBill(difference)} a month`;
  return `${subject}: ${breakEvenText(breakEven, rivals)}. At ${textsText(question.textsPerMonth)} ${apart}.`;
}

function rivalsOf(
  crossing: Crossing,
  { configuration: { label }, offering }: BilledCell,
): Rivals & { subject: string } {
  switch (crossing.kind) {
    case "hosted": {
      const price = `hosted price of ${formatBill(crossing.usdPerMillionTexts)} per million texts`;
      return { subject: `${label} or a ${price}`, first: label, second: "the hosted price" };
    }
    case "cell": {
      const second = crossing.other.configuration.label;
      return { subject: `${label} or ${second}`, first: label, second };
    }
    case "offer": {
      const { id } = crossing.other;
      return { subject: `${label} at ${offering.id} or ${id}`, first: offering.id, second: id };
    }
  }
}

/** 0.4 -> "40 %", 0.00021 -> "0.021 %" */
function percentText(share: number): string {
  return `${formatNumber(share * 100)} %`;
}
