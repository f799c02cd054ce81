/** How trainings come to their accuracy. */
import { counted } from "../counted.ts";
import type { InLanguages, Language } from "../language.ts";

/** A course of training; its figures are texts. */
interface NamedCourse {
  /** Null where all trainings are of one kind. */
  readonly name: string | null;
  readonly wall: string;
  readonly accuracy: string;
  /** From which on the accuracy is within half a point of its end. */
  readonly epoch: number;
}

interface TrainingWords {
  readonly title: (course: NamedCourse) => string;
  readonly plainTitle: (kinds: number) => string;
  readonly subtitle: (trainings: number) => string;
  /** After the subtitle, where early stopping was used. */
  readonly keepsBest: string;
  readonly description: (count: number, title: string) => string;
  readonly axis: string;
  readonly tooltip: Readonly<
    Record<"training" | "seed" | "epoch" | "accuracy" | "loss" | "validationLoss" | "learningRate" | "seconds", string>
  >;
}

const SAID: InLanguages<TrainingWords> = {
  en: {
    title: ({ name, wall, accuracy, epoch }) =>
      `Training${name === null ? "" : ` ${name}`} takes ${wall} and ends at ${accuracy}; it is within half a point of that from epoch ${epoch} on`,
    plainTitle: (kinds) => `Test accuracy over time of ${counted(kinds, "kind")} of training`,
    subtitle: (trainings) =>
      `Test accuracy after each epoch, over the time of the training steps; one line per training (${counted(trainings, "training")}). Configurations that differ only after training share a line.`,
    keepsBest: " If early stopping restores the best epoch, the model is from an earlier point than the last.",
    description: (count, title) =>
      `Line chart of test accuracy in percent against seconds of training for ${count} trainings. ${title}.`,
    axis: "Test accuracy (%)",
    tooltip: {
      training: "training",
      seed: "seed",
      epoch: "epoch",
      accuracy: "test accuracy (%)",
      loss: "training loss",
      validationLoss: "validation loss",
      learningRate: "learning rate",
      seconds: "seconds",
    },
  },
  zh: {
    title: ({ name, wall, accuracy, epoch }) =>
      `训练${name ?? ""}耗时${wall}，最终准确率为${accuracy}；从第${epoch}个epoch起，与最终值相差不超过半个百分点`,
    plainTitle: (kinds) => `${counted(kinds, "kind", "zh")}训练的测试准确率随时间的变化`,
    subtitle: (trainings) =>
      `每个epoch之后的测试准确率与训练步骤所用的时间；每次训练一条线（${counted(trainings, "training", "zh")}）。仅在训练之后有差异的配置共用一条线。`,
    keepsBest: "若早停恢复最佳epoch，则模型取自最后一点之前的某一点。",
    description: (count, title) => `折线图：${counted(count, "training", "zh")}的测试准确率（%）与训练秒数。${title}。`,
    axis: "测试准确率（%）",
    tooltip: {
      training: "训练",
      seed: "随机种子",
      epoch: "第几个epoch",
      accuracy: "测试准确率（%）",
      loss: "训练损失",
      validationLoss: "验证损失",
      learningRate: "学习率",
      seconds: "秒",
    },
  },
};

export function trainingWords(language: Language): TrainingWords {
  return SAID[language];
}
