/** How probable a model says that it is right, and how often it is. */
import { formatCount, formatShare } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

export interface NamedCalibration {
  readonly name: string;
  /** Means over the test rows, as fractions. */
  readonly confidence: number;
  readonly accuracy: number;
  /** Expected calibration error, a fraction. */
  readonly error: number;
}

interface CalibrationWords {
  readonly title: (one: NamedCalibration) => string;
  readonly subtitle: string;
  readonly description: (count: number, title: string) => string;
  readonly axis: { readonly confidence: string; readonly accuracy: string };
  readonly tooltip: Readonly<Record<"configuration" | "confidence" | "accuracy" | "rows", string>>;
}

const SAID: InLanguages<CalibrationWords> = {
  en: {
    title: ({ name, confidence, accuracy, error }) =>
      `${name} says ${formatShare(confidence)} on average and is right for ${formatShare(accuracy)}; calibration error ${formatShare(error)}`,
    subtitle:
      "Test rows by the probability of what was predicted, in 15 bins of equal width: how often each bin is right, with its 95 % interval as if rows were independent, the runs’ rows added up. On the dashed line a model is as often right as it says; below it, it says too much. Larger points have more rows.",
    description: (count, title) =>
      `Reliability diagram of the share of right predictions against their mean probability, for ${formatCount(count)} bins. ${title}.`,
    axis: { confidence: "Mean probability of the prediction (%)", accuracy: "Right (%)" },
    tooltip: {
      configuration: "configuration",
      confidence: "mean probability",
      accuracy: "right",
      rows: "test rows",
    },
  },
  zh: {
    title: ({ name, confidence, accuracy, error }) =>
      `${name}给出的平均概率为${formatShare(confidence)}，实际正确率为${formatShare(accuracy)}；校准误差${formatShare(error)}`,
    subtitle:
      "按预测概率把测试集样本分为15个等宽区间：各区间的实际正确率及其95 %区间（视各样本相互独立），各次运行的样本数相加。落在虚线上表示正确率与所给概率一致；低于虚线表示过于自信。点越大，样本越多。",
    description: (count, title) => `可靠性图：${formatCount(count)}个区间的平均预测概率与实际正确率。${title}。`,
    axis: { confidence: "预测的平均概率（%）", accuracy: "正确率（%）" },
    tooltip: { configuration: "配置", confidence: "平均概率", accuracy: "正确率", rows: "测试集样本数" },
  },
};

export function calibrationWords(language: Language): CalibrationWords {
  return SAID[language];
}
