/** The size of a file against its accuracy. */
import { formatBytes, formatCount, formatShare } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

/** A file with its accuracy. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: number;
  /** As a fraction. */
  readonly accuracy: number;
}

interface SizeAccuracyWords {
  /** @param best the most accurate @param smallest of those that no other beats on both */
  readonly title: (best: NamedFile, smallest: NamedFile) => string;
  readonly subtitle: string;
  readonly description: (count: number, title: string) => string;
  readonly axis: { readonly size: string; readonly accuracy: string };
  readonly tooltip: Readonly<Record<"configuration" | "size" | "accuracy" | "enough", string>>;
  readonly enough: { readonly yes: string; readonly no: string };
}

/** Whether their accuracies are the same as far as they are said. */
function areAlike(one: NamedFile, other: NamedFile): boolean {
  return formatShare(one.accuracy) === formatShare(other.accuracy);
}

/** Likewise their sizes. */
function areAsLarge(one: NamedFile, other: NamedFile): boolean {
  return formatBytes(one.bytes) === formatBytes(other.bytes);
}

const SAID: InLanguages<SizeAccuracyWords> = {
  en: {
    title: (best, smallest) =>
      best.name === smallest.name
        ? `The most accurate file is the smallest, too: ${best.name}, with ${formatShare(best.accuracy)} in ${formatBytes(best.bytes)}`
        : areAsLarge(best, smallest)
          ? `The most accurate file is among the smallest: ${best.name}, with ${formatShare(best.accuracy)} in ${formatBytes(best.bytes)}`
          : areAlike(best, smallest)
            ? `From ${formatBytes(best.bytes)} (${best.name}) to ${formatBytes(smallest.bytes)} (${smallest.name}), accuracy stays at ${formatShare(best.accuracy)}`
            : `From ${formatBytes(best.bytes)} to ${formatBytes(smallest.bytes)}, accuracy goes from ${formatShare(best.accuracy)} (${best.name}) to ${formatShare(smallest.accuracy)} (${smallest.name})`,
    subtitle:
      "Further left is smaller, higher is more accurate. The line joins the files that no other beats on both. Hollow points cannot be the answer.",
    description: (count, title) =>
      `Scatter plot of test accuracy in percent against the size of the model file for ${formatCount(count)} configurations. ${title}.`,
    axis: { size: "Model file", accuracy: "Test accuracy (%)" },
    tooltip: {
      configuration: "configuration",
      size: "model file",
      accuracy: "test accuracy",
      enough: "can be the answer",
    },
    enough: { yes: "yes", no: "no" },
  },
  zh: {
    title: (best, smallest) =>
      best.name === smallest.name
        ? `准确率最高的文件也最小：${best.name}，${formatBytes(best.bytes)}，准确率${formatShare(best.accuracy)}`
        : areAsLarge(best, smallest)
          ? `准确率最高的文件也属于最小的：${best.name}，${formatBytes(best.bytes)}，准确率${formatShare(best.accuracy)}`
          : areAlike(best, smallest)
            ? `文件由${formatBytes(best.bytes)}（${best.name}）减小到${formatBytes(smallest.bytes)}（${smallest.name}），准确率保持在${formatShare(best.accuracy)}`
            : `文件由${formatBytes(best.bytes)}减小到${formatBytes(smallest.bytes)}，准确率由${formatShare(best.accuracy)}（${best.name}）变为${formatShare(smallest.accuracy)}（${smallest.name}）`,
    subtitle: "越靠左文件越小，越靠上准确率越高。折线连接在这两方面都没有被其他配置超过的文件。空心点不能作为答案。",
    description: (count, title) => `散点图：${formatCount(count)}个配置的测试准确率（%）与模型文件大小。${title}。`,
    axis: { size: "模型文件", accuracy: "测试准确率（%）" },
    tooltip: { configuration: "配置", size: "模型文件", accuracy: "测试准确率", enough: "可作为答案" },
    enough: { yes: "是", no: "否" },
  },
};

export function sizeAccuracyWords(language: Language): SizeAccuracyWords {
  return SAID[language];
}
