import { formatBytes, formatPoints, formatShare, formatUsd } from "../../../harness/judge/figures/format.ts";
import type { InLanguages } from "../language.ts";
import { oneLine } from "../one-line.ts";

/** What trends show of an answer. */
export type TrendFigure = "accuracy" | "usd" | "bytes";

interface TrendWords {
  readonly axis: Readonly<Record<TrendFigure, string>>;
  readonly run: string;
  readonly machine: string;
  readonly tooltip: Readonly<Record<"answer" | "value" | "folder" | "measured" | "code" | "machine", string>>;
  /** @param of what is given, where there is an answer for each; else null */
  readonly changed: (figure: TrendFigure, of: string | null, from: number, to: number) => string;
  readonly same: (figure: TrendFigure, runs: number) => string;
  /** Where no machine has measured twice. */
  readonly alone: (figure: TrendFigure) => string;
  readonly subtitle: (matrix: string, machines: number) => string;
  readonly description: (title: string, runs: number) => string;
  readonly cores: (cpu: string, cores: number) => string;
}

const FORMATS: Readonly<Record<TrendFigure, (value: number) => string>> = {
  accuracy: formatShare,
  usd: formatUsd,
  bytes: formatBytes,
};

export function trendText(figure: TrendFigure, value: number): string {
  return FORMATS[figure](value);
}

const FIGURES: InLanguages<Readonly<Record<TrendFigure, string>>> = {
  en: { accuracy: "Accuracy", usd: "Cost", bytes: "Model file" },
  zh: { accuracy: "准确率", usd: "成本", bytes: "模型文件" },
};

export const trendWords: InLanguages<TrendWords> = {
  en: {
    axis: { accuracy: "Test accuracy (%)", usd: "$ per million texts", bytes: "Model file" },
    run: "Measured (UTC), and code",
    machine: "Machine",
    tooltip: {
      answer: "answer",
      value: "value",
      folder: "run",
      measured: "measured (UTC)",
      code: "code",
      machine: "machine",
    },
    changed: (figure, of, from, to) => {
      const points = figure === "accuracy" ? ` (${formatPoints(to - from)} points)` : "";
      const name = `${FIGURES.en[figure]} of the answer${of === null ? "" : ` for ${oneLine(of)}`}`;
      return `${name} ${to > from ? "rose" : "fell"} from ${trendText(figure, from)} to ${trendText(figure, to)}${points}`;
    },
    same: (figure, runs) => `${FIGURES.en[figure]} of the answer: the same at the end as at the start of ${runs} runs`,
    alone: (figure) => `${FIGURES.en[figure]} of the answer: no machine has measured it twice`,
    subtitle: (matrix, machines) =>
      `The answers of the runs of ${oneLine(matrix)}, by when they were measured, the newest to the right.${machines > 1 ? " Machines differ in shape; a line connects the runs of one machine." : ""}`,
    description: (title, runs) => `Line chart over ${runs} runs. ${title}.`,
    cores: (cpu, cores) => `${oneLine(cpu)}, ${cores} ${cores === 1 ? "core" : "cores"}`,
  },
  zh: {
    axis: { accuracy: "测试准确率（%）", usd: "每百万条文本的成本（$）", bytes: "模型文件" },
    run: "测量时间（UTC）与代码",
    machine: "机器",
    tooltip: {
      answer: "答案",
      value: "数值",
      folder: "运行",
      measured: "测量时间（UTC）",
      code: "代码",
      machine: "机器",
    },
    changed: (figure, of, from, to) => {
      const points = figure === "accuracy" ? `（${formatPoints(to - from)}个百分点）` : "";
      const name = `${of === null ? "" : `${oneLine(of)}的`}答案的${FIGURES.zh[figure]}`;
      return `${name}从${trendText(figure, from)}${to > from ? "升至" : "降至"}${trendText(figure, to)}${points}`;
    },
    same: (figure, runs) => `答案的${FIGURES.zh[figure]}：${runs}次运行首尾相同`,
    alone: (figure) => `答案的${FIGURES.zh[figure]}：没有机器测量过两次`,
    subtitle: (matrix, machines) =>
      `${oneLine(matrix)}各次运行的答案，按测量时间排列，最新的在右。${machines > 1 ? "不同机器以形状区分，连线连接同一机器的运行。" : ""}`,
    description: (title, runs) => `${runs}次运行的折线图。${title}。`,
    cores: (cpu, cores) => `${oneLine(cpu)}，${cores}核`,
  },
};
