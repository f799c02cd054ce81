/** What each lever does by itself. */
import type { LeverQuantity } from "../../../harness/judge/analysis/levers/lever-effects.ts";
import type { InLanguages, Language } from "../language.ts";
import { listed } from "../listing.ts";

interface LeverChartWords {
  /** @param exact names of the values that are exactly the same as what they are compared with */
  readonly subtitle: (references: readonly string[], hasIntervals: boolean, exact: readonly string[]) => string;
  readonly description: (quantity: LeverQuantity, count: number, title: string) => string;
  readonly axis: Readonly<Record<LeverQuantity, string>>;
  readonly change: (from: string, to: string) => string;
  /** Between an effect and its range. */
  readonly comma: string;
  /** A value whose name alone would be that of another. */
  readonly onAxis: (axis: string, name: string) => string;
  readonly tooltip: {
    readonly change: string;
    readonly effect: Readonly<Record<LeverQuantity, string>>;
    readonly grounds: string;
    readonly settings: string;
  };
}

const SAID: InLanguages<LeverChartWords> = {
  en: {
    subtitle: (references, hasIntervals, exact) =>
      `Each value against ${references.join(", ")}${hasIntervals ? ", with its 95 % interval. Filled dots are beyond chance." : "."}${exact.length === 0 ? "" : ` Exactly the same: ${listed(exact)}.`}`,
    description: (quantity, count, title) =>
      `Dot plot of ${SAID.en.tooltip.effect[quantity]} for ${count} values of levers. ${title}.`,
    axis: {
      accuracy: "Difference in accuracy (points)",
      cost: "Times the cost of serving",
      trainingCost: "Times the cost of training",
    },
    change: (from, to) => `${to} in place of ${from}`,
    comma: ", ",
    onAxis: (axis, name) => `${axis}: ${name}`,
    tooltip: {
      change: "change",
      effect: {
        accuracy: "difference in accuracy (points)",
        cost: "times the cost of serving",
        trainingCost: "times the cost of training",
      },
      grounds: "grounds",
      settings: "settings of the others",
    },
  },
  zh: {
    subtitle: (references, hasIntervals, exact) =>
      `每个取值与${references.join("、")}相比${hasIntervals ? "，附95 %置信区间。实心点表示超出偶然。" : "。"}${exact.length === 0 ? "" : `完全相同：${listed(exact, "zh")}。`}`,
    description: (quantity, count, title) => `点图：手段的${count}个取值的${SAID.zh.axis[quantity]}。${title}。`,
    axis: { accuracy: "准确率之差（百分点）", cost: "推理成本的倍数", trainingCost: "训练成本的倍数" },
    change: (from, to) => `用${to}代替${from}`,
    comma: "，",
    onAxis: (axis, name) => `${axis}：${name}`,
    tooltip: {
      change: "改动",
      effect: { accuracy: "准确率之差（百分点）", cost: "推理成本的倍数", trainingCost: "训练成本的倍数" },
      grounds: "依据",
      settings: "其余设置的组合数",
    },
  },
};

export function leverChartWords(language: Language): LeverChartWords {
  return SAID[language];
}
