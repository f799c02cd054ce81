/** What two levers do together. */
import type { LeverQuantity } from "../../../harness/judge/analysis/levers/lever-effects.ts";
import { formatCount, formatPoints, formatRatio } from "../../../harness/judge/figures/format.ts";
import { pointsChanged } from "../chinese-points.ts";
import type { InLanguages, Language } from "../language.ts";

/** The largest of the interactions beyond chance. */
export interface LargestInteraction {
  readonly one: string;
  readonly other: string;
  /** A difference as a fraction for accuracy, else a ratio. */
  readonly value: number;
}

interface InteractionWords {
  readonly title: (quantity: LeverQuantity, largest: LargestInteraction) => string;
  readonly subtitle: (quantity: LeverQuantity) => string;
  readonly description: (quantity: LeverQuantity, count: number, title: string) => string;
  readonly legend: Readonly<Record<LeverQuantity, string>>;
  readonly told: { readonly yes: string; readonly no: string };
  readonly tooltip: Readonly<Record<"one" | "other" | "effect" | "told" | "grounds", string>>;
}

const SAID: InLanguages<InteractionWords> = {
  en: {
    title: (quantity, { one, other, value }) =>
      quantity === "accuracy"
        ? `${one} and ${other} together change accuracy by ${formatPoints(value)} points beyond each alone`
        : `${one} and ${other} together cost ${formatRatio(value)} times what each alone would make of it${quantity === "cost" ? "" : ", in training"}`,
    subtitle: (quantity) =>
      `Two changes together, compared with the ${quantity === "accuracy" ? "sum of their effects: 0 points if they simply add up" : "product of their effects: 1 if they simply multiply"}. Framed cells are beyond chance by Holm’s procedure.`,
    description: (quantity, count, title) =>
      `Heat map of ${formatCount(count)} pairs of changes by their joint effect on ${{ accuracy: "test accuracy", cost: "the cost of serving", trainingCost: "the cost of training" }[quantity]}. ${title}.`,
    legend: {
      accuracy: "points beyond the sum",
      cost: "times the product, serving",
      trainingCost: "times the product, training",
    },
    told: { yes: "beyond chance", no: "within chance" },
    tooltip: { one: "one change", other: "the other", effect: "together", told: "verdict", grounds: "grounds" },
  },
  zh: {
    title: (quantity, { one, other, value }) =>
      quantity === "accuracy"
        ? `${one}与${other}同时使用，准确率在各自效果之外再${pointsChanged(formatPoints(value))}`
        : `${one}与${other}同时使用，${quantity === "cost" ? "推理" : "训练"}成本是两者各自效果相乘的${formatRatio(value)}倍`,
    subtitle: (quantity) =>
      `两项改动同时使用，与${quantity === "accuracy" ? "两者效果之和相比：0个百分点表示只是相加" : "两者效果之积相比：1表示只是相乘"}。带边框的格子按Holm方法超出偶然。`,
    description: (quantity, count, title) =>
      `热力图：${formatCount(count)}对改动对${{ accuracy: "测试准确率", cost: "推理成本", trainingCost: "训练成本" }[quantity]}的共同效果。${title}。`,
    legend: { accuracy: "超出两者之和的百分点", cost: "与乘积之比（推理）", trainingCost: "与乘积之比（训练）" },
    told: { yes: "超出偶然", no: "未超出偶然" },
    tooltip: { one: "一项改动", other: "另一项", effect: "共同效果", told: "结论", grounds: "依据" },
  },
};

export function interactionWords(language: Language): InteractionWords {
  return SAID[language];
}
