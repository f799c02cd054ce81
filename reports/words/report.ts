import type { InLanguages, Language } from "./language.ts";

/** Headings of the report, and what its list of contents calls its parts. */
export interface ReportWords {
  readonly title: (run: string) => string;
  /** Over the charts of what was measured besides accuracy and cost. */
  readonly figures: string;
  readonly contents: string;
  /** By the id of the part's element. */
  readonly parts: Readonly<Record<ReportPart, string>>;
}

export type ReportPart =
  | "figure-pareto"
  | "price-war"
  | "figures"
  | "levers"
  | "classes"
  | "several-machines"
  | "larger-models"
  | "joint"
  | "all-configurations"
  | "cells"
  | "method"
  | "compliance"
  | "environment";

const said: InLanguages<ReportWords> = {
  en: {
    title: (run) => `${run}: price and performance`,
    figures: "Size, speed, memory and training",
    contents: "On this page",
    parts: {
      "figure-pareto": "Accuracy against cost",
      "price-war": "Price war",
      figures: "Size and speed",
      levers: "Levers",
      classes: "Classes",
      "several-machines": "Several machines",
      "larger-models": "Larger models",
      joint: "Owners",
      "all-configurations": "Configurations",
      cells: "Runs",
      method: "Method",
      compliance: "Data and compliance",
      environment: "Environment",
    },
  },
  zh: {
    title: (run) => `${run}：价格与性能`,
    figures: "大小、速度、内存与训练",
    contents: "本页内容",
    parts: {
      "figure-pareto": "准确率与成本",
      "price-war": "价格战",
      figures: "大小与速度",
      levers: "手段",
      classes: "类别",
      "several-machines": "多台机器",
      "larger-models": "更大的模型",
      joint: "数据方",
      "all-configurations": "配置",
      cells: "运行",
      method: "方法",
      compliance: "数据与合规",
      environment: "环境",
    },
  },
};

export function reportWords(language: Language): ReportWords {
  return said[language];
}
