/** The sentences of an answer that names no configuration, and those around one that does. */
import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages } from "./language.ts";
import { type Sentence, sentence } from "./sentence.ts";

/** The nearest to a floor that nothing meets: figures are texts. */
interface NearestParts {
  readonly floor: string;
  readonly label: string;
  /** Of the floor's figure: what it has, and what is required. */
  readonly reached: string;
  readonly figure: string;
  readonly threshold: string;
  readonly usd: string;
  readonly accuracy: string;
}

/** Texts that are given are those of other files in this folder; labels of classes are in quotes. */
interface AnswerSentences {
  readonly ofCondition: (name: string, lead: Sentence) => Sentence;
  /** @param isReference whether others are held to be close to it */
  readonly baselineFault: (subject: Sentence, predicate: string, isReference: boolean) => Sentence;
  /** Nothing is useful, all for the same reason. */
  readonly allUseless: (finished: number, predicate: string, accuracy: string) => string;
  /** @param isOfAll whether all that finished can be judged */
  readonly bestUseless: (label: string, predicate: string, accuracy: string, isOfAll: boolean) => string;
  /** @param isHighest whether it is that of several, of which others have less */
  readonly atAccuracy: (share: string, isHighest: boolean) => string;
  readonly atNoBetterAccuracy: (share: string, majority: string, isHighest: boolean) => string;
  readonly noneFinished: (planned: number) => string;
  readonly firstWithoutFigures: (label: string, why: string) => string;
  readonly unjudgedFloor: (why: Sentence, floor: string) => Sentence;
  readonly baselineUnfinished: (subject: Sentence, why: string) => Sentence;
  readonly baselineUnnamed: string;
  readonly nothingStandsFor: (baseline: string) => string;
  readonly cheapestFinished: (briefly: string) => string;
  readonly unjudged: (floor: string, label: string, predicate: string) => string;
  readonly unfinished: (ok: number, all: number) => string;
  readonly otherDataAlone: string;
  readonly noneSoFar: (floor: string) => string;
  readonly promising: (floor: string, briefly: string) => string;
  readonly noneShown: (label: string, notShown: string) => string;
  readonly noneWithin: (nearest: NearestParts) => string;
  readonly canStillChange: (ok: number, all: number) => string;
}

const progress = (ok: number, all: number) => `${formatCount(ok)} of ${plural(all, "run")}`;
const progressInChinese = (ok: number, all: number) => `${formatCount(all)}次运行中完成了${formatCount(ok)}次`;

export const answerSentences: InLanguages<AnswerSentences> = {
  en: {
    ofCondition: (name, lead) => sentence`${name}: ${lead}`,
    baselineFault: (subject, predicate, isReference) =>
      sentence`${subject} ${predicate}${isReference ? ", so little is shown by being close to it" : ""}.`,
    allUseless: (finished, predicate, accuracy) =>
      `No configuration is good enough to be used: each of the ${formatCount(finished)} that finished ${predicate}${accuracy}.`,
    bestUseless: (label, predicate, accuracy, isOfAll) =>
      `No configuration is ${isOfAll ? "" : "shown to be "}good enough to be used: ${label}, the most accurate${isOfAll ? "" : " of those that can be judged"}, ${predicate}${accuracy}.`,
    atAccuracy: (share, isHighest) => `, at ${isHighest ? "up to " : ""}${share} accuracy`,
    atNoBetterAccuracy: (share, majority, isHighest) =>
      `, and at ${isHighest ? "up to " : ""}${share} accuracy does no better than always answering ${majority}`,
    noneFinished: (planned) =>
      `No answer yet: ${planned === 1 ? "the planned run has not" : `none of the ${formatCount(planned)} planned runs has`} finished.`,
    firstWithoutFigures: (label, why) => `The first run without figures: ${label} (${why}).`,
    unjudgedFloor: (why, floor) => sentence`No answer: ${why}, so “${floor}” cannot be judged.`,
    baselineUnfinished: (subject, why) => sentence`${subject} has not finished (${why})`,
    baselineUnnamed: "the matrix names no baseline",
    nothingStandsFor: (baseline) => `no configuration differs from the baseline (${baseline}) in what is given alone`,
    cheapestFinished: (briefly) => `The cheapest configuration that finished, accurate enough or not, is ${briefly}.`,
    unjudged: (floor, label, predicate) =>
      `No answer: no configuration can be judged (${floor}); ${label} ${predicate}.`,
    unfinished: (ok, all) => `No answer yet: ${progress(ok, all)} finished.`,
    otherDataAlone: "None of them used the data that the answer is about.",
    noneSoFar: (floor) => `No configuration is shown to be good enough so far (${floor}).`,
    promising: (floor, briefly) =>
      `The cheapest configuration that is accurate enough so far (${floor}) is ${briefly}.`,
    noneShown: (label, notShown) =>
      `No configuration that finished is shown to be good enough: ${label} is ${notShown}.`,
    noneWithin: ({ floor, label, reached, figure, threshold, usd, accuracy }) =>
      `No configuration that finished is good enough (${floor}): the nearest, ${label}, has ${reached} ${figure} where ${threshold} is required; it costs ${usd} per million texts at ${accuracy} test accuracy.`,
    canStillChange: (ok, all) => `This can still change: ${progress(ok, all)} have finished so far.`,
  },
  zh: {
    ofCondition: (name, lead) => sentence`${name}：${lead}`,
    baselineFault: (subject, predicate, isReference) =>
      sentence`${subject}${predicate}${isReference ? "，因此与它接近说明不了什么" : ""}。`,
    allUseless: (finished, predicate, accuracy) =>
      `没有可用的配置，已完成的${formatCount(finished)}个都一样：${predicate}${accuracy}。`,
    bestUseless: (label, predicate, accuracy, isOfAll) =>
      `${isOfAll ? "没有可用的配置：" : "没有经证实可用的配置：可以判断的配置中"}最准确的${label}${predicate}${accuracy}。`,
    atAccuracy: (share, isHighest) => `，准确率${isHighest ? "最高" : ""}为${share}`,
    atNoBetterAccuracy: (share, majority, isHighest) =>
      `，而且${isHighest ? "最高" : ""}${share}的准确率不优于始终回答${majority}`,
    noneFinished: (planned) => `暂无答案：计划的${formatCount(planned)}次运行${planned === 1 ? "" : "都"}尚未完成。`,
    firstWithoutFigures: (label, why) => `第一个没有结果的运行：${label}（${why}）。`,
    unjudgedFloor: (why, floor) => sentence`没有答案：${why}，因此无法判断“${floor}”。`,
    baselineUnfinished: (subject, why) => sentence`${subject}尚未完成（${why}）`,
    baselineUnnamed: "矩阵没有指定基线",
    nothingStandsFor: (baseline) => `没有仅在给定条件上与基线（${baseline}）不同的配置`,
    cheapestFinished: (briefly) => `不论是否足够准确，已完成的配置中最便宜的是${briefly}。`,
    unjudged: (floor, label, predicate) => `没有答案：无法判断任何配置（${floor}）；${label}${predicate}。`,
    unfinished: (ok, all) => `暂无答案：${progressInChinese(ok, all)}。`,
    otherDataAlone: "已完成的运行都没有使用答案所针对的数据。",
    noneSoFar: (floor) => `目前尚未证实有配置达到要求（${floor}）。`,
    promising: (floor, briefly) => `目前足够准确（${floor}）的配置中，最便宜的是${briefly}。`,
    noneShown: (label, notShown) => `已完成的配置都未能证实达到要求：${label}${notShown}。`,
    noneWithin: ({ floor, label, reached, figure, threshold, usd, accuracy }) =>
      `已完成的配置都未达到要求（${floor}）：最接近的${label}，${figure}为${reached}，而要求为${threshold}；其成本为每百万条文本${usd}，测试准确率为${accuracy}。`,
    canStillChange: (ok, all) => `结果仍可能变化：目前${progressInChinese(ok, all)}。`,
  },
};
