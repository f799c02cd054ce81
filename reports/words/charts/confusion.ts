/** Which class was taken for which. */
import { formatCount, formatShare } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

/** The most frequent mistake. */
export interface Mistake {
  readonly label: string;
  readonly given: string;
  /** Rows of all runs. */
  readonly rows: number;
  /** Of the rows that have the label. */
  readonly share: number;
}

interface ConfusionWords {
  /** @param mistake null if there is none */
  readonly title: (mistake: Mistake | null) => string;
  readonly subtitle: (configuration: string, runs: number) => string;
  readonly description: (classes: number, title: string) => string;
  readonly axis: { readonly label: string; readonly given: string };
  readonly tooltip: Readonly<Record<"label" | "given" | "rows" | "share", string>>;
}

const SAID: InLanguages<ConfusionWords> = {
  en: {
    title: (mistake) =>
      mistake === null
        ? "No test row was taken for another class than its own"
        : `Most often, “${mistake.label}” is taken for “${mistake.given}”: ${formatShare(mistake.share)} of its test rows`,
    subtitle: (configuration, runs) =>
      `${configuration}, on the test rows${runs === 1 ? "" : ` of ${formatCount(runs)} runs, added up`}. A row is a class, a column what it was taken for; the darker, the larger the share of the class. Green is right, orange is wrong.`,
    description: (classes, title) => `Heat map of the confusion matrix of ${formatCount(classes)} classes. ${title}.`,
    axis: { label: "Class of the text", given: "Taken for" },
    tooltip: { label: "class", given: "taken for", rows: "test rows", share: "share of the class" },
  },
  zh: {
    title: (mistake) =>
      mistake === null
        ? "没有测试集样本被错判为其他类别"
        : `最常见的错误是把“${mistake.label}”判为“${mistake.given}”：占其测试集样本的${formatShare(mistake.share)}`,
    subtitle: (configuration, runs) =>
      `${configuration}在测试集上的结果${runs === 1 ? "" : `（${formatCount(runs)}次运行相加）`}。行为真实类别，列为判定类别；颜色越深，占该类别的比例越大。绿色为正确，橙色为错误。`,
    description: (classes, title) => `热力图：${formatCount(classes)}个类别的混淆矩阵。${title}。`,
    axis: { label: "真实类别", given: "判定类别" },
    tooltip: { label: "类别", given: "判为", rows: "测试集样本数", share: "占该类别的比例" },
  },
};

export function confusionWords(language: Language): ConfusionWords {
  return SAID[language];
}
