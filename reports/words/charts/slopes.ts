/** Before and after a technique. */
import { formatBytes, formatCount, formatShare, formatUsd } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

/** What is compared before and after. */
export type SlopeFigure = "accuracy" | "cost" | "size";

export const SLOPE_FORMATS: Readonly<Record<SlopeFigure, (value: number) => string>> = {
  accuracy: formatShare,
  cost: formatUsd,
  size: formatBytes,
};

/** The value of a technique's axis whose mean changes the most. */
export interface LargestSlope {
  readonly to: string;
  readonly from: string;
  /** Means over the pairs of configurations that are equal in all else; geometric ones of costs and sizes. */
  readonly before: number;
  readonly after: number;
  readonly pairs: number;
}

interface SlopeWords {
  readonly title: (figure: SlopeFigure, largest: LargestSlope) => string;
  readonly subtitle: string;
  readonly description: (figure: SlopeFigure, pairs: number, title: string) => string;
  /** In two lines. */
  readonly with: (axis: string) => readonly [string, string];
  readonly axis: Readonly<Record<SlopeFigure, string>>;
  readonly tooltip: Readonly<Record<"technique" | "configuration" | "change", string>>;
}

const SAID: InLanguages<SlopeWords> = {
  en: {
    title: (figure, { from, to, before, after, pairs }) => {
      const format = SLOPE_FORMATS[figure];
      const noun = { accuracy: "test accuracy", cost: "cost per million texts", size: "model file" }[figure];
      const over = pairs === 1 ? "" : `, on average over ${formatCount(pairs)} pairs`;
      return `From ${from} to ${to}, the ${noun} goes from ${format(before)} to ${format(after)}${over}`;
    },
    subtitle:
      "Left without a technique, right with it. Thin lines join configurations that are equal in all else, thick ones are their means, of costs and sizes the geometric ones. The dots with intervals say which differences are beyond chance.",
    description: (figure, pairs, title) =>
      `Slope chart of ${{ accuracy: "test accuracy", cost: "cost", size: "file size" }[figure]} without and with techniques for ${formatCount(pairs)} pairs of configurations. ${title}.`,
    with: (axis) => ["with", axis],
    axis: { accuracy: "Test accuracy (%)", cost: "US dollars per million texts", size: "Model file" },
    tooltip: { technique: "technique", configuration: "configuration", change: "without → with" },
  },
  zh: {
    title: (figure, { from, to, before, after, pairs }) => {
      const format = SLOPE_FORMATS[figure];
      const noun = { accuracy: "测试准确率", cost: "每百万条文本的成本", size: "模型文件" }[figure];
      const over = pairs === 1 ? "" : `（${formatCount(pairs)}对配置的平均值）`;
      return `从${from}到${to}，${noun}由${format(before)}变为${format(after)}${over}`;
    },
    subtitle:
      "左侧为不使用该技术，右侧为使用该技术。细线连接其余设置完全相同的两个配置，粗线为其平均值（成本和大小取几何平均值）。差异是否超出偶然，见带区间的点图。",
    description: (figure, pairs, title) =>
      `斜率图：${formatCount(pairs)}对配置在使用技术前后的${{ accuracy: "测试准确率", cost: "成本", size: "文件大小" }[figure]}。${title}。`,
    with: (axis) => ["使用", axis],
    axis: { accuracy: "测试准确率（%）", cost: "每百万条文本的美元成本", size: "模型文件" },
    tooltip: { technique: "技术", configuration: "配置", change: "不使用 → 使用" },
  },
};

export function slopeWords(language: Language): SlopeWords {
  return SAID[language];
}
