import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import { formatRatio } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

/** How a ratio is said: beyond a factor in words, else as a percentage. */
interface RatioWords {
  readonly times: (factor: string) => string;
  /** Of a ratio below 1, its inverse. */
  readonly timesLess: (factor: string) => string;
  readonly more: (share: string) => string;
  readonly less: (share: string) => string;
  readonly same: string;
}

interface Said {
  readonly unknown: string;
  readonly difference: RatioWords;
  /** An end of its interval. */
  readonly bound: RatioWords;
  readonly ofOnePair: (difference: string) => string;
  readonly between: (difference: string, low: string, high: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    unknown: "of unknown relative cost",
    difference: {
      times: (factor) => `${factor} times as expensive`,
      timesLess: (factor) => `${factor} times cheaper`,
      more: (share) => `${share} dearer`,
      less: (share) => `${share} cheaper`,
      same: "as expensive",
    },
    bound: {
      times: (factor) => `${factor} times as much`,
      timesLess: (factor) => `${factor} times less`,
      more: (share) => `${share} more`,
      less: (share) => `${share} less`,
      same: "the same",
    },
    ofOnePair: (difference) => `${difference} in a single pair`,
    between: (difference, low, high) => `${difference}, between ${low} and ${high}`,
  },
  zh: {
    unknown: "相对成本未知",
    difference: {
      times: (factor) => `成本为其${factor}倍`,
      timesLess: (factor) => `成本更低，相差${factor}倍`,
      more: (share) => `成本高${share}`,
      less: (share) => `成本低${share}`,
      same: "成本相同",
    },
    bound: {
      times: (factor) => `${factor}倍`,
      timesLess: (factor) => `相差${factor}倍`,
      more: (share) => `高${share}`,
      less: (share) => `低${share}`,
      same: "相同",
    },
    ofOnePair: (difference) => `${difference}（仅有一对）`,
    between: (difference, low, high) => `${difference}（区间：${low}至${high}）`,
  },
};

/**
 * "30 % dearer, between 4 % less and 75 % more" or "2,540 times as expensive in a single pair", after "is"; in Chinese after the name:
 * "成本高30 %（区间：低4 %至高75 %）".
 */
export function ratioText(
  { ratio, interval, pairs }: Pick<CostComparison, "ratio" | "interval" | "pairs">,
  language: Language = "en",
): string {
  const { unknown, difference, bound, ofOnePair, between } = said[language];
  if (ratio === null || interval === null) return unknown;
  const text = inWords(ratio, difference);
  if (pairs === 1) return ofOnePair(text);
  return between(text, inWords(interval.low, bound), inWords(interval.high, bound));
}

/** Beyond it, in either direction, percentages say little: nothing is "254,239 % dearer", and all is "100 % cheaper". */
const MOST_IN_PERCENT = 10;

function inWords(ratio: number, { times, timesLess, more, less, same }: RatioWords): string {
  if (ratio >= MOST_IN_PERCENT) return times(formatRatio(ratio));
  if (ratio <= 1 / MOST_IN_PERCENT) return timesLess(formatRatio(1 / ratio));
  const share = percent(ratio);
  if (share === "0 %") return same;
  return ratio > 1 ? more(share) : less(share);
}

/** How far a ratio is from 1: 1.3 -> "30 %", 0.96 -> "4 %" */
export function percent(ratio: number): string {
  return `${Math.round(Math.abs(ratio - 1) * 100)} %`;
}
