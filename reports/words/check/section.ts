import type { ColumnWords } from "../column-words.ts";
import type { InLanguages } from "../language.ts";

/** What the page's section about a check says around its rows. */
export interface SectionWords {
  readonly title: string;
  /** After the verdict. */
  readonly period: string;
  readonly caption: (counts: string) => string;
  readonly columns: Readonly<Record<"cell" | "metric" | "verdict" | "base" | "head" | "ratio", ColumnWords>>;
  readonly terms: Readonly<Record<"base" | "head" | "checked" | "control" | "differs", string>>;
  readonly utc: (minute: string) => string;
}

export const sectionWords: InLanguages<SectionWords> = {
  en: {
    title: "Regression check",
    period: ".",
    caption: (counts) => `All comparisons, failures first: ${counts}.`,
    columns: {
      cell: { title: "Cell", help: "The values of the axes that vary" },
      metric: { title: "Metric", help: "What was compared" },
      verdict: { title: "Verdict", help: "Result of the comparison, and the reason" },
      base: { title: "Base", help: "Before the change" },
      head: { title: "Head", help: "With the change" },
      ratio: {
        title: "Head / base",
        help: "Median of the ratios of pairs of fresh processes, with its 90 % interval, and not the ratio of the two columns; only for metrics measured in pairs",
      },
    },
    terms: { base: "Base", head: "Head", checked: "Checked", control: "Control", differs: "Differs" },
    utc: (minute) => `${minute}, UTC`,
  },
  zh: {
    title: "退步检查",
    period: "。",
    caption: (counts) => `全部比较，未通过的在前：${counts}。`,
    columns: {
      cell: { title: "单元", help: "各个变化维度的取值" },
      metric: { title: "指标", help: "所比较的内容" },
      verdict: { title: "判定", help: "比较的结果及其原因" },
      base: { title: "基准", help: "改动之前" },
      head: { title: "新版", help: "改动之后" },
      ratio: {
        title: "新版/基准",
        help: "各对新进程之比的中位数及其90 %区间，并非两列之比；只适用于成对测量的指标",
      },
    },
    terms: { base: "基准", head: "新版", checked: "检查时间", control: "对照", differs: "差异" },
    utc: (minute) => `${minute}（UTC）`,
  },
};
