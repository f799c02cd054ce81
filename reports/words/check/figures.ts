import type { CheckRow, Ratio } from "../../../harness/judge/check/check-result.ts";
import { classNoun, METRICS, type MetricName } from "../../../harness/judge/check/metrics.ts";
import { formatNumber, formatPoints } from "../../../harness/judge/figures/format.ts";
import { formatValue, UNITS } from "../../../harness/judge/figures/units.ts";
import { quoted } from "../class-names.ts";
import { fromTo } from "../from-to.ts";
import type { InLanguages, Language } from "../language.ts";
import { quantityText } from "../units.ts";

interface Said {
  /** As part of a sentence. */
  readonly nounOf: (metric: MetricName) => string;
  /** @param metric of one class: "recall" */
  readonly ofClass: (metric: string, name: string) => string;
  /** What a figure of any class is called. */
  readonly classNouns: Readonly<Record<string, string>>;
  readonly ratio: (middle: string, interval: string) => string;
}

const CHINESE_NOUNS: Readonly<Record<MetricName, string>> = {
  accuracy: "准确率",
  balancedAccuracy: "平衡准确率",
  f1: "正类F1",
  graph: "计算图结构",
  macroF1: "宏平均F1",
  modelBytes: "模型文件",
  p50Ms: "延迟p50",
  parameters: "参数量",
  peakRssBytes: "推理服务内存",
  precision: "正类精确率",
  price: "价目表",
  recall: "正类召回率",
  textsPerSecond: "吞吐量",
  trainPeakRssBytes: "训练内存",
  trainStepMs: "每步训练时间",
  usdPerMillionTexts: "推理服务成本",
};

const said: InLanguages<Said> = {
  en: {
    nounOf: (metric) => METRICS[metric].title,
    ofClass: (metric, name) => `${metric} of ${name}`,
    classNouns: {},
    ratio: (middle, interval) => `${middle} (${interval})`,
  },
  zh: {
    // A figure that a plugin adds has a name of its own alone.
    nounOf: (metric) => (Object.hasOwn(CHINESE_NOUNS, metric) ? CHINESE_NOUNS[metric] : METRICS[metric].title),
    ofClass: (metric, name) => `${name}的${metric}`,
    classNouns: { precision: "精确率", recall: "召回率" },
    ratio: (middle, interval) => `${middle}（${interval}）`,
  },
};

/** 1.123 -> "+12.3 %" */
export function changeText(ratio: number): string {
  return `${formatPoints(ratio - 1)} %`;
}

/** 0.05 -> "5 %" */
export function percentText(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

/** A metric's value with its unit; ids are unchanged, and null is a dash. */
export function figureText(metric: MetricName, value: number | string | null, language: Language = "en"): string {
  const { unit } = METRICS[metric];
  return typeof value === "number" && unit !== "id" ? quantityText(unit, value, language) : formatValue(unit, value);
}

/** With enough digits to compare a value with a nearby limit: 640032 bytes -> "640,032 B" */
export function exactFigureText(metric: MetricName, value: number): string {
  const { unit } = METRICS[metric];
  return unit === "id" ? String(value) : UNITS[unit].exact(value);
}

/** "model file"; "recall of “fraud”" for a row about a class. */
export function rowTitle(
  { metric, className }: Pick<CheckRow, "metric" | "className">,
  language: Language = "en",
): string {
  const { nounOf, ofClass, classNouns } = said[language];
  if (className === null) return nounOf(metric);
  const noun = classNoun(METRICS[metric]);
  return ofClass(noun === null ? nounOf(metric) : (classNouns[noun] ?? noun), quoted(className));
}

/** A metric's title, or its name if this version does not know it. */
export function metricTitle(name: string, language: Language = "en"): string {
  return Object.hasOwn(METRICS, name) ? said[language].nounOf(name as MetricName) : name;
}

/** 1.3149 -> "1.31"; 0.012345 -> "0.0123" */
export function ratioText(ratio: number): string {
  return ratio >= 0.1 && ratio < 100 ? ratio.toFixed(2) : formatNumber(ratio);
}

/** "1.27 to 1.35" */
export function intervalText({ low, high }: Ratio, language: Language = "en"): string {
  return fromTo(ratioText(low), ratioText(high), language);
}

/** "1.31 (1.27 to 1.35)", or "—" without a ratio. */
export function ratioCell(ratio: Ratio | null, language: Language = "en"): string {
  return ratio === null ? "—" : said[language].ratio(ratioText(ratio.middle), intervalText(ratio, language));
}
