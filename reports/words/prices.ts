import { listing, plural } from "../../harness/judge/figures/format.ts";
import type { UsedPrice } from "../../harness/judge/pricing/used-prices.ts";

/** One sentence per offer: which price is used, and where it comes from. */
export function pricesText(prices: readonly UsedPrice[]): string[] {
  const given = prices.filter(({ origin }) => origin === "given");
  const own = prices.filter(({ origin }) => origin !== "given");
  return [...given, ...own].map(priceText);
}

const WHOSE: Readonly<Record<UsedPrice["origin"], (date: string) => string>> = {
  given: (date) => `a price of ${date} that was given for this report`,
  plan: (date) => `the matrix’s price, of ${date}`,
  record: (date) => `the records’ own price of ${date}`,
};

function priceText({ price, origin, backends, repriced }: UsedPrice): string {
  const { id, usdPerHour, source, date, region, terms } = price;
  const again =
    repriced === 0
      ? ""
      : ` ${plural(repriced, "run")} ${repriced === 1 ? "was" : "were"} recorded at another price and ${repriced === 1 ? "is" : "are"} shown at this one.`;
  return `Dollars for ${listing(backends)}: ${id} at $${usdPerHour} per hour, ${WHOSE[origin](date)} (${[...new Set([region, terms])].join(", ")}; source: ${source}).${again}`;
}
