import type { Outcome } from "../../../harness/judge/check/outcome.ts";
import type { Check } from "../../../harness/judge/figures/figure.ts";
import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import { timesText, type UnitName } from "../../../harness/judge/figures/units.ts";
import type { InLanguages } from "../language.ts";

/** What was compared: names of base and head. */
type Sides = readonly [base: string, head: string];

interface MissingTexts {
  readonly missing: number;
  readonly all: number;
  readonly sides: Sides;
  /** "latency p50 of float32" */
  readonly first: string;
  /** Says which side is at fault. */
  readonly reason: string;
}

interface TimesTexts {
  readonly name: string;
  /** "1.31" */
  readonly middle: string;
  readonly unit: UnitName;
  readonly sides: Sides;
  readonly interval: string;
}

interface WentTexts {
  readonly name: string;
  readonly way: "changed" | "rose" | "fell";
  readonly sides: Sides;
  readonly base: string;
  readonly head: string;
}

/** Fragments of the verdict of a whole check. */
export interface VerdictWords {
  /** The whole verdict in one or two words. */
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly gates: Readonly<Record<Check["gate"], string>>;
  readonly colon: string;
  readonly semicolon: string;
  readonly comma: string;
  readonly scope: (comparisons: number, cells: number, sides: Sides) => string;
  readonly figureOf: (figure: string, label: string) => string;
  readonly othersFail: (others: number, all: number) => string;
  readonly waived: (count: number) => string;
  readonly warned: (count: number) => string;
  readonly nothingCompared: (sides: Sides) => string;
  readonly missing: (texts: MissingTexts) => string;
  readonly someUndecided: (count: number, scope: string) => string;
  readonly noneDecided: (scope: string) => string;
  readonly nothingAbout: (gates: string, open: number, scope: string) => string;
  /** @param areWorse whether some are worse, but do not fail */
  readonly ofTheOthers: (areWorse: boolean) => string;
  readonly passed: (scope: string, areWorse: boolean) => string;
  readonly broken: (label: string, why: string) => string;
  readonly times: (texts: TimesTexts) => string;
  readonly went: (texts: WentTexts) => string;
}

const CHINESE_WAYS: Readonly<Record<WentTexts["way"], string>> = { changed: "变为", rose: "升至", fell: "降至" };

export const verdictWords: InLanguages<VerdictWords> = {
  en: {
    outcomes: {
      pass: "Pass",
      regressed: "Regressed",
      "over-budget": "Over budget",
      changed: "Changed",
      incomplete: "Incomplete",
      inconclusive: "Inconclusive",
    },
    gates: { time: "time", memory: "memory", size: "size", accuracy: "accuracy", cost: "cost", price: "price" },
    colon: ": ",
    semicolon: "; ",
    comma: ", ",
    scope: (comparisons, cells, [base, head]) =>
      `${plural(comparisons, "comparison")} of ${plural(cells, "cell")} between ${base} and ${head}`,
    figureOf: (figure, label) => `${figure} of ${label}`,
    othersFail: (others, all) =>
      `${formatCount(others)} more of ${plural(all, "comparison")} ${others === 1 ? "fails" : "fail"}`,
    waived: (count) => `${formatCount(count)} worse, but waived`,
    warned: (count) => `${formatCount(count)} worse, but only a warning`,
    nothingCompared: ([base, head]) => `nothing was compared between ${base} and ${head}`,
    missing: ({ missing, all, sides: [base, head], first, reason }) =>
      `${formatCount(missing)} of ${plural(all, "comparison")} between ${base} and ${head} could not be made${missing === 1 ? ":" : "; the first is"} ${first} (${reason})`,
    someUndecided: (count, scope) => `${formatCount(count)} of ${scope} could not be decided`,
    noneDecided: (scope) => `none of ${scope} could be decided`,
    nothingAbout: (gates, open, scope) => `nothing could be told about ${gates} (${formatCount(open)} of ${scope})`,
    ofTheOthers: (areWorse) => `of the others, ${areWorse ? "none fails" : "none is worse"}`,
    passed: (scope, areWorse) => `${scope}, ${areWorse ? "none fails" : "none worse"}`,
    broken: (label, why) => `${label}: ${why}`,
    times: ({ name, middle, unit, sides: [base, head], interval }) =>
      `${name} is ${middle} times ${timesText(unit)} in ${head} as in ${base} (${interval})`,
    went: ({ name, way, sides, base, head }) => `${name} ${way} from ${base} in ${sides[0]} to ${head} in ${sides[1]}`,
  },
  zh: {
    outcomes: {
      pass: "通过",
      regressed: "退步",
      "over-budget": "超出预算",
      changed: "有改变",
      incomplete: "不完整",
      inconclusive: "无法判定",
    },
    gates: { time: "时间", memory: "内存", size: "大小", accuracy: "准确率", cost: "成本", price: "价格" },
    colon: "：",
    semicolon: "；",
    comma: "，",
    scope: (comparisons, cells, [base, head]) =>
      `${base}与${head}之间${formatCount(cells)}个单元的${formatCount(comparisons)}项比较`,
    figureOf: (figure, label) => `${label}的${figure}`,
    othersFail: (others, all) => `${formatCount(all)}项比较中另有${formatCount(others)}项未通过`,
    waived: (count) => `${formatCount(count)}项变差但已豁免`,
    warned: (count) => `${formatCount(count)}项变差但只是警告`,
    nothingCompared: ([base, head]) => `${base}与${head}之间没有可比较的内容`,
    missing: ({ missing, all, sides: [base, head], first, reason }) =>
      `${base}与${head}之间的${formatCount(all)}项比较中有${formatCount(missing)}项无法进行${missing === 1 ? "：" : "；第一项是"}${first}（${reason}）`,
    someUndecided: (count, scope) => `${scope}中有${formatCount(count)}项无法判定`,
    noneDecided: (scope) => `${scope}均无法判定`,
    nothingAbout: (gates, open, scope) => `${gates}方面无法得出结论（${scope}中的${formatCount(open)}项）`,
    ofTheOthers: (areWorse) => `其余${areWorse ? "均未失败" : "均未变差"}`,
    passed: (scope, areWorse) => `${scope}，${areWorse ? "均未失败" : "均未变差"}`,
    broken: (label, why) => `${label}：${why}`,
    times: ({ name, middle, sides: [base, head], interval }) =>
      `${name}在${head}中是在${base}中的${middle}倍（${interval}）`,
    went: ({ name, way, sides, base, head }) => `${name}从${sides[0]}的${base}${CHINESE_WAYS[way]}${sides[1]}的${head}`,
  },
};
