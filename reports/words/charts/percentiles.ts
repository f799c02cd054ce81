/** How the times of single answers are distributed. */
import { formatCount, formatMs, formatNumber } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

/** A configuration's latency at two percentiles. */
export interface NamedTail {
  readonly name: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface PercentileWords {
  /** @param heaviest the tail that is longest beside its median; null if it is `one` or nothing else was measured */
  readonly title: (one: NamedTail, heaviest: NamedTail | null) => string;
  /** Without any p99. */
  readonly plainTitle: (count: number) => string;
  readonly subtitle: string;
  readonly cut: (shown: number, all: number) => string;
  readonly description: (count: number, title: string) => string;
  readonly axis: { readonly percentile: string; readonly ms: string };
  readonly tooltip: Readonly<Record<"configuration" | "percentile" | "ms", string>>;
}

const times = ({ p50Ms, p99Ms }: NamedTail) => formatNumber(Number((p99Ms / p50Ms).toPrecision(2)));

const SAID: InLanguages<PercentileWords> = {
  en: {
    title: (one, heaviest) => {
      const other =
        heaviest === null ? "" : `; the longest tail, that of ${heaviest.name}, takes ${times(heaviest)} times`;
      return `The slowest text of 100 takes ${times(one)} times the median with ${one.name}, ${formatMs(one.p99Ms)}${other}`;
    },
    plainTitle: (count) => `How long single texts take, in percentiles, with ${formatCount(count)} configurations`,
    subtitle:
      "So many of 100 texts take at most so long: medians over the runs. A line ends where too few texts were timed for the next percentile.",
    cut: (shown, all) =>
      shown === all
        ? ""
        : ` Shown: the answer, the baseline, the frontier and the fastest, ${formatCount(shown)} of ${formatCount(all)}.`,
    description: (count, title) =>
      `Line chart of latency in milliseconds against its percentile for ${formatCount(count)} configurations. ${title}.`,
    axis: { percentile: "Percentile of texts", ms: "Milliseconds per text" },
    tooltip: { configuration: "configuration", percentile: "percentile", ms: "at most" },
  },
  zh: {
    title: (one, heaviest) => {
      const other = heaviest === null ? "" : `；尾部最长的是${heaviest.name}，为${times(heaviest)}倍`;
      return `${one.name}每100条文本中最慢的一条耗时是中位数的${times(one)}倍，为${formatMs(one.p99Ms)}${other}`;
    },
    plainTitle: (count) => `${formatCount(count)}个配置处理单条文本所需的时间（百分位数）`,
    subtitle:
      "每100条文本中有多少条的耗时不超过该值：各次运行的中位数。若计时的文本太少，不足以给出下一个百分位数，折线到此为止。",
    cut: (shown, all) =>
      shown === all
        ? ""
        : `此处显示答案、基线、前沿上的配置以及最快的配置，共${formatCount(shown)}个（总数${formatCount(all)}）。`,
    description: (count, title) => `折线图：${formatCount(count)}个配置的延迟（毫秒）与其百分位数。${title}。`,
    axis: { percentile: "文本的百分位数", ms: "每条文本的毫秒数" },
    tooltip: { configuration: "配置", percentile: "百分位数", ms: "不超过" },
  },
};

export function percentileWords(language: Language): PercentileWords {
  return SAID[language];
}
