import type { FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import { type BaselineComparison, SHOWN_P } from "../../harness/judge/analysis/baseline-comparison.ts";
import type { Trade } from "../../harness/judge/analysis/trade.ts";
import { formatPoints, formatRatio, formatUsd } from "../../harness/judge/figures/format.ts";
import { accuracyOf, usdOf } from "./finished.ts";
import { pointsRange } from "./from-to.ts";
import type { InLanguages, Language } from "./language.ts";
import { type Sentence, sentence, strong } from "./sentence.ts";

/** The two models with what they have, as texts. */
interface TradeParts {
  readonly small: string;
  readonly large: string;
  /** Which of the two the answer is. */
  readonly answer: Trade["answer"];
  readonly smallAccuracy: string;
  readonly smallUsd: string;
  readonly smallTraining: string;
  readonly largeAccuracy: string;
  readonly largeUsd: string;
  readonly ratio: string;
  /** Null if it was trained elsewhere. */
  readonly largeTraining: string | null;
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
  /** Of the small model against the large one. */
  readonly trades: Comparisons<(points: string, range: string, parts: TradeParts) => Sentence>;
  /** What its twin has. @param isTaught whether the twin, not the model itself, has a teacher */
  readonly twin: (isTaught: boolean, label: string, accuracy: string, compared: string, training: string) => string;
  readonly comparisons: Comparisons<Compared>;
  readonly toTrain: (usd: string, hasTeachers: boolean) => string;
}

/** The English sentence with the verb and the preposition around the large model's name. */
function tradeInEnglish(verb: string, parts: TradeParts): Sentence {
  const { small, large, answer, smallAccuracy, smallUsd, smallTraining } = parts;
  const { largeAccuracy, largeUsd, ratio, largeTraining, taught } = parts;
  const cheap = answer === "large" ? ", the most accurate of the far cheaper models," : "";
  const which = answer === "small" ? ", the most accurate of the dearer models" : "";
  const had = largeTraining === null ? ", and was trained elsewhere" : `, and ${largeTraining}`;
  const figures = `${smallAccuracy} at ${smallUsd} per million texts, and ${smallTraining}, where that one has ${largeAccuracy} at ${largeUsd}, ${ratio} times as much${had}`;
  return sentence`${strong(small)}${cheap} ${verb} ${strong(large)}${which}: ${figures}${taught}.`;
}

/** @param compared what stands behind "与…相比，" */
function tradeInChinese(compared: string, parts: TradeParts): Sentence {
  const { small, large, answer, smallAccuracy, smallUsd, smallTraining } = parts;
  const { largeAccuracy, largeUsd, ratio, largeTraining, taught } = parts;
  const cheap = answer === "large" ? "（便宜得多的模型中最准确的）" : "";
  const which = answer === "small" ? "（更贵的模型中最准确的）" : "";
  const had = largeTraining === null ? "在别处训练" : largeTraining;
  const figures = `前者准确率${smallAccuracy}，每百万条文本${smallUsd}，${smallTraining}；后者准确率${largeAccuracy}，每百万条文本${largeUsd}，为前者的${ratio}倍，${had}`;
  return sentence`${strong(small)}${cheap}与${strong(large)}${which}相比，${compared}：${figures}${taught}。`;
}

const said: InLanguages<Said> = {
  en: {
    trades: {
      less: (points, range, parts) => tradeInEnglish(`gives up ${points} points of accuracy (${range}) against`, parts),
      more: (points, range, parts) => tradeInEnglish(`is ${points} points more accurate (${range}) than`, parts),
      alike: (points, range, parts) =>
        tradeInEnglish(`is not shown to differ in accuracy (${points} points, ${range}) from`, parts),
    },
    twin: (isTaught, label, accuracy, compared, training) =>
      `; the same ${isTaught ? "with" : "without"} a teacher, ${label}, has ${accuracy}, ${compared}, and ${training}`,
    comparisons: {
      less: (points, range) => `${points} points less (${range})`,
      more: (points, range) => `${points} points more (${range})`,
      alike: (points, range) => `which is not shown to differ (${points} points, ${range})`,
    },
    toTrain: (usd, hasTeachers) => `${usd} to train${hasTeachers ? " with its teachers" : ""}`,
  },
  zh: {
    trades: {
      less: (points, range, parts) => tradeInChinese(`准确率低${points}个百分点（${range}）`, parts),
      more: (points, range, parts) => tradeInChinese(`准确率高${points}个百分点（${range}）`, parts),
      alike: (points, range, parts) => tradeInChinese(`准确率未显示出差异（${points}个百分点，${range}）`, parts),
    },
    twin: (isTaught, label, accuracy, compared, training) =>
      `；同一模型${isTaught ? "有" : "没有"}教师模型时（${label}）准确率为${accuracy}，${compared}，${training}`,
    comparisons: {
      less: (points, range) => `低${points}个百分点（${range}）`,
      more: (points, range) => `高${points}个百分点（${range}）`,
      alike: (points, range) => `未显示出差异（${points}个百分点，${range}）`,
    },
    toTrain: (usd, hasTeachers) => `训练成本${hasTeachers ? "（含教师模型）" : ""}${usd}`,
  },
};

/**
 * "small gives up 1.5 points of accuracy (−2.2 to −0.8) against large, the most accurate of the dearer models: 88.9 % at $0.00012 per million
 * texts, and $0.0021 to train, where that one has 90.4 % at $0.10, 850 times as much, and $0.0035 to train; the same without a teacher,
 * alone, has 85.0 %, 3.9 points less (−4.8 to −3.0), and $0.0003 to train."
 */
export function tradeText(trade: Trade, language: Language = "en"): Sentence {
  const { small, large, answer, costRatio, isLargePretrained, accuracy } = trade;
  const compared = comparedOf(said[language].trades, accuracy);
  return compared(pointsOf(accuracy), pointsRange(accuracy.interval, language), {
    small: small.label,
    large: large.label,
    answer,
    smallAccuracy: accuracyOf(small),
    smallUsd: usdOf(small),
    smallTraining: toTrain(small, language),
    largeAccuracy: accuracyOf(large),
    largeUsd: usdOf(large),
    ratio: formatRatio(costRatio),
    largeTraining: isLargePretrained ? null : toTrain(large, language),
    taught: taughtText(trade, language),
  });
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
  return isShown ? (100 * Math.abs(comparison.difference)).toFixed(1) : formatPoints(comparison.difference);
}

/** "$0.0021 to train with its teachers" */
function toTrain({ figures }: FinishedConfiguration, language: Language): string {
  return said[language].toTrain(formatUsd(figures.trainUsd.middle), (figures.teacherUsd?.middle ?? 0) > 0);
}
