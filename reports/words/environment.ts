import type { ExecutionProof, Host } from "../../harness/contract/index.ts";
import { formatBytes, formatCount } from "../../harness/judge/figures/format.ts";
import type { UsedPrice } from "../../harness/judge/pricing/used-prices.ts";
import { counted } from "./counted.ts";
import type { InLanguages } from "./language.ts";

/** What was found of a dataset's test rows. */
interface CopyCounts {
  readonly seen: number;
  readonly test: number;
  readonly near: number;
}

/** Headings of the table of prices. */
interface PriceHeadings {
  readonly offer: string;
  readonly usdPerHour: string;
  readonly terms: string;
  readonly region: string;
  readonly source: string;
  readonly date: string;
  readonly usedFor: string;
  readonly from: string;
}

/** What the page says of where figures come from. */
export interface EnvironmentWords {
  readonly title: string;
  /** What an entry is about. */
  readonly terms: Readonly<
    Record<
      "machine" | "libraries" | "data" | "masked" | "unlabelled" | "seeds" | "threads" | "code" | "measured",
      string
    >
  >;
  readonly host: (host: Host) => string;
  readonly machines: (host: string, count: number) => string;
  /** What the kernels are given of a text. */
  readonly inputs: Readonly<Record<ExecutionProof["inputForm"], string>>;
  /** @param ways the provider, and threads if they are known */
  readonly library: (library: string, ways: readonly string[], input: string) => string;
  /** After the dataset. @param labels "0 = business" */
  readonly labels: (labels: readonly string[]) => string;
  /** After the labels. */
  readonly copies: (counts: CopyCounts) => string;
  readonly seeds: (seeds: readonly number[]) => string;
  /** After the seeds. */
  readonly repeats: (repeats: number) => string;
  readonly threadsApart: (training: number, serving: number) => string;
  /** @param from such as "2026-08-01 10:03" */
  readonly measured: (from: string, to: string) => string;
  readonly prices: string;
  /** Before the command that uses other offers, and after it. */
  readonly beforeCommand: string;
  readonly afterCommand: string;
  readonly headings: PriceHeadings;
  readonly origins: Readonly<Record<UsedPrice["origin"], string>>;
}

export const environmentWords: InLanguages<EnvironmentWords> = {
  en: {
    title: "Environment",
    terms: {
      machine: "Machine",
      libraries: "Libraries",
      data: "Data",
      masked: "Masking",
      unlabelled: "Unlabeled data",
      seeds: "Seeds",
      threads: "Threads",
      code: "Code",
      measured: "Measured",
    },
    host: ({ cpu, cores, memoryBytes, os, node }) =>
      `${cpu}, ${cores} cores, ${formatBytes(memoryBytes)} memory; ${os}; Node ${versionOf(node)}`,
    machines: (host, count) => `${host} (${count} machines)`,
    inputs: {
      padded: "the ids of all positions",
      distinct: "distinct ids with their counts",
      words: "the ids of all words",
      texts: "the texts themselves",
    },
    library: (library, ways, input) => `${library} (${ways.join(", ")}; takes ${input})`,
    labels: (labels) => `; labels ${labels.join(", ")}`,
    copies: ({ seen, test, near }) =>
      `; ${formatCount(seen)} of ${formatCount(test)} test rows have the text of a training or validation row, and ${formatCount(near)} more are nearly copies of one`,
    seeds: (seeds) => seeds.join(", "),
    repeats: (repeats) => `; each ${repeats} times`,
    threadsApart: (training, serving) => `${counted(training, "thread", "en")} to train, ${serving} to serve`,
    measured: (from, to) => `${from} to ${to}, UTC`,
    prices: "Prices",
    beforeCommand: "Dollars are computed from the measured times and these offers. ",
    afterCommand: " uses other offers without measuring again.",
    headings: {
      offer: "Offer",
      usdPerHour: "$ per hour",
      terms: "Terms",
      region: "Region",
      source: "Source",
      date: "Date",
      usedFor: "Used for",
      from: "From",
    },
    origins: { given: "this report", plan: "the matrix", record: "records" },
  },
  zh: {
    title: "环境",
    terms: {
      machine: "机器",
      libraries: "库",
      data: "数据",
      masked: "脱敏",
      unlabelled: "无标签数据",
      seeds: "随机种子",
      threads: "线程",
      code: "代码",
      measured: "测量时间",
    },
    host: ({ cpu, cores, memoryBytes, os, node }) =>
      `${cpu}，${cores}核，内存${formatBytes(memoryBytes)}；${os}；Node ${versionOf(node)}`,
    machines: (host, count) => `${host}（${count}台机器）`,
    inputs: {
      padded: "所有位置的id",
      distinct: "去重后的id及其次数",
      words: "所有词的id",
      texts: "文本本身",
    },
    library: (library, ways, input) => `${library}（${ways.join("，")}；输入为${input}）`,
    labels: (labels) => `；标签${labels.join("、")}`,
    copies: ({ seen, test, near }) =>
      `；${formatCount(test)}条测试集样本中，有${formatCount(seen)}条与训练集或验证集样本的文本相同，另有${formatCount(near)}条几乎是其副本`,
    seeds: (seeds) => seeds.join("、"),
    repeats: (repeats) => `；各重复${repeats}次`,
    threadsApart: (training, serving) =>
      `训练用${counted(training, "thread", "zh")}，推理用${counted(serving, "thread", "zh")}`,
    measured: (from, to) => `${from}至${to}，UTC`,
    prices: "价格",
    beforeCommand: "美元金额由实测时间和这些报价计算得出。要换用其他报价而不重新测量，可执行",
    afterCommand: "。",
    headings: {
      offer: "报价",
      usdPerHour: "美元/小时",
      terms: "计费方式",
      region: "地区",
      source: "来源",
      date: "日期",
      usedFor: "用于",
      from: "出自",
    },
    origins: { given: "本报告", plan: "矩阵", record: "记录" },
  },
};

/** "v24.1.0" -> "24.1.0" */
function versionOf(node: string): string {
  return node.replace(/^v/, "");
}
