import { formatNumber, formatUsd } from "../../harness/judge/figures/format.ts";
import { type QuantityUnit, UNITS } from "../../harness/judge/figures/units.ts";
import type { InLanguages, Language } from "./language.ts";

/** How a quantity is written with its unit, and the unit on an axis. */
interface UnitWords {
  format(value: number): string;
  readonly axis: string;
}

/** Units that are words in Chinese; symbols are the same in both languages. */
const IN_CHINESE: Partial<Record<QuantityUnit, UnitWords>> = {
  "texts/s": { format: (value) => `${formatNumber(value)}条/秒`, axis: "每秒文本数" },
  "requests/s": { format: (value) => `${formatNumber(value)}次请求/秒`, axis: "每秒请求数" },
  usd: { format: formatUsd, axis: "美元" },
  "usd/M": { format: (usd) => `${formatUsd(usd)}/百万条`, axis: "美元/百万条文本" },
};

const wordsOf: InLanguages<(unit: QuantityUnit) => UnitWords> = {
  en: inEnglish,
  zh: (unit) => IN_CHINESE[unit] ?? inEnglish(unit),
};

function inEnglish(unit: QuantityUnit): UnitWords {
  const { format, axis } = UNITS[unit];
  return { format, axis: axis.title };
}

/** With the unit, to three digits: "24,800 texts/s", "24,800条/秒" */
export function quantityText(unit: QuantityUnit, value: number, language: Language = "en"): string {
  return wordsOf[language](unit).format(value);
}

/** The unit on a chart's axis: "texts per second", "每秒文本数"; empty where there is none. */
export function unitTitle(unit: QuantityUnit, language: Language = "en"): string {
  return wordsOf[language](unit).axis;
}
