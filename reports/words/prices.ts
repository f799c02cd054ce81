import { listing } from "../../harness/judge/figures/format.ts";
import type { UsedPrice } from "../../harness/judge/pricing/used-prices.ts";

/** One sentence per offer: which price is used, and where it comes from. */
export function pricesText(prices: readonly UsedPrice[]): string[] {
  const given = prices.filter(({ origin }) => origin === "given");
  const own = prices.filter(({ origin }) => origin === "record");
  return [...given, ...own].map(priceText);
}

function priceText({ price, origin, backends }: UsedPrice): string {
  const { id, usdPerHour, source, date, region, terms } = price;
  const whose =
    origin === "given" ? `a price of ${date} that was given for this report` : `the records’ own price of ${date}`;
  return `Dollars for ${listing(backends)}: ${id} at $${usdPerHour} per hour, ${whose} (${region}, ${terms}; source: ${source}).`;
}
