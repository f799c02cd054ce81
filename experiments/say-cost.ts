import { NothingToRunError } from "../harness/base/errors.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { CostAnswer } from "../harness/judge/analysis/cost-answer.ts";
import { formatShare, plural } from "../harness/judge/figures/format.ts";
import { isExtrapolated } from "../harness/judge/pricing/monthly/offer-fit.ts";
import type { Quote } from "../harness/judge/pricing/monthly/quote.ts";
import {
  billedAllTheSameText,
  billHeadline,
  busyText,
  crossingText,
  operationText,
} from "../reports/words/monthly/cost.ts";
import { misfitsText } from "../reports/words/monthly/doubts.ts";
import { billTable, quoteTable } from "./cost-tables.ts";
import type { Say } from "./print.ts";

const MOST_QUOTES = 10;

/**
 * The quotes to list.
 * @param which "all", a part of an offer's id or its kind, or null for the ten cheapest
 * @throws NothingToRunError if none is like that
 */
export function shownQuotes(quotes: readonly Quote[], which: string | null): readonly Quote[] {
  if (which === null) return quotes.slice(0, MOST_QUOTES);
  const part = which.toLowerCase();
  const found = quotes.filter(({ offering }) => part === "all" || offering.id.includes(part) || offering.kind === part);
  if (found.length > 0) return found;
  throw new NothingToRunError(
    `--offers ${which}: none of ${plural(quotes.length, "offer")} that fit is like that; "all" lists them, with their ids and kinds`,
  );
}

export interface SaidCost {
  readonly answer: CostAnswer;
  readonly shown: readonly Quote[];
  readonly searchMonths: number;
}

/** Says what serving costs a month: the bills of all configurations, the offers for one of them, and where costs cross. */
export function sayCost(say: Say, analysis: Analysis, { answer, shown, searchMonths }: SaidCost): void {
  const { chosen, quotes, crossings } = answer;
  say([{ text: billHeadline(answer), style: "strong" }]);
  const doubt = billedAllTheSameText(answer);
  if (doubt !== "") say([{ text: doubt, style: "doubt" }]);
  say(`\n${operationText(answer, searchMonths)}\n`);
  say(billTable(answer, analysis));
  say(`\n${busyText(chosen)}`);
  say(`\n${offersTitle(answer, shown)}\n`);
  say(quoteTable(answer, shown));
  for (const line of offerNotes(answer, shown)) say([{ text: line, style: "doubt" }]);
  const refused = misfitsText(quotes.refused.map(({ misfit }) => misfit));
  if (refused !== "") say(`Not listed: ${refused}.`);
  if (crossings.length > 0) say("\nWhere costs cross:");
  for (const crossing of crossings) say(`- ${crossingText(crossing, answer)}`);
}

function offersTitle({ chosen, quotes }: CostAnswer, shown: readonly Quote[]): string {
  const { label } = chosen.configuration;
  const count = plural(quotes.quotes.length, "offer");
  return shown.length === quotes.quotes.length
    ? `${label} at all ${count} that fit, the cheapest first:`
    : `${label} at ${shown.length} of ${count} that fit, the cheapest first:`;
}

function offerNotes({ chosen, question }: CostAnswer, shown: readonly Quote[]): string[] {
  const { spotLoss, coldShare } = question.operation;
  const { architecture } = chosen.needs.measuredOn;
  const has = (doubt: Quote["doubts"][number]) => shown.some(({ doubts }) => doubts.includes(doubt));
  const notes: readonly (readonly [isShown: boolean, note: string])[] = [
    [
      shown.some(isExtrapolated),
      `Extrapolated: measured on ${architecture}, and priced as if the other machine were as fast. Measure there before you decide.`,
    ],
    [has("burstable"), "Burstable: the machine may be busy only for a part of the time, on credits."],
    [
      has("interruptible"),
      `Can be interrupted: ${formatShare(spotLoss)} of the paid time is taken to be lost, and spot prices move daily.`,
    ],
    [
      shown.some(({ offering }) => offering.kind === "serverless"),
      `Serverless: one text per request, with the measured memory and latency; ${formatShare(coldShare)} of the requests start a function. What is free each month is used up first.`,
    ],
  ];
  return notes.flatMap(([isShown, note]) => (isShown ? [note] : []));
}
