import { plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages } from "./language.ts";
import { listed } from "./listing.ts";

/** Parts of the page of all runs, by the ids of their elements. */
export type IndexPart = "runs" | "trends" | "compare" | "histories";

interface IndexWords {
  readonly title: string;
  readonly heading: string;
  readonly contents: string;
  readonly parts: Readonly<Record<IndexPart, string>>;
  readonly runs: (count: number) => string;
  /** Accessible name of the table of runs. */
  readonly runsTable: string;
  readonly columns: Readonly<Record<"run" | "measured" | "answer" | "usd" | "accuracy" | "machine" | "check", string>>;
  readonly machine: (cpu: string, cores: number) => string;
  readonly trends: string;
  readonly trendsLede: string;
  readonly history: (baseline: string) => string;
  readonly noHistory: string;
  readonly historyLede: (labels: readonly string[]) => string;
  readonly historyTable: string;
  readonly configuration: string;
}

/** What the page of all runs says. */
export const indexWords: InLanguages<IndexWords> = {
  en: {
    title: "pricewar: all runs",
    heading: "The answer and the last check of every run",
    contents: "On this page",
    parts: { runs: "Runs", compare: "Two runs compared", trends: "Trends", histories: "Baselines" },
    runs: (count) => plural(count, "run"),
    runsTable: "Runs",
    columns: {
      run: "Run",
      measured: "Measured (UTC)",
      answer: "Answer",
      usd: "$ per million texts",
      accuracy: "Test accuracy",
      machine: "Machine",
      check: "Last check",
    },
    machine: (cpu, cores) => `${cpu}, ${plural(cores, "core")}`,
    trends: "Trends",
    trendsLede: "Matrices that several folders hold. Costs depend on the machine, and are comparable along a line.",
    history: (baseline) => `History: ${baseline}`,
    noHistory: "No figures yet.",
    historyLede: (labels) =>
      `Figures of the baseline at the commits that set it; now: ${listed(labels)}. Times are not shown, since they are not comparable across machines; the cost depends on the throughput of the machine that set the baseline.`,
    historyTable: "Figures of the baseline",
    configuration: "Configuration",
  },
  zh: {
    title: "pricewar：全部运行",
    heading: "每次运行的答案与最近一次检查",
    contents: "本页内容",
    parts: { runs: "运行", compare: "两次运行比较", trends: "趋势", histories: "基线" },
    runs: (count) => `${count}次运行`,
    runsTable: "运行",
    columns: {
      run: "运行",
      measured: "测量时间（UTC）",
      answer: "答案",
      usd: "每百万条文本的成本（$）",
      accuracy: "测试准确率",
      machine: "机器",
      check: "最近一次检查",
    },
    machine: (cpu, cores) => `${cpu}，${cores}核`,
    trends: "趋势",
    trendsLede: "有多个文件夹的实验矩阵。成本取决于机器，只沿同一条线可比。",
    history: (baseline) => `历史：${baseline}`,
    noHistory: "尚无数值。",
    historyLede: (labels) =>
      `基线在设定它的各次提交时的数值；目前为${listed(labels, "zh")}。不显示时间，因为不同机器的时间不可比；成本取决于设定基线的机器的吞吐量。`,
    historyTable: "基线的数值",
    configuration: "配置",
  },
};
