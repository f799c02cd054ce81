import type { ControlResult } from "../../../harness/judge/check/check-result.ts";
import type { ControlReason } from "../../../harness/judge/check/reason.ts";
import { formatCount, formatMs, formatP, plural } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";
import { oneLine } from "../one-line.ts";
import { changeText, metricTitle, percentText } from "./figures.ts";
import { fullSentence } from "./full-sentence.ts";

interface Said {
  readonly tooFewPairs: (needed: number, taken: number) => string;
  readonly pairsDiffer: (metric: string, change: string, p: string) => string;
  readonly loop: (before: string, after: string) => string;
  readonly noChange: (margin: string) => string;
  readonly and: (one: string, other: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    tooFewPairs: (needed, taken) =>
      `comparing base with base needs ${plural(needed, "pair")} to trust the machine, but there ${taken === 1 ? "is" : "are"} ${taken}`,
    pairsDiffer: (metric, change, p) => `base differs from itself: ${metric} ${change} (p ${p})`,
    loop: (before, after) => `a loop of fixed work took ${before} before the samples and ${after} after them`,
    noChange: (margin) => `base compared with itself shows no change beyond ${margin}`,
    and: (one, other) => `${one}, and ${other}`,
  },
  zh: {
    tooFewPairs: (needed, taken) =>
      `要信任这台机器，基准与自身的比较需要${formatCount(needed)}对采样，而只有${formatCount(taken)}对`,
    pairsDiffer: (metric, change, p) => `基准与自身不一致：${metric}${change}（p ${p}）`,
    loop: (before, after) => `一段固定工作的循环在采样前用时${before}，采样后用时${after}`,
    noChange: (margin) => `基准与自身比较，未显示超出${margin}的变化`,
    and: (one, other) => `${one}；${other}`,
  },
};

/** The control's result as one sentence. */
export function controlText({ reason }: Pick<ControlResult, "reason">, language: Language = "en"): string {
  return oneLine(fullSentence(controlReasonText(reason, language), language));
}

/** The control's result without a period. */
export function controlReasonText(reason: ControlReason, language: Language = "en"): string {
  const { tooFewPairs, pairsDiffer, loop, noChange, and } = said[language];
  const loopText = ({ before, after }: { readonly before: number; readonly after: number }) =>
    loop(formatMs(before), formatMs(after));
  switch (reason.kind) {
    case "too-few-pairs":
      return tooFewPairs(reason.needed, reason.taken);
    case "pairs-differ":
      return pairsDiffer(metricTitle(reason.metric, language), changeText(reason.ratio), formatP(reason.p));
    case "loop-differs":
      return loopText(reason.loopMs);
    case "held": {
      const unchanged = noChange(percentText(reason.margin));
      return reason.loopMs === null ? unchanged : and(unchanged, loopText(reason.loopMs));
    }
    case "text":
      return reason.text;
  }
}
