import { extent } from "simple-statistics";
import { dollarWords } from "../words/charts/dollars.ts";
import type { Language } from "../words/language.ts";

/** Rates this close are one: what is left is rounding. */
const ALIKE = 1e-9;

/** What a time costs, where one price holds for all of them; null where prices differ, or there is nothing to tell. */
export function sharedRate(points: readonly { readonly seconds: number; readonly usd: number }[]): number | null {
  const rates = points.flatMap(({ seconds, usd }) => (seconds > 0 ? [usd / seconds] : []));
  if (rates.length === 0) return null;
  const [low, high] = extent(rates);
  return high <= low * (1 + ALIKE) ? high : null;
}

/** Title and ticks of an axis of seconds: each tick has its dollars below where one price holds. @param usdPerSecond as `sharedRate` */
export function secondsAxis(usdPerSecond: number | null, language: Language) {
  const { axis } = dollarWords(language);
  const ticks = { tickCount: 5, format: "~r" } as const;
  if (usdPerSecond === null || usdPerSecond === 0) return { title: axis.seconds, axis: ticks };
  // "$0.0000248", not "$24.8µ". A tick of a logarithmic axis that has no seconds has no dollars either.
  const labelExpr = `datum.label === '' ? '' : datum.value === 0 ? '0' : [datum.label, '$' + format(datum.value * ${usdPerSecond}, '.2~r')]`;
  return { title: axis.both, axis: { ...ticks, labelExpr, labelLineHeight: 14 } };
}
