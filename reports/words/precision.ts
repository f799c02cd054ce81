import type { PrecisionSpec } from "../../harness/contract/precision.ts";
import type { Precision } from "../../harness/judge/analysis/known-precision.ts";
import { formatCount, formatNumber, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

type Metric = PrecisionSpec["metric"];

/** All shares are texts: "4.2 %". */
interface Said {
  readonly repeats: (count: number, metric: Metric) => string;
  readonly notYet: (metric: Metric, asked: string) => string;
  readonly notTold: (metric: Metric, repeats: string, label: string, asked: string) => string;
  readonly reached: (metric: Metric, known: string, repeats: string, asked: string) => string;
  readonly notReached: (metric: Metric, known: string, label: string, repeats: string, asked: string) => string;
  /** How a sentence about what is not reached ends: there are no more repeats, or another run makes some. */
  readonly atMost: (repeats: string) => string;
  readonly runAgain: string;
}

const UNITS = { usdPerMillionTexts: "round", textsPerSecond: "round", accuracy: "seed" } as const;

const FIGURES = {
  usdPerMillionTexts: "The cost of serving is",
  textsPerSecond: "The throughput is",
  accuracy: "The mean accuracy over trainings is",
} as const satisfies Record<Metric, string>;

const CHINESE_UNITS = { usdPerMillionTexts: "个轮次", textsPerSecond: "个轮次", accuracy: "个随机种子" } as const;

const CHINESE_FIGURES = {
  usdPerMillionTexts: "推理服务的成本",
  textsPerSecond: "吞吐量",
  accuracy: "多次训练的平均准确率",
} as const satisfies Record<Metric, string>;

const said: InLanguages<Said> = {
  en: {
    repeats: (count, metric) => plural(count, UNITS[metric]),
    notYet: (metric, asked) => `${FIGURES[metric]} not known yet: the matrix asks for ±${asked}.`,
    notTold: (metric, repeats, label, asked) =>
      `How precisely ${FIGURES[metric].toLowerCase()} known after ${repeats} cannot be told of ${label}: the matrix asks for ±${asked}.`,
    reached: (metric, known, repeats, asked) =>
      `${FIGURES[metric]} known to ±${known} or better in every configuration after ${repeats}; the matrix asks for ±${asked}.`,
    notReached: (metric, known, label, repeats, asked) =>
      `${FIGURES[metric]} known to ±${known} in ${label} after ${repeats}: the matrix asks for ±${asked}`,
    atMost: (repeats) => `, and for ${repeats} at most.`,
    runAgain: "; run again to go on.",
  },
  zh: {
    repeats: (count, metric) => `${formatCount(count)}${CHINESE_UNITS[metric]}`,
    notYet: (metric, asked) => `${CHINESE_FIGURES[metric]}尚不可知：矩阵要求精确到±${asked}。`,
    notTold: (metric, repeats, label, asked) =>
      `经过${repeats}，仍无法判断${label}的${CHINESE_FIGURES[metric]}有多精确：矩阵要求±${asked}。`,
    reached: (metric, known, repeats, asked) =>
      `经过${repeats}，所有配置的${CHINESE_FIGURES[metric]}都已精确到±${known}以内；矩阵要求±${asked}。`,
    notReached: (metric, known, label, repeats, asked) =>
      `经过${repeats}，${label}的${CHINESE_FIGURES[metric]}精确到±${known}：矩阵要求±${asked}`,
    atMost: (repeats) => `，且最多${repeats}。`,
    runAgain: "；再次运行即可继续。",
  },
};

/** How precisely a figure is known, where the matrix asks for it. */
export function precisionText(precision: Precision, language: Language = "en"): string {
  const { metric, relative, maxRepeats, widest, isReached } = precision;
  const words = said[language];
  const asked = percentText(relative);
  if (widest === null) return words.notYet(metric, asked);
  const repeats = words.repeats(precision.repeats, metric);
  if (widest.relative === null) return words.notTold(metric, repeats, widest.label, asked);
  const known = percentText(widest.relative);
  if (isReached) return words.reached(metric, known, repeats, asked);
  const end = precision.repeats >= maxRepeats ? words.atMost(words.repeats(maxRepeats, metric)) : words.runAgain;
  return `${words.notReached(metric, known, widest.label, repeats, asked)}${end}`;
}

/** "until the cost of serving is known to ±5 %"; for a terminal. */
export function precisionGoal({ metric, relative }: PrecisionSpec): string {
  return `until ${FIGURES[metric].toLowerCase()} known to ±${percentText(relative)}`;
}

/** To two digits: 4.2 %. */
function percentText(share: number): string {
  return `${formatNumber(Number((100 * share).toPrecision(2)))} %`;
}
