import {
  type Effect,
  type EffectsByQuantity,
  type Interaction,
  isTold,
  type LeverQuantity,
  type Levers,
  type ValueChange,
  type ValueComparison,
} from "../../harness/judge/analysis/levers/lever-effects.ts";
import { formatP, formatPoints, formatRatio } from "../../harness/judge/figures/format.ts";
import { axisTitle } from "./axes.ts";
import { axisValueText } from "./axis-values.ts";
import { counted } from "./counted.ts";
import { fromTo } from "./from-to.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { pointsBeside, shownPoints, shownRatio } from "./shown-difference.ts";

/** In the order of the page. */
const SHOWN_QUANTITIES = ["cost", "trainingCost", "accuracy"] as const satisfies readonly LeverQuantity[];

/** A value of an axis in the place of the axis' reference. */
export type ComparedValue = ValueComparison & { readonly axis: string };

/** Figures and names are texts; `range` is the interval, empty without one. */
interface Said {
  readonly points: (points: string) => string;
  readonly exact: string;
  readonly untested: (pairs: string) => string;
  readonly tested: (adjusted: string, alone: string, pairs: string) => string;
  /** What an effect is on: short, for a list, and as a part of a sentence. */
  readonly short: Readonly<Record<LeverQuantity, string>>;
  readonly quantity: Readonly<Record<LeverQuantity, string>>;
  readonly singlePair: (quantity: string) => string;
  readonly noEffect: (quantity: string) => string;
  readonly certainty: (range: string) => string;
  readonly accuracyEffect: (change: ChangeNames, points: string, isLoss: boolean, certainty: string) => string;
  readonly costEffect: (change: ChangeNames, quantity: string, ratio: string, certainty: string) => string;
  readonly method: string;
  readonly oneSeed: string;
  readonly noneTogether: string;
  /** @param both the two changes; @param effect as `effectText` or a ratio has it */
  readonly together: Readonly<Record<LeverQuantity, (both: string, effect: string, range: string) => string>>;
  readonly both: (one: string, other: string) => string;
  readonly unpaired: (axes: string, count: number) => string;
}

interface ChangeNames {
  readonly from: string;
  readonly to: string;
}

const said: InLanguages<Said> = {
  en: {
    points: (points) => `${points} points`,
    exact: "nothing to measure: both serve the same graph, share a training or give the same answers",
    untested: (pairs) => `${pairs}: too few to tell`,
    tested: (adjusted, alone, pairs) => `p ${adjusted} over the lever’s comparisons (Holm), ${alone} alone; ${pairs}`,
    short: { accuracy: "accuracy", cost: "serving cost", trainingCost: "training cost" },
    quantity: { accuracy: "test accuracy", cost: "cost of serving", trainingCost: "cost of training" },
    singlePair: (quantity) => `A single pair of runs cannot tell an effect on the ${quantity} from chance`,
    noEffect: (quantity) => `No lever changes the ${quantity} beyond chance`,
    certainty: (range) => ` (${range})`,
    accuracyEffect: ({ from, to }, points, isLoss, certainty) =>
      `${to} in place of ${from} ${isLoss ? "loses" : "gains"} ${points} points of test accuracy${certainty}`,
    costEffect: ({ from, to }, quantity, ratio, certainty) =>
      `${to} in place of ${from} multiplies the ${quantity} by ${ratio}${certainty}`,
    method:
      "Each effect is an average over configurations that are equal in all else, within the same seeds and rounds. Intervals are of 95 % each; beyond chance is what Holm’s procedure finds at 5 % over all comparisons of the lever.",
    oneSeed:
      "Effects on accuracy are those of one training each: their intervals cover the rows alone, and another seed may say otherwise.",
    noneTogether: "No two of them together do more or less than each alone, beyond chance.",
    together: {
      cost: (both, ratio, range) =>
        `Levers do not just multiply: ${both} together cost ${ratio} times (${range}) what the two changes alone would make of it.`,
      trainingCost: (both, ratio, range) =>
        `Training with ${both} together costs ${ratio} times (${range}) what the two changes alone would make of it.`,
      accuracy: (both, points, range) =>
        `Together, ${both} change the test accuracy by ${points} (${range}) beyond the two changes alone.`,
    },
    both: (one, other) => `${one} and ${other}`,
    unpaired: (axes, count) =>
      `No two configurations that finished differ in ${axes} alone, so that ${count === 1 ? "its effect is" : "their effects are"} not known.`,
  },
  zh: {
    points: (points) => `${points}个百分点`,
    exact: "无需测量：两者使用同一计算图、共用一次训练，或给出相同的回答",
    untested: (pairs) => `${pairs}：太少，无法判断`,
    tested: (adjusted, alone, pairs) => `p ${adjusted}（对该手段的全部比较作Holm校正），单独为${alone}；${pairs}`,
    short: { accuracy: "准确率", cost: "推理成本", trainingCost: "训练成本" },
    quantity: { accuracy: "测试准确率", cost: "推理成本", trainingCost: "训练成本" },
    singlePair: (quantity) => `仅凭一对运行，无法判断对${quantity}的影响是否出于偶然`,
    noEffect: (quantity) => `没有手段对${quantity}的影响超出偶然`,
    certainty: (range) => `（${range}）`,
    accuracyEffect: ({ from, to }, points, isLoss, certainty) =>
      `用${to}代替${from}，测试准确率${isLoss ? "降低" : "提高"}${points}个百分点${certainty}`,
    costEffect: ({ from, to }, quantity, ratio, certainty) =>
      `用${to}代替${from}，${quantity}变为原来的${ratio}倍${certainty}`,
    method:
      "每项影响都是在其余各项都相同的配置之间，按相同的随机种子和轮次比较所得的平均。各区间均为95 %置信区间；“超出偶然”指对该手段的全部比较按Holm方法在5 %水平上检出的影响。",
    oneSeed: "对准确率的影响各来自一次训练：区间只涵盖样本，换一个随机种子结果可能不同。",
    noneTogether: "任何两个手段合用，与各自单独的效果相比都没有超出偶然的增减。",
    together: {
      cost: (both, ratio, range) =>
        `各手段的效果并非简单相乘：${both}合用，推理成本是两项改动各自效果之积的${ratio}倍（${range}）。`,
      trainingCost: (both, ratio, range) => `${both}合用，训练成本是两项改动各自效果之积的${ratio}倍（${range}）。`,
      accuracy: (both, points, range) =>
        `${both}合用，在两项改动各自的效果之外，测试准确率再变化${points}（${range}）。`,
    },
    both: (one, other) => `${one}与${other}`,
    unpaired: (axes) => `已完成的配置中，没有哪两个仅在${axes}上不同，因此其影响未知。`,
  },
};

/** "1.26×" or "−0.4 points" */
export function effectText(quantity: LeverQuantity, value: number, language: Language = "en"): string {
  return quantity === "accuracy" ? said[language].points(formatPoints(value)) : `${formatRatio(value)}×`;
}

/** "1.21 to 1.34", below `effectText`; empty without an interval, and for what is the same by definition. */
export function effectRange(quantity: LeverQuantity, { interval, isExact }: Effect, language: Language = "en"): string {
  if (interval === null || isExact) return "";
  const format = quantity === "accuracy" ? formatPoints : formatRatio;
  return fromTo(format(interval.low), format(interval.high), language);
}

/** What an effect rests on: "p 0.048 over the lever’s comparisons (Holm), 0.003 alone; 13 pairs" */
export function effectGrounds({ p, adjusted, pairs, isExact }: Effect, language: Language = "en"): string {
  const { exact, untested, tested } = said[language];
  if (isExact) return exact;
  const from = counted(pairs, "pair", language);
  return p === null || adjusted === null ? untested(from) : tested(formatP(adjusted), formatP(p), from);
}

/** "cost and accuracy", of which an effect beyond chance is shown; empty if of none. */
export function toldText(effects: EffectsByQuantity, language: Language = "en"): string {
  const { short } = said[language];
  return listed(
    SHOWN_QUANTITIES.filter((one) => isTold(effects[one])).map((one) => short[one]),
    language,
  );
}

/** A value's name on its axis, where it is made of words in the language. */
export function changeNames({ axis, from, to }: ValueChange, language: Language = "en"): ChangeNames {
  return { from: axisValueText(axis, from, language), to: axisValueText(axis, to, language) };
}

/** Comparisons with the reference value, which charts, tables and sentences show; summary.json has all. */
export function againstReference({ axes }: Levers): ComparedValue[] {
  return axes.flatMap((one) => comparedOn(one).filter(({ from }) => from === one.reference));
}

function comparedOn({ axis, comparisons }: Levers["axes"][number]): ComparedValue[] {
  return comparisons.map((one) => ({ ...one, axis }));
}

/** How much an effect is, for finding the largest. */
function sizeOf(quantity: LeverQuantity, effect: Effect | null): number {
  if (effect === null) return 0;
  return Math.abs(quantity === "accuracy" ? effect.value : Math.log(effect.value));
}

/** The comparison whose effect is the largest of those beyond chance; null if none is. */
function largestOf<T extends EffectsByQuantity>(all: readonly T[], quantity: LeverQuantity): T | null {
  const told = all.filter((one) => isTold(one[quantity]));
  return told.reduce<T | null>(
    (most, one) => (most === null || sizeOf(quantity, one[quantity]) > sizeOf(quantity, most[quantity]) ? one : most),
    null,
  );
}

/** The finding about one quantity, without a period; null where nothing was measured. */
export function leverFinding(levers: Levers, quantity: LeverQuantity, language: Language = "en"): string | null {
  const words = said[language];
  const compared = againstReference(levers).filter((one) => isMeasured(one[quantity]));
  if (compared.length === 0) return null;
  if (!compared.some((one) => isTested(one[quantity]))) return words.singlePair(words.quantity[quantity]);
  // Two values that are no reference may be told apart where neither is from the reference.
  const largest = largestOf(compared, quantity) ?? largestOf(levers.axes.flatMap(comparedOn), quantity);
  if (largest === null) return words.noEffect(words.quantity[quantity]);
  const effect = largest[quantity]!;
  const change = changeNames(largest, language);
  const range = shownRange(quantity, effect, language);
  const certainty = range === "" ? "" : words.certainty(range);
  if (quantity === "accuracy") {
    return words.accuracyEffect(change, shownPoints(effect.value), effect.value < 0, certainty);
  }
  return words.costEffect(change, words.quantity[quantity], shownRatio(effect.value), certainty);
}

/** The range of an effect beyond chance: neither of its ends looks like none. */
function shownRange(quantity: LeverQuantity, { interval, isExact }: Effect, language: Language): string {
  if (interval === null || isExact) return "";
  const format = quantity === "accuracy" ? (points: number) => pointsBeside(points, 0) : shownRatio;
  return fromTo(format(interval.low), format(interval.high), language);
}

/** Whether chance plays a part in it. */
export function isMeasured(effect: Effect | null): effect is Effect {
  return effect !== null && !effect.isExact;
}

/** Whether there is enough to tell it from chance. */
function isTested(effect: Effect | null): boolean {
  return isMeasured(effect) && effect.p !== null;
}

/** How the levers were compared, what they do together, and what could not be compared; the charts' titles have the largest effects. */
export function leverSentences(levers: Levers, language: Language = "en"): string[] {
  return [
    said[language].method,
    ...oneSeedSentences(levers, language),
    ...togetherSentences(levers, language),
    ...unpairedSentences(levers, language),
  ];
}

function oneSeedSentences(levers: Levers, language: Language): string[] {
  const isOfOne = againstReference(levers).some(({ accuracy }) => isMeasured(accuracy) && accuracy.pairs === 1);
  return isOfOne ? [said[language].oneSeed] : [];
}

function togetherSentences({ interactions }: Levers, language: Language): string[] {
  const tested = interactions.filter((one) => SHOWN_QUANTITIES.some((quantity) => isTested(one[quantity])));
  if (tested.length === 0) return [];
  const sentences = SHOWN_QUANTITIES.flatMap((quantity) => {
    const largest = largestOf(tested, quantity);
    return largest === null ? [] : [togetherSentence(quantity, largest, language)];
  });
  return sentences.length > 0 ? sentences : [said[language].noneTogether];
}

function togetherSentence(quantity: LeverQuantity, { changes, ...effects }: Interaction, language: Language): string {
  const { together, both, points } = said[language];
  const effect = effects[quantity]!;
  const [one, other] = changes.map((change) => changeNames(change, language).to) as [string, string];
  const size = quantity === "accuracy" ? points(pointsBeside(effect.value, 0)) : shownRatio(effect.value);
  return together[quantity](both(one, other), size, shownRange(quantity, effect, language));
}

function unpairedSentences({ unpaired }: Levers, language: Language): string[] {
  if (unpaired.length === 0) return [];
  const axes = listed(
    unpaired.map((axis) => axisTitle(axis, language)),
    language,
  );
  return [said[language].unpaired(axes, unpaired.length)];
}
