/** How long the answer to one text takes. */
import { counted } from "../counted.ts";
import type { InLanguages, Language } from "../language.ts";

/** A configuration with its median time, as a text. */
interface NamedTime {
  readonly name: string;
  readonly time: string;
}

interface LatencyWords {
  /** @param ratio how many times as long the baseline takes, as a text; @param baseline its time */
  readonly better: (best: NamedTime, ratio: string, baseline: string) => string;
  readonly noneBetter: string;
  readonly tooFew: string;
  readonly onlyOne: (one: NamedTime) => string;
  readonly plainTitle: (measured: number) => string;
  /** @param measured how latencies were measured, as sentences */
  readonly subtitle: (measured: string) => string;
  readonly description: (count: number, title: string) => string;
  readonly axis: string;
  readonly notMeasured: string;
}

const SAID: InLanguages<LatencyWords> = {
  en: {
    better: ({ name, time }, ratio, baseline) =>
      `${name} answers one text in ${time}; the baseline takes ${ratio} times as long, ${baseline}`,
    noneBetter: "Nothing accurate enough answers one text measurably faster than the baseline",
    tooFew: "Too few runs to tell which configuration answers one text fastest",
    onlyOne: ({ name, time }) => `${name} answers one text in ${time}`,
    plainTitle: (measured) =>
      `Time to answer one text, for the ${counted(measured, "configuration")} whose latency was measured`,
    subtitle: (measured) =>
      `${measured} Half of the texts take less than p50, and 99 of 100 take less than p99; medians over the runs.`,
    description: (count, title) =>
      `Dot plot of the 50th and 99th percentile of latency in milliseconds for ${count} configurations. ${title}.`,
    axis: "Milliseconds per text",
    notMeasured: "not measured",
  },
  zh: {
    better: ({ name, time }, ratio, baseline) =>
      `${name}处理一条文本需${time}；基线所需时间为其${ratio}倍，即${baseline}`,
    noneBetter: "足够准确的配置中，没有一个处理单条文本明显快于基线",
    tooFew: "运行次数太少，无法判断哪个配置处理单条文本最快",
    onlyOne: ({ name, time }) => `${name}处理一条文本需${time}`,
    plainTitle: (measured) => `测得延迟的${counted(measured, "configuration", "zh")}处理一条文本所需的时间`,
    subtitle: (measured) => `${measured}一半文本的耗时低于p50，每100条中有99条低于p99；均为各次运行的中位数。`,
    description: (count, title) =>
      `点图：${counted(count, "configuration", "zh")}的延迟的第50和第99百分位数（毫秒）。${title}。`,
    axis: "每条文本的毫秒数",
    notMeasured: "未测量",
  },
};

export function latencyWords(language: Language): LatencyWords {
  return SAID[language];
}
