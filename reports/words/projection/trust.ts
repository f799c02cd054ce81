import { formatRatio } from "../../../harness/judge/figures/format.ts";
import type { Projection, QuantityProjection } from "../../../harness/judge/projection/projection.ts";
import type { QuantityName } from "../../../harness/judge/projection/quantities.ts";
import type { HeldOut, Limit } from "../../../harness/judge/projection/trust.ts";
import type { InLanguages, Language } from "../language.ts";
import { listed } from "../listing.ts";
import { amountText, rangeText, sizeText } from "./amounts.ts";

/** The largest size, in texts. */
interface Held {
  readonly size: string;
  readonly measured: string;
  readonly predicted: string;
  readonly range: string;
  readonly factor: string;
}

interface Said {
  readonly nouns: Readonly<Record<QuantityName, string>>;
  /** Nothing is trusted beyond the largest measured size. */
  readonly nothing: (measured: string) => string;
  readonly something: (nouns: string, upTo: string) => string;
  readonly cannot: (nouns: string, measured: string) => string;
  readonly inside: (held: Held) => string;
  readonly outside: (held: Held) => string;
  readonly limits: Readonly<Record<Limit, string>>;
  readonly upTo: (noun: string, upTo: string, times: string) => string;
  readonly between: (noun: string, low: string, high: string) => string;
  readonly nowhere: (noun: string) => string;
  readonly kind: string;
  readonly other: (name: string, size: string, measured: string, factor: string, held: string) => string;
  readonly joined: readonly [between: string, end: string];
}

const said: InLanguages<Said> = {
  en: {
    nouns: {
      trainMs: "training time",
      trainBytes: "memory of training",
      serveMs: "time to serve a text",
      serveBytes: "memory of serving",
    },
    nothing: (measured) =>
      `Nothing here can be continued beyond the ${measured} parameters that were measured: what is said of larger models is an illustration.`,
    something: (nouns, upTo) =>
      `Up to ${upTo} parameters, ${nouns} can be continued; beyond that, numbers are an illustration.`,
    cannot: (nouns, measured) => `Beyond the ${measured} that were measured, ${nouns} cannot.`,
    inside: ({ size, measured, predicted, range, factor }) =>
      `the largest size, ${size}, held out, has ${measured} where the others say ${predicted} (${range}): inside, by a factor of ${factor}`,
    outside: ({ size, measured, predicted, range, factor }) =>
      `the largest size, ${size}, held out, has ${measured} where the others say ${predicted} (${range}): outside, by a factor of ${factor}`,
    limits: {
      untested: "there are too few sizes to hold one out",
      outside: "the largest size is not what the others say",
      vague: "what the others say of the largest size is too wide to test anything",
      "bends-up": "the growth bends upwards, so a power law says too little of larger models",
      "bends-down": "the growth bends downwards, so a power law says too much of larger models",
    },
    upTo: (noun, upTo, times) => `${noun} is trusted up to ${upTo} parameters, ${times} times the largest measured`,
    between: (noun, low, high) => `${noun} is trusted between ${low} and ${high} parameters and not beyond`,
    nowhere: (noun) => `${noun} follows no power law, and is trusted at the measured sizes alone`,
    kind: "The classifier of these sizes looks rows up and adds them, so that a text touches few of its parameters; a transformer multiplies with nearly all of them for every word. Parameters alone do not lead from one to the other: for published models the numbers tell what this classifier would take at their size.",
    other: (name, size, measured, factor, held) =>
      `Measured beside it: ${name}, of ${size} parameters, has ${measured}, ${factor} times the ${held} that the fit says of that size.`,
    joined: ["; ", "."],
  },
  zh: {
    nouns: {
      trainMs: "训练用时",
      trainBytes: "训练内存",
      serveMs: "每条文本的推理用时",
      serveBytes: "推理内存",
    },
    nothing: (measured) => `超出实测的${measured}个参数后，没有一项可以外推：关于更大模型的数字仅为示意。`,
    something: (nouns, upTo) => `在${upTo}个参数以内，${nouns}可以外推；超出后，数字仅为示意。`,
    cannot: (nouns, measured) => `超出实测的${measured}个参数后，${nouns}不能外推。`,
    inside: ({ size, measured, predicted, range, factor }) =>
      `留出最大的规模（${size}）检验，实测${measured}，由其余规模推得${predicted}（${range}）：在区间内，相差${factor}倍`,
    outside: ({ size, measured, predicted, range, factor }) =>
      `留出最大的规模（${size}）检验，实测${measured}，由其余规模推得${predicted}（${range}）：在区间外，相差${factor}倍`,
    limits: {
      untested: "规模太少，无法留出一个检验",
      outside: "最大的规模与其余规模推得的不符",
      vague: "由其余规模推得的区间太宽，不能检验任何结论",
      "bends-up": "增长向上弯曲，幂律对更大的模型估计过低",
      "bends-down": "增长向下弯曲，幂律对更大的模型估计过高",
    },
    upTo: (noun, upTo, times) => `${noun}可信到${upTo}个参数，为实测最大规模的${times}倍`,
    between: (noun, low, high) => `${noun}在${low}至${high}个参数之间可信，超出则不可信`,
    nowhere: (noun) => `${noun}不符合幂律，只有实测的规模可信`,
    kind: "这些规模的分类器只查表并相加，一条文本只用到少数参数；Transformer则对每个词都要与几乎所有参数相乘。仅凭参数数量不能由前者推到后者：对于已发布的模型，这些数字说的是本分类器在同样规模下的开销。",
    other: (name, size, measured, factor, held) =>
      `同时实测：${name}，${size}个参数，实测${measured}，为拟合在该规模所得${held}的${factor}倍。`,
    joined: ["；", "。"],
  },
};

/** What the figure is called within a sentence. */
export function quantityNoun(quantity: QuantityName, language: Language): string {
  return said[language].nouns[quantity];
}

/** Which figures can be continued, and up to where: one sentence, or two. */
export function trustLead({ quantities }: Projection, language: Language): string {
  const words = said[language];
  const measured = Math.max(...quantities.map(({ trust }) => trust.measured.high));
  const beyond = quantities.filter(({ trust }) => (trust.upTo ?? 0) > trust.measured.high);
  if (beyond.length === 0) return words.nothing(sizeText(measured));
  const nounsOf = (own: readonly QuantityProjection[]) =>
    listed(
      own.map(({ quantity }) => words.nouns[quantity]),
      language,
    );
  const upTo = Math.min(...beyond.map(({ trust }) => trust.upTo!));
  const others = quantities.filter((one) => !beyond.includes(one));
  const first = words.something(nounsOf(beyond), sizeText(upTo));
  if (others.length === 0) return first;
  return `${first}${language === "en" ? " " : ""}${words.cannot(nounsOf(others), sizeText(measured))}`;
}

/** How far a figure is trusted, and why no further. */
export function trustText({ quantity, trust }: QuantityProjection, language: Language): string {
  const words = said[language];
  const { heldOut, limits, measured, upTo } = trust;
  const [between, end] = words.joined;
  const noun = words.nouns[quantity];
  const times = upTo === null ? 1 : upTo / measured.high;
  const far =
    upTo === null
      ? words.nowhere(noun)
      : times > 1
        ? words.upTo(noun, sizeText(upTo), formatRatio(times))
        : words.between(noun, sizeText(measured.low), sizeText(measured.high));
  const why = limits.filter((limit) => limit !== "outside" || heldOut === null).map((limit) => words.limits[limit]);
  const check = heldOut === null ? [] : [heldOutText(quantity, heldOut, language)];
  const text = `${[far, ...why, ...check].join(between)}${end}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function heldOutText(quantity: QuantityName, heldOut: HeldOut, language: Language): string {
  const words = said[language];
  const held: Held = {
    size: sizeText(heldOut.parameters),
    measured: amountText(quantity, heldOut.measured, language),
    predicted: amountText(quantity, heldOut.predicted.value, language),
    range: rangeText(quantity, heldOut.predicted, language),
    factor: formatRatio(Math.max(heldOut.factor, 1 / heldOut.factor)),
  };
  return heldOut.isInside ? words.inside(held) : words.outside(held);
}

/** Why parameters alone do not lead to a transformer, and what models of other kinds measured. */
export function kindTexts({ quantities }: Projection, language: Language): string[] {
  const words = said[language];
  const others = quantities.flatMap(({ quantity, others: own }) =>
    own.map(({ label, parameters, value, factor, predicted }) =>
      words.other(
        label,
        sizeText(parameters),
        `${words.nouns[quantity]}${language === "en" ? " " : ""}${amountText(quantity, value, language)}`,
        formatRatio(factor),
        amountText(quantity, predicted.value, language),
      ),
    ),
  );
  return [words.kind, ...others];
}
