import { formatUsd } from "../../../harness/judge/figures/format.ts";

const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const spelled = new Intl.NumberFormat("en-US", {
  notation: "compact",
  compactDisplay: "long",
  maximumSignificantDigits: 4,
});

/** A bill to the cent; below half a cent, to three digits: 1234.5 -> "$1,234.50", 0.00214 -> "$0.00214" */
export function formatBill(usd: number): string {
  return usd === 0 || usd >= 0.005 ? `$${cents.format(usd)}` : formatUsd(usd);
}

/** 651525001 -> "651.5 million texts" */
export function textsText(texts: number): string {
  return `${spelled.format(texts)} ${texts === 1 ? "text" : "texts"}`;
}
