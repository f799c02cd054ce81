/** How many texts configurations answer in a second. */
import { counted } from "../counted.ts";
import type { InLanguages, Language } from "../language.ts";

/** A configuration with its texts per second, as a text. */
interface NamedRate {
  readonly name: string;
  readonly rate: string;
}

interface ThroughputWords {
  /** @param ratio how many times as many as the baseline, as a text; @param baseline its texts per second */
  readonly better: (best: NamedRate, ratio: string, baseline: string) => string;
  readonly noneBetter: string;
  readonly tooFew: string;
  readonly onlyOne: (one: NamedRate) => string;
  readonly plainTitle: (finished: number) => string;
  /** @param arrivals how texts come, as `arrivalsText`; @param isLog whether rows are points on a logarithmic scale */
  readonly subtitle: (arrivals: string, isLog: boolean) => string;
  readonly description: (isLog: boolean, count: number, title: string) => string;
  readonly axis: string;
  readonly tooltip: { readonly rate: string; readonly ends: string };
}

const SAID: InLanguages<ThroughputWords> = {
  en: {
    better: ({ name, rate }, ratio, baseline) =>
      `${name} answers ${ratio} times as many texts per second as the baseline, ${rate} instead of ${baseline}`,
    noneBetter: "Nothing accurate enough answers measurably more texts per second than the baseline",
    tooFew: "Too few samples to tell which configuration answers the most texts per second",
    onlyOne: ({ name, rate }) => `${name} answers ${rate} texts per second`,
    plainTitle: (finished) => `Texts per second of the ${counted(finished, "configuration")} that finished`,
    subtitle: (arrivals, isLog) =>
      `Text in, probability out, ${arrivals}, tokenizing included: the ${isLog ? "point" : "bar"} is the median over the samples of serving, or over the runs if there are none, the line its 95 % interval or, of a single measurement, the range within it.`,
    description: (isLog, count, title) =>
      `${isLog ? "Dot" : "Bar"} chart of texts per second for ${count} configurations. ${title}.`,
    axis: "Texts per second",
    tooltip: { rate: "texts per second", ends: "how sure" },
  },
  zh: {
    better: ({ name, rate }, ratio, baseline) =>
      `${name}每秒处理的文本数是基线的${ratio}倍：${rate}条，基线为${baseline}条`,
    noneBetter: "足够准确的配置中，没有一个每秒处理的文本明显多于基线",
    tooFew: "采样太少，无法判断哪个配置每秒处理的文本最多",
    onlyOne: ({ name, rate }) => `${name}每秒处理${rate}条文本`,
    plainTitle: (finished) => `已完成的${counted(finished, "configuration", "zh")}每秒处理的文本数`,
    subtitle: (arrivals, isLog) =>
      `输入文本、输出概率，文本${arrivals}，含分词时间：${isLog ? "点" : "条形"}为推理服务各次采样的中位数（没有采样时为各次运行的中位数），线段为其95 %置信区间，只有一次测量时为该次测量内的范围。`,
    description: (isLog, count, title) =>
      `${isLog ? "点图" : "条形图"}：${counted(count, "configuration", "zh")}每秒处理的文本数。${title}。`,
    axis: "每秒文本数",
    tooltip: { rate: "每秒文本数", ends: "可信程度" },
  },
};

export function throughputWords(language: Language): ThroughputWords {
  return SAID[language];
}
