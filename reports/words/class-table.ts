import type { ColumnWords } from "./column-words.ts";
import type { InLanguages } from "./language.ts";

/** Whose answers a table of classes counts. */
interface ClassTableFacts {
  /** What was given, such as "http"; null where all configurations were given the same. */
  readonly condition: string | null;
  readonly configuration: string;
  /** What it stands beside, "the baseline, float32"; null where it is alone. */
  readonly baseline: string | null;
}

/** Which class is found worst, as texts. */
interface WeakestFacts extends ClassTableFacts {
  /** In quotes. */
  readonly label: string;
  readonly rows: string;
  readonly recall: string;
  /** "72.4 – 85.9 %"; null if it is not known. */
  readonly interval: string | null;
  /** Null where nothing was given the class. */
  readonly precision: string | null;
  /** The class whose texts are wrong most often, in quotes; null where that is the same. */
  readonly leastPrecise: { readonly label: string; readonly precision: string } | null;
  /** Its recall less the baseline's, in points; null without a baseline. */
  readonly difference: {
    /** Without a sign where one is shown. */
    readonly points: string;
    readonly range: string;
    /** Whether it is shown to be a loss or a gain. */
    readonly shown: "loss" | "gain" | null;
  } | null;
}

/** What the tables of classes say. */
export interface ClassTableWords {
  readonly title: string;
  readonly caption: string;
  /** Which class suffers. */
  readonly weakest: (facts: WeakestFacts) => string;
  readonly noneSuffers: (condition: string | null) => string;
  readonly lede: (facts: ClassTableFacts) => string;
  /** After the lede, of a table that lists some classes alone. */
  readonly worst: (shown: number, all: string) => string;
  readonly name: ColumnWords;
  readonly rows: ColumnWords;
  readonly precision: ColumnWords;
  readonly recall: ColumnWords;
  readonly f1: ColumnWords;
  readonly baselineRecall: ColumnWords;
  readonly baselineF1: ColumnWords;
  /** @param quoted the label in quotes */
  readonly takenFor: (label: string, quoted: string) => ColumnWords;
}

export const classTableWords: InLanguages<ClassTableWords> = {
  en: {
    title: "How each class is found",
    caption:
      "Precision: of the texts given the class, the share that have it. Recall: of the texts that have it, the share that were given it.",
    weakest: ({ condition, configuration, baseline, label, difference, leastPrecise, ...had }) => {
      const interval = had.interval === null ? "" : ` (95 % interval ${had.interval})`;
      const precision =
        had.precision === null ? "no text was given it" : `${had.precision} of the texts that are given it have it`;
      const sentences = [
        `${condition === null ? "" : `${condition}: `}${label} suffers most: ${configuration} finds ${had.recall} of its ${had.rows} test rows${interval}, and ${precision}.`,
        leastPrecise === null
          ? ""
          : `Least to be trusted is ${leastPrecise.label}: ${leastPrecise.precision} of the texts that are given it have it.`,
        difference === null
          ? ""
          : difference.shown === null
            ? `Of the rows of ${label}, it is not shown to find more or fewer than ${baseline}: ${difference.points} points (${difference.range}).`
            : `Of the rows of ${label}, it finds ${difference.points} points ${difference.shown === "loss" ? "fewer" : "more"} than ${baseline} (${difference.range}).`,
      ];
      return sentences.filter((one) => one !== "").join(" ");
    },
    noneSuffers: (condition) =>
      `${condition === null ? "No" : `${condition}: no`} class suffers: all test rows are given their own.`,
    lede: ({ condition, configuration, baseline }) =>
      `${condition === null ? "By" : `${condition}: by`} ${configuration}${baseline === null ? "" : `, and by ${baseline}`}, on the test rows; the runs’ rows are added up.`,
    worst: (shown, all) => ` The ${shown} of ${all} classes with the lowest F1.`,
    name: { title: "Class", help: "As the dataset names it" },
    rows: { title: "Test rows", help: "Test rows that have it, in each run" },
    precision: { title: "Precision", help: "Of the texts given the class, the share that have it" },
    recall: { title: "Recall", help: "Of the texts that have it, the share that were given it" },
    f1: { title: "F1", help: "Harmonic mean of precision and recall; 0 if it is never given" },
    baselineRecall: { title: "Baseline’s recall", help: "Recall of the baseline" },
    baselineF1: { title: "Baseline’s F1", help: "F1 of the baseline" },
    takenFor: (label, quoted) => ({
      title: `taken for ${label}`,
      help: `Share of the class’ test rows that were given ${quoted}`,
    }),
  },
  zh: {
    title: "各类别的识别情况",
    caption: "精确率：被判为该类别的文本中，确属该类别的比例。召回率：属于该类别的文本中，被判为该类别的比例。",
    weakest: ({ condition, configuration, baseline, label, difference, leastPrecise, ...had }) => {
      const interval = had.interval === null ? "" : `（95 %置信区间${had.interval}）`;
      const precision =
        had.precision === null ? "没有文本被判为该类别" : `被判为该类别的文本中，${had.precision}判断正确`;
      return [
        `${condition === null ? "" : `${condition}：`}识别最差的类别是${label}：${configuration}在它的${had.rows}条测试集样本中找出了${had.recall}${interval}；${precision}。`,
        leastPrecise === null
          ? ""
          : `最容易误判的是${leastPrecise.label}：被判为该类别的文本中，只有${leastPrecise.precision}判断正确。`,
        difference === null
          ? ""
          : difference.shown === null
            ? `就${label}而言，与${baseline}相比，召回率的差异（${difference.points}个百分点，${difference.range}）未超出偶然范围。`
            : `就${label}而言，召回率比${baseline}${difference.shown === "loss" ? "低" : "高"}${difference.points}个百分点（${difference.range}）。`,
      ].join("");
    },
    noneSuffers: (condition) =>
      `${condition === null ? "" : `${condition}：`}没有识别较差的类别：所有测试集样本都判断正确。`,
    lede: ({ condition, configuration, baseline }) =>
      `${condition === null ? "" : `${condition}：`}${configuration}${baseline === null ? "" : `以及${baseline}`}在测试集上的结果；各次运行的样本已相加。`,
    worst: (shown, all) => `仅列出${all}个类别中F1最低的${shown}个。`,
    name: { title: "类别", help: "数据集中的名称" },
    rows: { title: "测试集样本", help: "每次运行中属于该类别的测试集样本数" },
    precision: { title: "精确率", help: "被判为该类别的文本中，确属该类别的比例" },
    recall: { title: "召回率", help: "属于该类别的文本中，被判为该类别的比例" },
    f1: { title: "F1", help: "精确率与召回率的调和平均；从未判为该类别时为0" },
    baselineRecall: { title: "基线的召回率", help: "基线的召回率" },
    baselineF1: { title: "基线的F1", help: "基线的F1" },
    takenFor: (label, quoted) => ({
      title: `判为${label}`,
      help: `该类别的测试集样本中被判为${quoted}的比例`,
    }),
  },
};
