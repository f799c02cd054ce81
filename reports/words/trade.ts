import type { FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import { type BaselineComparison, SHOWN_P } from "../../harness/judge/analysis/baseline-comparison.ts";
import type { Trade } from "../../harness/judge/analysis/trade.ts";
import { formatPoints, formatRatio, formatUsd } from "../../harness/judge/figures/format.ts";
import { pointsAgainst } from "./chinese-points.ts";
import { accuracyOf, usdOf } from "./finished.ts";
import { pointsRange } from "./from-to.ts";
import type { InLanguages, Language } from "./language.ts";
import { type Sentence, sentence, strong } from "./sentence.ts";
import { shownPoints } from "./shown-difference.ts";

/** A trade in words. */
export interface TradeSentences {
  /** What is given up, and for what. */
  readonly lead: Sentence;
  /** The figures of both models. */
  readonly figures: Sentence;
}

/** The two models of a trade. */
interface TradeNames {
  readonly small: string;
  readonly large: string;
  /** Which of the two the answer is. */
  readonly answer: Trade["answer"];
  /** Cost of the large one over that of the small one. */
  readonly ratio: string;
  readonly among: Trade["among"];
}

/** What they have, as texts. */
interface TradeFigures extends TradeNames {
  readonly smallAccuracy: string;
  readonly smallUsd: string;
  readonly smallTraining: string;
  readonly largeAccuracy: string;
  readonly largeUsd: string;
  /** Null if it was trained elsewhere. */
  readonly largeTraining: string | null;
  /** Signed points, with their interval. */
  readonly points: string;
  readonly range: string;
  readonly taught: string;
}

/** How an accuracy compares: how many points less or more, or that it is not shown to differ. */
type Compared = (points: string, range: string) => string;

interface Comparisons<T> {
  readonly less: T;
  readonly more: T;
  readonly alike: T;
}

interface Said {
  /** Of the small model against the large one. @param points how many fewer or more */
  readonly leads: Comparisons<(points: string, names: TradeNames) => Sentence>;
  readonly figures: (figures: TradeFigures) => Sentence;
  /** What its twin has. @param isTaught whether the twin, not the model itself, has a teacher */
  readonly twin: (isTaught: boolean, label: string, accuracy: string, compared: string, training: string) => string;
  readonly comparisons: Comparisons<Compared>;
  readonly toTrain: (usd: string, hasTeachers: boolean) => string;
}

type Among = NonNullable<Trade["among"]>;

const AMONG: Readonly<Record<Among, string>> = {
  dearer: "the most accurate of the dearer models of other sources",
  "far-dearer": "the most accurate of the far dearer models of other sources",
  "trained-elsewhere": "the most accurate of the dearer models that were trained elsewhere",
  "far-cheaper": "the most accurate of the far cheaper models of other sources",
};

const AMONG_IN_CHINESE: Readonly<Record<Among, string>> = {
  dearer: "其他来源的更贵的模型中最准确的",
  "far-dearer": "其他来源的贵得多的模型中最准确的",
  "trained-elsewhere": "在别处训练的更贵的模型中最准确的",
  "far-cheaper": "其他来源的便宜得多的模型中最准确的",
};

/** The English lead with the verb and the preposition around the large model's name. */
function leadInEnglish(verb: string, { small, large, answer, ratio, among }: TradeNames): Sentence {
  const cheap = answer === "large" && among !== null ? `, ${AMONG[among]},` : "";
  return sentence`${strong(small)}${cheap} ${verb} ${strong(large)} and costs ${ratio} times less.`;
}

/** @param compared what stands behind "与…相比，" */
function leadInChinese(compared: string, { small, large, answer, ratio, among }: TradeNames): Sentence {
  const cheap = answer === "large" && among !== null ? `（${AMONG_IN_CHINESE[among]}）` : "";
  return sentence`${strong(small)}${cheap}与${strong(large)}相比，${compared}，而后者的成本是前者的${ratio}倍。`;
}

const said: InLanguages<Said> = {
  en: {
    leads: {
      less: (points, names) => leadInEnglish(`gives up ${points} points of accuracy against`, names),
      more: (points, names) => leadInEnglish(`is ${points} points more accurate than`, names),
      alike: (_, names) => leadInEnglish("is not shown to differ in accuracy from", names),
    },
    figures: ({ small, large, answer, among, points, range, taught, ...had }) => {
      const which = answer === "small" && among !== null ? `, ${AMONG[among]},` : "";
      const training = had.largeTraining === null ? "was trained elsewhere" : had.largeTraining;
      return sentence`${small} has ${had.smallAccuracy} at ${had.smallUsd} per million texts, and ${had.smallTraining}; ${large}${which} has ${had.largeAccuracy} at ${had.largeUsd}, and ${training}: a difference of ${points} points (${range})${taught}.`;
    },
    twin: (isTaught, label, accuracy, compared, training) =>
      `; the first ${isTaught ? "with" : "without"} a teacher, ${label}, has ${accuracy}, ${compared}, and ${training}`,
    comparisons: {
      less: (points, range) => `${points} points less (${range})`,
      more: (points, range) => `${points} points more (${range})`,
      alike: (points, range) => `which is not shown to differ (${points} points, ${range})`,
    },
    toTrain: (usd, hasTeachers) => `${usd} to train${hasTeachers ? " with its teachers" : ""}`,
  },
  zh: {
    leads: {
      less: (points, names) => leadInChinese(`准确率低${points}个百分点`, names),
      more: (points, names) => leadInChinese(`准确率高${points}个百分点`, names),
      alike: (_, names) => leadInChinese("准确率看不出差异", names),
    },
    figures: ({ small, large, answer, among, points, range, taught, ...had }) => {
      const which = answer === "small" && among !== null ? `（${AMONG_IN_CHINESE[among]}）` : "";
      const training = had.largeTraining === null ? "在别处训练" : had.largeTraining;
      return sentence`${small}准确率${had.smallAccuracy}，每百万条文本${had.smallUsd}，${had.smallTraining}；${large}${which}准确率${had.largeAccuracy}，每百万条文本${had.largeUsd}，${training}：前者${pointsAgainst(points, "后者")}（${range}）${taught}。`;
    },
    twin: (isTaught, label, accuracy, compared, training) =>
      `；前者${isTaught ? "有" : "没有"}教师模型时（${label}）准确率为${accuracy}，${compared}，${training}`,
    comparisons: {
      less: (points, range) => `低${points}个百分点（${range}）`,
      more: (points, range) => `高${points}个百分点（${range}）`,
      alike: (points, range) => `看不出差异（${points}个百分点，${range}）`,
    },
    toTrain: (usd, hasTeachers) => `训练成本${hasTeachers ? "（含教师模型）" : ""}${usd}`,
  },
};

/**
 * "small gives up 1.5 points of accuracy against large and costs 850 times less." and "small has 88.9 % at $0.00012 per million texts, and
 * $0.0021 to train; large, the most accurate of the dearer models, has 90.4 % at $0.10, and $0.0035 to train: a difference of −1.5 points (−2.2
 * to −0.8); the first without a teacher, alone, has 85.0 %, 3.9 points less (−4.8 to −3.0), and $0.0003 to train."
 */
export function tradeSentences(trade: Trade, language: Language = "en"): TradeSentences {
  const { small, large, answer, among, costRatio, isLargePretrained, accuracy } = trade;
  const { leads, figures } = said[language];
  const names = { small: small.label, large: large.label, answer, among, ratio: formatRatio(costRatio) };
  return {
    lead: comparedOf(leads, accuracy)(pointsOf(accuracy), names),
    figures: figures({
      ...names,
      smallAccuracy: accuracyOf(small),
      smallUsd: usdOf(small),
      smallTraining: toTrain(small, language),
      largeAccuracy: accuracyOf(large),
      largeUsd: usdOf(large),
      largeTraining: isLargePretrained ? null : toTrain(large, language),
      points: formatPoints(accuracy.difference),
      range: pointsRange(accuracy.interval, language),
      taught: taughtText(trade, language),
    }),
  };
}

/** What its twin has, if the run has the small one with teachers and without; after the figures of the two. */
function taughtText({ teaching }: Trade, language: Language): string {
  if (teaching === null) return "";
  const { twin, isTwinTaught, accuracy } = teaching;
  const words = said[language];
  const compared = comparedOf(words.comparisons, accuracy)(
    pointsOf(accuracy),
    pointsRange(accuracy.interval, language),
  );
  return words.twin(isTwinTaught, twin.label, accuracyOf(twin), compared, toTrain(twin, language));
}

function comparedOf<T>({ less, more, alike }: Comparisons<T>, { interval, p }: BaselineComparison): T {
  if (p < SHOWN_P && interval.high < 0) return less;
  return p < SHOWN_P && interval.low > 0 ? more : alike;
}

/** "3.9" where a difference is shown, whose direction is said in words; "−0.4" where it is not. */
function pointsOf(comparison: BaselineComparison): string {
  const isShown = comparedOf({ less: true, more: true, alike: false }, comparison);
  return isShown ? shownPoints(comparison.difference) : formatPoints(comparison.difference);
}

/** "$0.0021 to train with its teachers" */
function toTrain({ figures }: FinishedConfiguration, language: Language): string {
  return said[language].toTrain(formatUsd(figures.trainUsd.middle), (figures.teacherUsd?.middle ?? 0) > 0);
}
