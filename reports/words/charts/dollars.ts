/** Times on an axis, with what they cost. */
import type { InLanguages, Language } from "../language.ts";

interface DollarWords {
  readonly axis: { readonly seconds: string; readonly both: string; readonly dollars: string };
  readonly tooltip: string;
  /** Title of a course of training over dollars. */
  readonly training: (kinds: number) => string;
  readonly trainingSubtitle: string;
  readonly reached: (kinds: number) => string;
  readonly reachedSubtitle: string;
  readonly description: (subject: "training" | "reached", count: number, title: string) => string;
}

const SAID: InLanguages<DollarWords> = {
  en: {
    axis: {
      seconds: "Seconds of training",
      both: "Seconds of training, and its dollars",
      dollars: "US dollars of training",
    },
    tooltip: "US dollars",
    training: (kinds) => `Test accuracy over dollars of training, of ${kinds} kinds of training`,
    trainingSubtitle:
      "The same courses at the hourly price of each, which differs between them: what is faster need not be cheaper.",
    reached: (kinds) => `Dollars of training to each accuracy, of ${kinds} kinds of training`,
    reachedSubtitle: "The same at the hourly price of each, which differs between them.",
    description: (subject, count, title) =>
      subject === "training"
        ? `Line chart of test accuracy in percent against dollars of training for ${count} trainings. ${title}.`
        : `Line chart of dollars of training against test accuracy in percent for ${count} kinds of training. ${title}.`,
  },
  zh: {
    axis: { seconds: "训练秒数", both: "训练秒数及其美元成本", dollars: "训练的美元成本" },
    tooltip: "美元",
    training: (kinds) => `${kinds}种训练的测试准确率随训练花费的美元的变化`,
    trainingSubtitle: "同样的训练过程，按各自的每小时价格计算；价格各不相同：更快的未必更便宜。",
    reached: (kinds) => `${kinds}种训练达到各准确率所需的美元`,
    reachedSubtitle: "同样的内容，按各自的每小时价格计算；价格各不相同。",
    description: (subject, count, title) =>
      subject === "training"
        ? `折线图：${count}次训练的测试准确率（%）与训练花费的美元。${title}。`
        : `折线图：${count}种训练达到各测试准确率（%）所花费的美元。${title}。`,
  },
};

export function dollarWords(language: Language): DollarWords {
  return SAID[language];
}
