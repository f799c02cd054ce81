/** How long trainings take to each accuracy. */
import type { InLanguages, Language } from "../language.ts";

interface ToAccuracyWords {
  readonly subtitle: string;
  readonly description: (kinds: number, title: string) => string;
  readonly axis: string;
  /** How many of a kind's trainings reach it. */
  readonly share: (reaching: number, all: number) => string;
  /** Between a time and its range. */
  readonly comma: string;
  readonly tooltip: Readonly<Record<"training" | "accuracy" | "time" | "trainings", string>>;
}

const SAID: InLanguages<ToAccuracyWords> = {
  en: {
    subtitle:
      "Seconds of training up to the first epoch that reaches a test accuracy, a student’s teachers included: medians over the trainings. A line ends where half of them get no further.",
    description: (kinds, title) =>
      `Line chart of seconds of training against test accuracy in percent for ${kinds} kinds of training. ${title}.`,
    axis: "Test accuracy (%)",
    share: (reaching, all) => `${reaching} of ${all}`,
    comma: ", ",
    tooltip: {
      training: "training",
      accuracy: "test accuracy (%)",
      time: "time",
      trainings: "trainings that reach it",
    },
  },
  zh: {
    subtitle:
      "训练到首个达到某一测试准确率的epoch为止所用的秒数，包括学生模型的教师模型：各次训练的中位数。折线在一半训练无法更进一步处结束。",
    description: (kinds, title) => `折线图：${kinds}种训练的训练秒数与测试准确率（%）。${title}。`,
    axis: "测试准确率（%）",
    share: (reaching, all) => `${all}次中的${reaching}次`,
    comma: "，",
    tooltip: { training: "训练", accuracy: "测试准确率（%）", time: "时间", trainings: "达到的训练" },
  },
};

export function toAccuracyWords(language: Language): ToAccuracyWords {
  return SAID[language];
}
