import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import { formatPoints, formatRatio } from "../../harness/judge/figures/format.ts";
import { pointsAgainst } from "./chinese-points.ts";
import type { ColumnWords } from "./column-words.ts";
import { counted } from "./counted.ts";
import type { InLanguages } from "./language.ts";
import { listed } from "./listing.ts";

/** B's values as multiples of A's. */
interface RatioRange {
  readonly geometricMean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Figures whose ratios are stated. */
export type RatioFigure = "usd" | "training" | "bytes";

/** What the comparison of two runs says. */
interface CompareWords {
  readonly title: string;
  readonly lede: string;
  readonly withoutScript: string;
  readonly only: string;
  readonly caption: string;
  readonly matched: (pairs: number, byName: number, onlyA: number, onlyB: number) => string;
  readonly noFigures: (a: number, b: number) => string;
  readonly codes: (a: readonly string[], b: readonly string[]) => string;
  readonly accuracy: (difference: number, interval: Interval | null, cells: number, trainings: number) => string;
  readonly nothingFinished: string;
  readonly ratios: (figure: RatioFigure, range: RatioRange) => string;
  /** @param all whether this is so of every pair */
  readonly otherMachine: (pairs: number, all: boolean) => string;
  readonly otherOffer: (pairs: number) => string;
  /** Between sentences. */
  readonly space: string;
  readonly columns: Readonly<
    Record<
      | "configuration"
      | "seed"
      | "repeat"
      | "cells"
      | "accuracy"
      | "usd"
      | "training"
      | "bytes"
      | "textsPerSecond"
      | "p50"
      | "experiment",
      ColumnWords
    >
  >;
  readonly kinds: Readonly<Record<CellsKind, string>>;
  readonly byName: string;
  readonly notCompared: string;
  readonly notComparedWhy: string;
  /** Why one of the two has no figures. */
  readonly reason: (run: "A" | "B", status: string, why: string) => string;
  readonly fromTo: (a: string, b: string) => string;
}

/** What there is of a cell in the two runs. */
export type CellsKind = "both" | "noneInA" | "noneInB" | "noneInEither" | "onlyA" | "onlyB";

const times = (range: RatioRange) => formatRatio(range.geometricMean);
const isFlat = ({ low, high }: RatioRange) => formatRatio(low) === formatRatio(high);

export const compareWords: InLanguages<CompareWords> = {
  en: {
    title: "Two runs, cell by cell",
    lede: "B is compared with A: cells of the same experiment and repeat or, where the experiment is another, of the same configuration and seed.",
    withoutScript: "The comparison needs JavaScript; the reports of the runs have the same figures.",
    only: "A comparison needs two runs; this folder has one.",
    caption: "Differences and ratios of B from A; below each, A’s value and B’s.",
    matched: (pairs, byName, onlyA, onlyB) =>
      `${counted(pairs, "cell")} in both${byName === 0 ? "" : `, ${byName} of them matched by configuration and seed alone, so that whatever else changed is in the difference`}; ${onlyA} only in A, ${onlyB} only in B.`,
    noFigures: (a, b) => `Of those in both, ${a} have no figures in A and ${b} have none in B; the table says why.`,
    codes: (a, b) =>
      a.join() === b.join() ? `Both are of code ${listed(a)}.` : `A is of code ${listed(a)}, B of ${listed(b)}.`,
    accuracy: (difference, interval, cells, trainings) => {
      const over = `over ${counted(cells, "cell")} of ${counted(trainings, "training")}`;
      const range =
        interval === null
          ? "a single training has no interval"
          : `95 % interval ${formatPoints(interval.low)} to ${formatPoints(interval.high)}, by a paired t over the trainings`;
      return `B’s accuracy is ${formatPoints(difference)} points from A’s ${over} (${range}).`;
    },
    nothingFinished: "No cell has figures in both.",
    ratios: (figure, range) => {
      const noun = { usd: "cost", training: "training time", bytes: "model file" }[figure];
      const of = figure === "training" ? counted(range.count, "training") : counted(range.count, "cell");
      return `B’s ${noun} is ${times(range)} times A’s, ${isFlat(range) ? "in each" : `the geometric mean, from ${formatRatio(range.low)} to ${formatRatio(range.high)},`} of ${of}.`;
    },
    otherMachine: (pairs, all) =>
      `${all ? "Times and costs are" : `Of ${counted(pairs, "cell")}, times and costs are`} not compared: machines of two kinds measured them, and the difference would be that of the machines.`,
    otherOffer: (pairs) =>
      `The dollars of ${counted(pairs, "cell")} are at two offers, so that their ratios have the prices in them.`,
    space: " ",
    columns: {
      configuration: { title: "Configuration", help: "The values of the axes that vary" },
      seed: { title: "Seed", help: "Seed of the training" },
      repeat: { title: "Repeat", help: "Number of the repeat of the same experiment" },
      cells: { title: "In", help: "Which of the two runs has it, and why figures are missing" },
      accuracy: { title: "Accuracy, points", help: "Test accuracy of B minus that of A" },
      usd: { title: "Cost, ratio", help: "Dollars per million texts of B divided by those of A" },
      training: { title: "Training, ratio", help: "Training time of B divided by that of A" },
      bytes: { title: "File, ratio", help: "Bytes of B’s model divided by those of A’s" },
      textsPerSecond: { title: "Texts/s, ratio", help: "Texts per second of B divided by those of A" },
      p50: { title: "p50, ratio", help: "Median latency of B divided by that of A" },
      experiment: {
        title: "Experiment",
        help: "Id of the experiment, which names its folder; A’s and B’s if they differ",
      },
    },
    kinds: {
      both: "both",
      noneInA: "no figures in A",
      noneInB: "no figures in B",
      noneInEither: "no figures in either",
      onlyA: "only A",
      onlyB: "only B",
    },
    byName: "matched by name and seed",
    notCompared: "not compared",
    notComparedWhy: "machines of two kinds measured A and B",
    reason: (run, status, why) => `${run} ${status}${why === "" ? "" : `: ${why}`}`,
    fromTo: (a, b) => `${a} → ${b}`,
  },
  zh: {
    title: "两次运行逐单元比较",
    lede: "B与A相比：按实验与重复次数匹配单元；实验不同时，按配置与随机种子匹配。",
    withoutScript: "比较需要JavaScript；各次运行的报告中有同样的数值。",
    only: "比较需要两次运行，此文件夹只有一次。",
    caption: "B相对于A的差值与比值；下方为A的值和B的值。",
    matched: (pairs, byName, onlyA, onlyB) =>
      `两次运行共有${counted(pairs, "cell", "zh")}${byName === 0 ? "" : `，其中${byName}个仅按配置与随机种子匹配，差值包含其他一切变化`}；仅A有${onlyA}个，仅B有${onlyB}个。`,
    noFigures: (a, b) => `共有的单元中，${a}个在A中没有数值，${b}个在B中没有数值；原因见表。`,
    codes: (a, b) =>
      a.join() === b.join()
        ? `两者的代码均为${listed(a, "zh")}。`
        : `A的代码为${listed(a, "zh")}，B的代码为${listed(b, "zh")}。`,
    accuracy: (difference, interval, cells, trainings) => {
      const over = `基于${counted(cells, "cell", "zh")}、${counted(trainings, "training", "zh")}`;
      const range =
        interval === null
          ? "单次训练没有置信区间"
          : `95 %置信区间为${formatPoints(interval.low)}至${formatPoints(interval.high)}，对各次训练作配对t检验得出`;
      return `B的准确率${pointsAgainst(formatPoints(difference), "A")}，${over}（${range}）。`;
    },
    nothingFinished: "没有在两次运行中都有数值的单元。",
    ratios: (figure, range) => {
      const noun = { usd: "成本", training: "训练时间", bytes: "模型文件" }[figure];
      const of = figure === "training" ? counted(range.count, "training", "zh") : counted(range.count, "cell", "zh");
      return isFlat(range)
        ? `B的${noun}在${of}中均为A的${times(range)}倍。`
        : `B的${noun}为A的${times(range)}倍（${of}的几何平均，范围${formatRatio(range.low)}至${formatRatio(range.high)}）。`;
    },
    otherMachine: (pairs, all) =>
      `${all ? "" : `${counted(pairs, "cell", "zh")}的`}时间与成本不作比较：它们由两种机器测得，差异会是机器的差异。`,
    otherOffer: (pairs) => `${counted(pairs, "cell", "zh")}的成本按两种报价计算，其比值包含价格的差异。`,
    space: "",
    columns: {
      configuration: { title: "配置", help: "各个变化维度的取值" },
      seed: { title: "随机种子", help: "训练的随机种子" },
      repeat: { title: "重复", help: "同一实验的第几次重复" },
      cells: { title: "所在", help: "哪次运行有该单元，以及没有数值的原因" },
      accuracy: { title: "准确率（百分点）", help: "B的测试准确率减A的测试准确率" },
      usd: { title: "成本比", help: "B与A的每百万条文本成本之比" },
      training: { title: "训练时间比", help: "B与A的训练时间之比" },
      bytes: { title: "文件比", help: "B与A的模型字节数之比" },
      textsPerSecond: { title: "每秒文本数之比", help: "B与A的每秒文本数之比" },
      p50: { title: "p50之比", help: "B与A的中位延迟之比" },
      experiment: { title: "实验", help: "实验的id，也是其文件夹的名称；不同时列出A的和B的" },
    },
    kinds: {
      both: "两者",
      noneInA: "A没有数值",
      noneInB: "B没有数值",
      noneInEither: "两者均无数值",
      onlyA: "仅A",
      onlyB: "仅B",
    },
    byName: "按名称与随机种子匹配",
    notCompared: "不作比较",
    notComparedWhy: "A与B由两种机器测得",
    reason: (run, status, why) => `${run}${status}${why === "" ? "" : `：${why}`}`,
    fromTo: (a, b) => `${a} → ${b}`,
  },
};
