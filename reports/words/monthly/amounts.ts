import { formatUsd } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

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

/** A price of a million texts: to the cent from a dollar on, below it to three digits. */
export function formatPrice(usd: number): string {
  return usd >= 1 ? formatBill(usd) : formatUsd(usd);
}

/** 651525001 -> "651.5 million texts" */
export function textsText(texts: number): string {
  return `${spelled.format(texts)} ${texts === 1 ? "text" : "texts"}`;
}

const tenThousands = new Intl.NumberFormat("zh-CN", { notation: "compact", maximumSignificantDigits: 4 });

const counted: InLanguages<(texts: number) => string> = {
  en: textsText,
  zh: (texts) => `${tenThousands.format(texts)}条文本`,
};

const bare: InLanguages<(count: number) => string> = {
  en: (count) => spelled.format(count),
  zh: (count) => tenThousands.format(count),
};

/** 20000000 -> "20 million", "2000万" */
export function countIn(count: number, language: Language): string {
  return bare[language](count);
}

const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 4 });

const brief: InLanguages<(count: number) => string> = {
  en: (count) => short.format(count),
  zh: bare.zh,
};

/** As a heading of a narrow column: 20000000 -> "20M", "2000万" */
export function briefCount(count: number, language: Language): string {
  return brief[language](count);
}

/** 20000000 -> "20 million texts", "2000万条文本" */
export function textsIn(texts: number, language: Language): string {
  return counted[language](texts);
}
