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

/** What the most accurate file and the smallest one have to do with each other, as far as their figures are said. */
type TitleKind = "smallest" | "amongSmallest" | "alike" | "other";

type Title = (best: NamedFile, smallest: NamedFile) => string;

interface Said {
  readonly titles: Readonly<Record<TitleKind, Title>>;
  readonly subtitle: string;
  readonly description: (count: number, title: string) => string;
  readonly axis: { readonly size: string; readonly accuracy: string };
  readonly tooltip: Readonly<Record<"configuration" | "size" | "accuracy" | "enough", string>>;
  readonly enough: { readonly yes: string; readonly no: string };
}

interface SizeAccuracyWords extends Omit<Said, "titles"> {
  /** @param best the most accurate @param smallest of those that no other beats on both */
  readonly title: Title;
}

const SAID: InLanguages<Said> = {
  en: {
    titles: {
      smallest: (best) =>
        `The most accurate file is the smallest, too: ${best.name}, with ${formatShare(best.accuracy)} in ${formatBytes(best.bytes)}`,
      amongSmallest: (best) =>
        `The most accurate file is among the smallest: ${best.name}, with ${formatShare(best.accuracy)} in ${formatBytes(best.bytes)}`,
      alike: (best, smallest) =>
        `From ${formatBytes(best.bytes)} (${best.name}) to ${formatBytes(smallest.bytes)} (${smallest.name}), accuracy stays at ${formatShare(best.accuracy)}`,
      other: (best, smallest) =>
        `From ${formatBytes(best.bytes)} to ${formatBytes(smallest.bytes)}, accuracy goes from ${formatShare(best.accuracy)} (${best.name}) to ${formatShare(smallest.accuracy)} (${smallest.name})`,
    },
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
    titles: {
      smallest: (best) =>
        `准确率最高的文件也最小：${best.name}，${formatBytes(best.bytes)}，准确率${formatShare(best.accuracy)}`,
      amongSmallest: (best) =>
        `准确率最高的文件也属于最小的：${best.name}，${formatBytes(best.bytes)}，准确率${formatShare(best.accuracy)}`,
      alike: (best, smallest) =>
        `文件由${formatBytes(best.bytes)}（${best.name}）减小到${formatBytes(smallest.bytes)}（${smallest.name}），准确率保持在${formatShare(best.accuracy)}`,
      other: (best, smallest) =>
        `文件由${formatBytes(best.bytes)}减小到${formatBytes(smallest.bytes)}，准确率由${formatShare(best.accuracy)}（${best.name}）变为${formatShare(smallest.accuracy)}（${smallest.name}）`,
    },
    subtitle: "越靠左文件越小，越靠上准确率越高。折线连接在这两方面都没有被其他配置超过的文件。空心点不能作为答案。",
    description: (count, title) => `散点图：${formatCount(count)}个配置的测试准确率（%）与模型文件大小。${title}。`,
    axis: { size: "模型文件", accuracy: "测试准确率（%）" },
    tooltip: { configuration: "配置", size: "模型文件", accuracy: "测试准确率", enough: "可作为答案" },
    enough: { yes: "是", no: "否" },
  },
};

export function sizeAccuracyWords(language: Language): SizeAccuracyWords {
  const { titles, ...words } = SAID[language];
  return { ...words, title: (best, smallest) => titles[kindOf(best, smallest)](best, smallest) };
}

function kindOf(best: NamedFile, smallest: NamedFile): TitleKind {
  if (best.name === smallest.name) return "smallest";
  if (formatBytes(best.bytes) === formatBytes(smallest.bytes)) return "amongSmallest";
  return formatShare(best.accuracy) === formatShare(smallest.accuracy) ? "alike" : "other";
}
