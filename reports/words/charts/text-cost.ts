/** Where the cost of a text goes. */
import { formatCount, formatShare, formatUsd } from "../../../harness/judge/figures/format.ts";
import type { Stage } from "../../../harness/judge/pricing/stage-shares.ts";
import type { InLanguages, Language } from "../language.ts";

/** "whole" where nothing tells the stages. */
export type ShownStage = Stage | "whole";

interface TextCostWords {
  readonly title: (name: string, stage: ShownStage, share: number, usd: number) => string;
  readonly subtitle: string;
  readonly cut: (shown: number, all: number) => string;
  readonly description: (count: number, title: string) => string;
  readonly stages: Readonly<Record<ShownStage, string>>;
  /** The same within a sentence. */
  readonly within: Readonly<Record<ShownStage, string>>;
  readonly axis: string;
  readonly tooltip: Readonly<Record<"configuration" | "stage" | "usd" | "share", string>>;
}

const SAID: InLanguages<TextCostWords> = {
  en: {
    title: (name, stage, share, usd) =>
      `With ${name}, ${formatShare(share)} of the ${formatUsd(usd)} per million texts go into ${SAID.en.within[stage]}`,
    subtitle:
      "Dollars per million texts as measured, split by what an answer’s steps take by themselves: timed in turns in batches of 256, in the same process, after serving was timed. Lookup is a session that ends at the mean of the embedding’s rows, filling its inputs included; layers are the whole session less that. The rest is what the whole takes beyond its steps. Grey bars were not told apart.",
    cut: (shown, all) => (shown === all ? "" : ` Shown: the ${shown} cheapest of ${all}.`),
    description: (count, title) =>
      `Stacked bar chart of dollars per million texts by what they are spent on, for ${formatCount(count)} configurations. ${title}.`,
    stages: {
      tokenizing: "tokenizing",
      lookup: "lookup and mean",
      layers: "dense layers",
      runtime: "lookup and layers",
      rest: "the rest of the process",
      whole: "not told apart",
    },
    within: {
      tokenizing: "tokenizing",
      lookup: "looking up words and their mean",
      layers: "the dense layers",
      runtime: "lookup and layers",
      rest: "the rest of the process",
      whole: "what was not told apart",
    },
    axis: "US dollars per million texts",
    tooltip: { configuration: "configuration", stage: "spent on", usd: "per million texts", share: "share" },
  },
  zh: {
    title: (name, stage, share, usd) =>
      `${name}每百万条文本的${formatUsd(usd)}中，${formatShare(share)}用于${SAID.zh.within[stage]}`,
    subtitle:
      "实测的每百万条文本的美元成本，按各步骤单独所需的时间划分：推理计时结束后，在同一进程中以256条为一批轮流计时。查表指运行到词嵌入各行平均值为止的会话，包括填充输入；稠密层为整个会话减去查表。其余为整体超出各步骤之和的部分。灰色条未作区分。",
    cut: (shown, all) => (shown === all ? "" : `此处显示最便宜的${shown}个（总数${all}）。`),
    description: (count, title) => `堆叠条形图：${formatCount(count)}个配置每百万条文本的美元成本及其用途。${title}。`,
    stages: {
      tokenizing: "分词",
      lookup: "查表与平均",
      layers: "稠密层",
      runtime: "查表与各层",
      rest: "进程的其余部分",
      whole: "未区分",
    },
    within: {
      tokenizing: "分词",
      lookup: "查表与平均",
      layers: "稠密层",
      runtime: "查表与各层",
      rest: "进程的其余部分",
      whole: "未区分的部分",
    },
    axis: "每百万条文本的美元成本",
    tooltip: { configuration: "配置", stage: "用途", usd: "每百万条文本", share: "占比" },
  },
};

export function textCostWords(language: Language): TextCostWords {
  return SAID[language];
}
