import type { FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import { type BaselineComparison, SHOWN_P } from "../../harness/judge/analysis/baseline-comparison.ts";
import type { Trade } from "../../harness/judge/analysis/trade.ts";
import { formatPoints, formatPointsRange, formatRatio, formatUsd } from "../../harness/judge/figures/format.ts";
import { accuracyOf, usdOf } from "./finished.ts";
import { type Sentence, sentence, strong } from "./sentence.ts";

/**
 * "small gives up 1.5 points of accuracy (−2.2 to −0.8) against large, the most accurate of the dearer models: 88.9 % at $0.00012 per million
 * texts, and $0.0021 to train, where that one has 90.4 % at $0.10, 850 times as much, and $0.0035 to train; the same without a teacher,
 * alone, has 85.0 %, 3.9 points less (−4.8 to −3.0), and $0.0003 to train."
 */
export function tradeText(trade: Trade): Sentence {
  const { small, large, answer, costRatio, isLargePretrained } = trade;
  const which = answer === "small" ? "the most accurate of the dearer models" : null;
  const cheap = answer === "large" ? ", the most accurate of the far cheaper models," : "";
  const ofLarge = `${accuracyOf(large)} at ${usdOf(large)}, ${formatRatio(costRatio)} times as much`;
  const had = isLargePretrained ? ", and was trained elsewhere" : `, and ${toTrain(large)}`;
  const figures = `${accuracyOf(small)} at ${usdOf(small)} per million texts, and ${toTrain(small)}, where that one has ${ofLarge}${had}`;
  return sentence`${strong(small.label)}${cheap} ${givenUp(trade)} ${strong(large.label)}${which === null ? "" : `, ${which}`}: ${figures}${taughtText(trade)}.`;
}

/** "gives up 1.5 points of accuracy (−2.2 to −0.8) against", before the large one's name */
function givenUp({ accuracy: { difference, interval, p } }: Trade): string {
  const range = formatPointsRange(interval);
  const points = (100 * Math.abs(difference)).toFixed(1);
  if (p < SHOWN_P && interval.high < 0) return `gives up ${points} points of accuracy (${range}) against`;
  if (p < SHOWN_P && interval.low > 0) return `is ${points} points more accurate (${range}) than`;
  return `is not shown to differ in accuracy (${formatPoints(difference)} points, ${range}) from`;
}

/** What its twin has, if the run has the small one with teachers and without; after the figures of the two. */
function taughtText({ teaching }: Trade): string {
  if (teaching === null) return "";
  const { twin, isTwinTaught, accuracy } = teaching;
  const which = isTwinTaught ? "the same with a teacher" : "the same without a teacher";
  return `; ${which}, ${twin.label}, has ${accuracyOf(twin)}, ${pointsApart(accuracy)}, and ${toTrain(twin)}`;
}

/** "3.9 points less (−4.8 to −3.0)" */
function pointsApart({ difference, interval, p }: BaselineComparison): string {
  const range = formatPointsRange(interval);
  const points = (100 * Math.abs(difference)).toFixed(1);
  if (p < SHOWN_P && interval.high < 0) return `${points} points less (${range})`;
  if (p < SHOWN_P && interval.low > 0) return `${points} points more (${range})`;
  return `which is not shown to differ (${formatPoints(difference)} points, ${range})`;
}

/** "$0.0021 to train with its teachers" */
function toTrain({ figures }: FinishedConfiguration): string {
  const teachers = (figures.teacherUsd?.middle ?? 0) > 0 ? " with its teachers" : "";
  return `${formatUsd(figures.trainUsd.middle)} to train${teachers}`;
}
