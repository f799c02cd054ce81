/** How large the files of models are. */
import { formatBytes } from "../../../harness/judge/figures/format.ts";
import { counted } from "../counted.ts";
import type { InLanguages, Language } from "../language.ts";

interface SizeWords {
  /** Where no file is of a configuration that is accurate enough. */
  readonly plainTitle: (kinds: number) => string;
  /** @param times how many times smaller than the baseline's, as a text; null if it is the baseline's or there is none */
  readonly title: (smallest: { readonly name: string; readonly bytes: number }, times: string | null) => string;
  /** @param isLog whether rows are points on a logarithmic scale */
  readonly subtitle: (isLog: boolean) => string;
  readonly description: (isLog: boolean, kinds: number, title: string) => string;
  readonly axis: string;
  readonly tooltip: { readonly stored: string; readonly gzipped: string };
}

const SAID: InLanguages<SizeWords> = {
  en: {
    plainTitle: (kinds) => `Size of the ${counted(kinds, "kind")} of model file`,
    title: ({ name, bytes }, times) => {
      const compared = times === null ? "" : `, ${times} times smaller than the baseline’s`;
      return `The smallest file that is accurate enough has ${formatBytes(bytes)}${compared}: ${name}`;
    },
    subtitle: (isLog) =>
      `The model’s files as stored; the ${isLog ? "upright line" : "white mark"} is its gzipped size, as for a download. Configurations whose files differ by less than 1 % share a row.`,
    description: (isLog, kinds, title) =>
      `${isLog ? "Dot" : "Bar"} chart of the model's file size, plain and gzipped, for ${kinds} kinds of file. ${title}.`,
    axis: "File size",
    tooltip: { stored: "stored", gzipped: "gzipped" },
  },
  zh: {
    plainTitle: (kinds) => `${counted(kinds, "kind", "zh")}模型文件的大小`,
    title: ({ name, bytes }, times) => {
      const compared = times === null ? "" : `，基线的文件是它的${times}倍`;
      return `足够准确的配置中，最小的模型文件为${formatBytes(bytes)}${compared}：${name}`;
    },
    subtitle: (isLog) =>
      `模型文件原样存储的大小；${isLog ? "竖线" : "白色标记"}为gzip压缩后的大小，即下载时的大小。文件大小相差不到1 %的配置共用一行。`,
    description: (isLog, kinds, title) =>
      `${isLog ? "点图" : "条形图"}：${counted(kinds, "kind", "zh")}模型文件的大小，压缩前与gzip压缩后。${title}。`,
    axis: "文件大小",
    tooltip: { stored: "原样存储", gzipped: "gzip压缩后" },
  },
};

export function sizeWords(language: Language): SizeWords {
  return SAID[language];
}
