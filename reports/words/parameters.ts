import { formatParameters } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

/** Counts by ten thousands, as is usual in Chinese. */
const tenThousands = new Intl.NumberFormat("zh-CN", { notation: "compact", maximumSignificantDigits: 4 });

const said: InLanguages<(count: number) => string> = {
  en: formatParameters,
  zh: (count) => `${tenThousands.format(count)}个参数`,
};

/** 160433 -> "160,433 parameters", "16.04万个参数"; 6_912_345 -> "6.9 M parameters", "691.2万个参数" */
export function parametersText(count: number, language: Language = "en"): string {
  return said[language](count);
}
