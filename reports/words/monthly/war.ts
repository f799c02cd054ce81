import { plural } from "../../../harness/base/counts.ts";
import type { PriceWar, SoldContender, WarContender } from "../../../harness/judge/analysis/price-war.ts";
import { formatPoints, formatShare } from "../../../harness/judge/figures/format.ts";
import type { Shipped } from "../../../harness/judge/pricing/war/choice.ts";
import type { PriceStep } from "../../../harness/judge/pricing/war/price-path.ts";
import { formatBill, textsText } from "./amounts.ts";

/** "−$17.00" for a loss. */
export function formatMargin(usd: number): string {
  return usd < 0 ? `−${formatBill(-usd)}` : formatBill(usd);
}

/** What to ship, why, and what it earns. */
export function shipText({ shipped, question }: PriceWar): string {
  const { outcome, reason } = shipped;
  const { label } = outcome.contender.configuration;
  const months = plural(question.market.months, "month");
  const total = `${formatMargin(outcome.totalMarginUsd)} in ${months}`;
  switch (reason) {
    case "accurate":
      return `Ship ${label} (${formatShare(outcome.contender.accuracy)} accuracy): it earns most, ${total}, of the most accurate that ${keepText(question.wantedMargin)}.`;
    case "earns":
      return `Ship ${label}: with ${formatBill(question.market.usdPerWrongAnswer)} for each wrong answer it earns most of those that ${keepText(question.wantedMargin)}, ${total}.`;
    case "loses-least": {
      const none = noneKeepsText(question.wantedMargin);
      return outcome.totalMarginUsd >= 0
        ? `${none}. ${label} earns most: ${total}${lossText(shipped)}.`
        : `${none}, and none earns anything in all: ${label} loses least, ${formatBill(-outcome.totalMarginUsd)} in ${months}${lossText(shipped)}.`;
    }
  }
}

function noneKeepsText(wantedMargin: number): string {
  return wantedMargin === 0
    ? "Every configuration loses money in some month"
    : `No configuration leaves ${formatShare(wantedMargin)} of the revenue in every month`;
}

function keepText(wantedMargin: number): string {
  return wantedMargin === 0
    ? "lose money in no month"
    : `leave ${formatShare(wantedMargin)} of the revenue in every month`;
}

function lossText({ outcome: { firstLoss } }: Shipped<WarContender>): string {
  return firstLoss === null ? "" : `, and first loses money in month ${firstLoss}`;
}

/** What a rival's cut changes; empty if none cuts. */
export function rivalText({ response, shipped, question }: PriceWar): string {
  if (response === null || question.rival === null) return "";
  const { after, accuracyGivenUp } = response;
  const cut = `If a rival ${cutText(question.rival)} and you follow`;
  const { outcome, reason } = after;
  const { label } = outcome.contender.configuration;
  const earns = `${formatMargin(outcome.totalMarginUsd)} in all${lossText(after)}`;
  const kept = reason === "loses-least" ? ` ${noneKeepsText(question.wantedMargin)} then.` : "";
  if (label === shipped.outcome.contender.configuration.label) {
    return `${cut}, ${label} stays the choice, with ${earns}.${kept}`;
  }
  const accuracy =
    accuracyGivenUp === 0
      ? "at the same accuracy"
      : `${formatPoints(Math.abs(accuracyGivenUp))} ${accuracyGivenUp > 0 ? "less" : "more"} accurate`;
  return `${cut}, ship ${label} instead, ${accuracy}, with ${earns}.${kept}`;
}

function cutText({ month, factor }: PriceStep): string {
  const when = month === 1 ? "from the start" : `from month ${month} on`;
  if (factor === 0.5) return `halves the price ${when}`;
  return `${factor < 1 ? "cuts" : "raises"} the price to ${formatShare(factor)} of what it would be ${when}`;
}

/** What the market is, in a line. */
export function marketText(
  { question: { market, operation } }: PriceWar,
  { pricePath, computePath }: { readonly pricePath: string; readonly computePath: string },
): string {
  const growth =
    market.monthlyGrowth === 0
      ? "each month"
      : `in the first month, ${formatShare(market.monthlyGrowth)} more each month`;
  return `${textsText(market.textsInFirstMonth)} ${growth}, at ${formatBill(market.usdPerMillionTexts)} per million in the first month (then ${pathText(pricePath)}); machines ${pathText(computePath)}, busy for at most ${formatShare(operation.utilization)} of the time.`;
}

function pathText(name: string): string {
  if (name === "flat") return "at the same price";
  if (name.endsWith("%")) return `${name} a year`;
  return name.includes(":") ? `in steps, ${name}` : `as in ${name}`;
}

/** When a configuration first loses money. */
export function lossMonth({ firstLoss }: SoldContender): string {
  return firstLoss === null ? "never" : `month ${firstLoss}`;
}
