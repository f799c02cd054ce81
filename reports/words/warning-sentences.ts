/** What each kind of warning says, in each language. */

import type { Warning } from "../../harness/judge/analysis/warning.ts";
import { formatCount, formatMs, formatNumber, formatShare, plural } from "../../harness/judge/figures/format.ts";
import type { ByKind } from "./by-kind.ts";
import { classNames, quoted } from "./class-names.ts";
import { percent } from "./cost-ratio.ts";
import { fractionOf } from "./counted.ts";
import { doubtText, ofDataset } from "./data.ts";
import { disturbedText } from "./disturbed.ts";
import { missingText } from "./figures/texts.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { precisionText } from "./precision.ts";
import { referenceText } from "./refusal.ts";
import { SPACELESS_ADVICE } from "./spaceless.ts";
import {
  cellText,
  cutTextsText,
  fewTrainingsText,
  otherMachineText,
  roundsDifferText,
  seenTestRowsText,
  unfinishedText,
  type WarningOf,
} from "./warning-parts.ts";

/** Those whose words are elsewhere, by language. */
const elsewhere = (language: Language) => ({
  unfinished: (warning: WarningOf<"unfinished">) => unfinishedText(warning, language),
  "few-trainings": (warning: WarningOf<"few-trainings">) => fewTrainingsText(warning, language),
  "seen-test-rows": (warning: WarningOf<"seen-test-rows">) => seenTestRowsText(warning, language),
  "cut-texts": (warning: WarningOf<"cut-texts">) => cutTextsText(warning, language),
  "missing-labels": (warning: WarningOf<"missing-labels">) => doubtText(warning, warning.dataset, language),
  "untested-classes": (warning: WarningOf<"untested-classes">) => doubtText(warning, warning.dataset, language),
  "few-rows-per-class": (warning: WarningOf<"few-rows-per-class">) => doubtText(warning, warning.dataset, language),
  "other-machine": (warning: WarningOf<"other-machine">) => otherMachineText(warning, language),
  disturbed: (warning: WarningOf<"disturbed">) => disturbedText(warning, language),
  "rounds-differ": (warning: WarningOf<"rounds-differ">) => roundsDifferText(warning, language),
  "not-precise": ({ precision }: WarningOf<"not-precise">) => precisionText(precision, language),
});

/** On average, with leap years. */
const DAYS_PER_MONTH = 365.25 / 12;

/** To two digits. */
const pointsText = (points: number) => formatNumber(Number(points.toPrecision(2)));
const monthsOf = (days: number) => Math.round(days / DAYS_PER_MONTH);
/** 2026-11-28T19:00:00.000Z -> 2026-11-28 */
const dayOf = (iso: string) => iso.slice(0, 10);
const verb = (configurations: readonly string[], one: string, several: string) =>
  configurations.length === 1 ? one : several;
/** The trainings that a finding is about, where it is not all of them. */
const inSomeRuns = ({ configurations, inSomeRuns: isSome }: WarningOf<"not-trained" | "missed-classes">) =>
  isSome ? `, in half of ${verb(configurations, "its", "their")} runs or more,` : "";
const inSomeRunsInChinese = ({ inSomeRuns: isSome }: WarningOf<"not-trained" | "missed-classes">) =>
  isSome ? "在至少一半的运行中" : "";

export const SENTENCES: InLanguages<ByKind<Warning>> = {
  en: {
    ...elsewhere("en"),
    "unfinished-baseline": ({ finished, planned, configuration, isFloorFixed }) =>
      `The baseline${configuration === undefined ? "" : ` ${configuration}`} finished ${formatCount(finished)} of its ${plural(planned, "run")}; ${isFloorFixed ? "differences from it are" : "the floor is"} computed from those.`,
    "not-trained": (warning) =>
      `Not trained: ${listed(warning.configurations)}${inSomeRuns(warning)} ${verb(warning.configurations, "gives", "give")} every text the answer ${quoted(warning.majority.label)}, which is right for ${formatShare(warning.majority.share)} of the test rows.`,
    "missed-classes": (warning) =>
      `${listed(warning.configurations)}${inSomeRuns(warning)} ${verb(warning.configurations, "never predicts", "never predict")} ${classNames(warning.classes)}.`,
    "little-learned": ({ configurations, averagesPadding }) =>
      `${listed(configurations)} may learn more in more epochs${averagesPadding ? ", at a higher learning rate or, where most texts have far fewer words than model.maxLength, with the mean over words alone (model.pooling)" : " or at a higher learning rate"}.`,
    "still-improving": ({ configurations }) =>
      `Still improving at the last epoch: ${listed(configurations)}; more epochs may give better models.`,
    "validation-and-test-disagree": ({ configuration, validation, test }) =>
      `${configuration} reaches ${formatShare(validation)} accuracy on the validation rows and ${formatShare(test)} on the test rows, which differ by more than chance explains: the two are not alike.`,
    "few-test-rows": ({ testRows, errorPoints }) =>
      `With ${plural(testRows, "test row")}, an accuracy is known to about ±${pointsText(errorPoints)} points; differences are known more precisely, since they are paired by row.`,
    "near-duplicates": ({ dataset, rows, testRows }) =>
      `${rows === testRows ? `All ${formatCount(testRows)}` : `${formatCount(rows)} of ${formatCount(testRows)}`} test texts${ofDataset(dataset, "en")} ${rows === 1 ? "is nearly a copy" : "are nearly copies"} of a training or validation text (by an estimate they share four fifths of their words and pairs of words, or more), so the accuracy on new texts may be lower.`,
    "unsplit-texts": ({ dataset, share, segmenter }) =>
      `${formatShare(share)} of the texts${ofDataset(dataset, "en")} hardly split into words, so a model can learn little from them. ${segmenter === "words" ? SPACELESS_ADVICE.en : "Their words are longer than any language's."}`,
    "unknown-words": ({ dataset, share, segmenter }) =>
      `${formatShare(share)} of the words of the test texts${ofDataset(dataset, "en")} are unknown to a model (<OOV>), which reads them all alike. A larger model.vocabulary or more training rows may help.${segmenter === "words" ? ` ${SPACELESS_ADVICE.en}` : ""}`,
    "few-vectors": ({ dataset, vectors, share }) =>
      `${vectors} has a vector for ${formatShare(share)} of the words that a model knows${ofDataset(dataset, "en")}; the others begin with random numbers. Vectors of the texts’ own language, and words written as theirs are, help more.`,
    "several-machines": ({ machines }) =>
      `The records come from ${formatCount(machines)} different machines. Costs are compared by samples of one machine and round alone; figures of time of configurations that were measured on different machines are not comparable.`,
    "several-datasets": ({ datasets, reference }) =>
      `The matrix has ${formatCount(datasets)} datasets, and neither accuracy nor cost is comparable between them. The answer, the frontier and the charts use the data of ${referenceText(reference)}; the others are only in the tables.`,
    "several-validation-shares": ({ shares }) =>
      `The configurations hold out different shares of the training rows for validation (${listed(shares.map(formatShare))}), so their validation accuracies are measured on different rows, and those that hold out more train on fewer rows.`,
    "several-scenarios": ({ scenarios }) =>
      `Requests arrived in different ways (${listed(scenarios)}), so the costs are of different work: a model in a loop serves more texts than a service that keeps to a bound. Each way has an answer of its own.`,
    stale: ({ records }) =>
      `${plural(records, "record")} ${records === 1 ? "was" : "were"} made by different code than the plan's; run the matrix again to renew ${records === 1 ? "it" : "them"}.`,
    "other-offer": ({ backend, planned, recorded }) =>
      `The matrix prices ${backend} at ${planned}, whose terms this run folder does not hold, so all its runs are priced at ${recorded}; run the matrix again, or pricewar report RUN --pricing ${backend}=${planned}.`,
    "unsteady-offer": ({ offer, isSpot, isBurstable }) =>
      `Billed as ${offer}.${isBurstable ? " The instance is burstable: it does not keep up the full speed of this measurement." : ""}${isSpot ? " A spot price moves from day to day, and the machine can be taken away." : ""}`,
    "old-price": ({ offer, date, days, measuredAt }) =>
      `The price of ${offer} is of ${date}, about ${plural(monthsOf(days), "month")} before the measurement of ${dayOf(measuredAt)}: see whether it still holds.`,
    "threads-take-turns": ({ threads, cores }) =>
      `Up to ${formatCount(threads)} threads computed where a process may use ${fractionOf(cores, "core")}: they took turns, and a machine with a core for each would be faster.`,
    "not-sampled": ({ configurations }) =>
      `Not sampled in rounds, and not compared with the others: ${listed(configurations)}. Their throughput and cost are of one longer measurement each; run again to take the samples.`,
    "loop-wobbles": ({ fastMs, slowMs }) =>
      `A loop of fixed work, timed before every sample of serving, took ${formatMs(fastMs)} to ${formatMs(slowMs)}: the machine was busy, or changed its speed.`,
    "equals-differ": ({ typical, largest, cells, pairs }) =>
      `Cells that serve the same graph should cost the same. Their costs typically differ by ${percent(typical)} (${plural(pairs, "pair")}), and those of ${cellText(cells[0], "en")} and ${cellText(cells[1], "en")} by ${percent(largest)}: the machine was restless, and differences of that size between others mean nothing.`,
    "not-measured": ({ missing, runs, finished }) =>
      `Not measured in ${formatCount(runs)} of ${plural(finished, "finished run")}: ${missing}.`,
  },
  zh: {
    ...elsewhere("zh"),
    "unfinished-baseline": ({ finished, planned, configuration = "", isFloorFixed }) =>
      `基线${configuration}的${formatCount(planned)}次运行中完成了${formatCount(finished)}次；${isFloorFixed ? "与它的差异" : "准确率下限"}据此计算。`,
    "not-trained": (warning) =>
      `未学到东西：${listed(warning.configurations, "zh")}${inSomeRunsInChinese(warning)}对所有文本都回答${quoted(warning.majority.label)}，而测试集样本中只有${formatShare(warning.majority.share)}应如此回答。`,
    "missed-classes": (warning) =>
      `${listed(warning.configurations, "zh")}${inSomeRunsInChinese(warning)}从不预测${classNames(warning.classes, "zh")}。`,
    "little-learned": ({ configurations, averagesPadding }) =>
      `${listed(configurations, "zh")}也许还能学得更好：${averagesPadding ? "增加epoch、提高学习率，或在多数文本的词数远少于model.maxLength时让均值只计词、不计填充（model.pooling）" : "增加epoch或提高学习率"}。`,
    "still-improving": ({ configurations }) =>
      `到最后一个epoch仍在改进：${listed(configurations, "zh")}；增加epoch可能得到更好的模型。`,
    "validation-and-test-disagree": ({ configuration, validation, test }) =>
      `${configuration}在验证集上的准确率为${formatShare(validation)}，在测试集上为${formatShare(test)}，差异超出随机波动所能解释的程度：两者的样本并不相似。`,
    "few-test-rows": ({ testRows, errorPoints }) =>
      `只有${formatCount(testRows)}条测试集样本，准确率约精确到±${pointsText(errorPoints)}个百分点；差异按样本配对计算，更为精确。`,
    "near-duplicates": ({ dataset, rows, testRows }) =>
      `${ofDataset(dataset, "zh")}${rows === testRows ? `全部${formatCount(testRows)}条测试文本都` : `${formatCount(testRows)}条测试文本中有${formatCount(rows)}条`}与某条训练或验证文本几乎相同（估计有五分之四以上的词和相邻词对重合），因此在新文本上的准确率可能更低。`,
    "unsplit-texts": ({ dataset, share, segmenter }) =>
      `${ofDataset(dataset, "zh")}${formatShare(share)}的文本几乎无法切分成词，模型能从中学到的很少。${segmenter === "words" ? SPACELESS_ADVICE.zh : "其中的词比任何语言的都长。"}`,
    "unknown-words": ({ dataset, share, segmenter }) =>
      `${ofDataset(dataset, "zh")}测试文本中有${formatShare(share)}的词是模型未见过的（<OOV>），在模型看来全都一样。增大model.vocabulary或增加训练集样本可能有帮助。${segmenter === "words" ? SPACELESS_ADVICE.zh : ""}`,
    "few-vectors": ({ dataset, vectors, share }) =>
      `${ofDataset(dataset, "zh")}模型所知的词中，只有${formatShare(share)}在${vectors}中有词向量，其余从随机数开始。使用与文本语言一致、写法也一致的词向量效果更好。`,
    "several-machines": ({ machines }) =>
      `记录来自${formatCount(machines)}台不同的机器。成本只按同一机器、同一轮次的采样比较；在不同机器上测量的配置，其时间类指标不可比。`,
    "several-datasets": ({ datasets, reference }) =>
      `矩阵包含${formatCount(datasets)}个数据集，它们之间的准确率和成本均不可比。答案、帕累托前沿和图表使用${referenceText(reference, "zh")}的数据；其他数据集只列在表格中。`,
    "several-validation-shares": ({ shares }) =>
      `各配置留作验证的训练集样本比例不同（${listed(shares.map(formatShare), "zh")}），因此验证准确率是在不同样本上测得的，而且留出越多，用于训练的样本越少。`,
    "several-scenarios": ({ scenarios }) =>
      `请求的到达方式不同（${listed(scenarios, "zh")}），因此成本对应不同的工作：循环中的模型比须满足延迟上限的服务能处理更多文本。每种方式各有自己的答案。`,
    stale: ({ records }) => `有${formatCount(records)}条记录所用的代码与计划不同；请重新运行该矩阵以更新。`,
    "other-offer": ({ backend, planned, recorded }) =>
      `矩阵为${backend}指定的报价是${planned}，但此运行文件夹中没有其条款，因此其所有运行都按${recorded}计价；请重新运行该矩阵，或执行pricewar report RUN --pricing ${backend}=${planned}。`,
    "unsteady-offer": ({ offer, isSpot, isBurstable }) =>
      `按${offer}计费。${isBurstable ? "该实例是突发性能型，无法持续保持本次测量时的全速。" : ""}${isSpot ? "竞价实例的价格每天波动，机器也可能被收回。" : ""}`,
    "old-price": ({ offer, date, days, measuredAt }) =>
      `${offer}的价格日期为${date}，比${dayOf(measuredAt)}的测量早约${formatCount(monthsOf(days))}个月：请确认是否仍然有效。`,
    "threads-take-turns": ({ threads, cores }) =>
      `最多有${formatCount(threads)}个线程在计算，而进程只能使用${fractionOf(cores, "core", "zh")}：线程只得轮流运行，若机器能为每个线程提供一个核心，则会更快。`,
    "not-sampled": ({ configurations }) =>
      `未按轮次采样，也未与其他配置比较：${listed(configurations, "zh")}。其吞吐量和成本各来自一次较长的测量；再次运行即可采样。`,
    "loop-wobbles": ({ fastMs, slowMs }) =>
      `每次推理服务采样前计时的固定工作循环，用时在${formatMs(fastMs)}到${formatMs(slowMs)}之间：机器正忙，或改变了速度。`,
    "equals-differ": ({ typical, largest, cells, pairs }) =>
      `使用同一计算图的单元成本本应相同。它们的成本通常相差${percent(typical)}（${formatCount(pairs)}对），其中${cellText(cells[0], "zh")}与${cellText(cells[1], "zh")}相差${percent(largest)}：机器不稳定，其他单元之间同等大小的差异没有意义。`,
    "not-measured": ({ missing, runs, finished }) =>
      `${formatCount(finished)}次已完成的运行中有${formatCount(runs)}次未测得：${missingText(missing, "zh")}。`,
  },
};
