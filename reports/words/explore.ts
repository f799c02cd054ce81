import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import type { FigureKind } from "./scatter.ts";

/** What the page says where a reader chooses what is shown. */
export interface ExploreWords {
  readonly filters: string;
  readonly find: string;
  readonly findHint: string;
  readonly reset: string;
  readonly rectangle: string;
  readonly removeRectangle: string;
  /** "Showing 12 of 36 configurations" */
  showing(shown: number, all: number): string;
  readonly up: string;
  readonly across: string;
  readonly kinds: Readonly<Record<FigureKind, string>>;
  /** How the plot is used. */
  readonly usage: string;
  readonly pinned: string;
  remove(name: string): string;
  readonly removeAll: string;
  readonly canBeAnswer: string;
  readonly yes: string;
  readonly no: string;
  readonly onFrontier: string;
  inResamples(share: string): string;
  readonly versusBaseline: string;
  readonly data: string;
  dataOf(title: string): string;
  rowsShown(shown: number, all: number): string;
  readonly nothingShown: string;
  notDrawn(reason: string): string;
}

const said: InLanguages<ExploreWords> = {
  en: {
    filters: "Which configurations are shown",
    find: "Find",
    findHint: "part of a name",
    reset: "Show all",
    rectangle: "those in the rectangle",
    removeRectangle: "Remove the rectangle",
    showing: (shown, all) => `Showing ${formatCount(shown)} of ${plural(all, "configuration")}`,
    up: "Up",
    across: "Across",
    kinds: {
      quality: "Quality",
      dollars: "Dollars",
      speed: "Speed",
      time: "Time",
      memory: "Size and memory",
      energy: "Energy and emissions",
      counts: "Counts",
    },
    usage:
      "Drag a rectangle to show its configurations alone in everything below, and click a point to pin it; by keyboard, arrow keys go from point to point and Enter pins.",
    pinned: "Pinned",
    remove: (name) => `Unpin ${name}`,
    removeAll: "Unpin all",
    canBeAnswer: "Can be the answer",
    yes: "yes",
    no: "no",
    onFrontier: "On the frontier of accuracy and cost",
    inResamples: (share) => `in ${share} of the resamples`,
    versusBaseline: "Accuracy versus baseline",
    data: "Data",
    dataOf: (title) => `Data of the chart: ${title}`,
    rowsShown: (shown, all) => `The first ${formatCount(shown)} of ${formatCount(all)} rows.`,
    nothingShown: "None of the configurations that are shown is in this chart.",
    notDrawn: (reason) => `This chart could not be drawn: ${reason}`,
  },
  zh: {
    filters: "显示哪些配置",
    find: "查找",
    findHint: "名称的一部分",
    reset: "全部显示",
    rectangle: "矩形内的配置",
    removeRectangle: "移除矩形",
    showing: (shown, all) => `显示${formatCount(shown)}个配置，共${formatCount(all)}个`,
    up: "纵轴",
    across: "横轴",
    kinds: {
      quality: "质量",
      dollars: "费用",
      speed: "速度",
      time: "时间",
      memory: "大小与内存",
      energy: "能耗与排放",
      counts: "计数",
    },
    usage: "拖出一个矩形，下方各处便只显示其中的配置；点击一个点将其固定。用键盘时，方向键在点之间移动，回车键固定。",
    pinned: "已固定",
    remove: (name) => `取消固定${name}`,
    removeAll: "全部取消固定",
    canBeAnswer: "能否成为答案",
    yes: "能",
    no: "不能",
    onFrontier: "位于准确率与成本的前沿",
    inResamples: (share) => `在${share}的重抽样中`,
    versusBaseline: "与基线的准确率之差",
    data: "数据",
    dataOf: (title) => `图表数据：${title}`,
    rowsShown: (shown, all) => `共${formatCount(all)}行，显示前${formatCount(shown)}行。`,
    nothingShown: "所显示的配置都不在此图中。",
    notDrawn: (reason) => `无法绘制此图：${reason}`,
  },
};

export function exploreWords(language: Language): ExploreWords {
  return said[language];
}
