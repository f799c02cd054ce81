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

/** What the tables of classes say. */
export interface ClassTableWords {
  readonly title: string;
  readonly caption: string;
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
