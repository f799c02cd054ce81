import type { Direction } from "../../harness/judge/figures/figure.ts";
import { formatCount } from "../../harness/judge/figures/format.ts";
import type { QuantityUnit } from "../../harness/judge/figures/units.ts";
import type { InLanguages, Language } from "./language.ts";

/** What the scatter plot shows, as far as it decides how it is read. */
export interface ScatterReading {
  /** Whether it is accuracy against cost. */
  readonly isUsual: boolean;
  readonly x: { readonly title: string; readonly better: Direction };
  readonly y: { readonly title: string; readonly better: Direction };
  /** Whether some configurations are left out. */
  readonly isOfPart: boolean;
  /** What there is a line for each of; null where one is for all. */
  readonly conditionNoun: string | null;
  readonly isFrontierLine: boolean;
  readonly hasBars: boolean;
  /** The axis whose bars are of the difference in accuracy from the baseline. */
  readonly pairedOn: "x" | "y" | null;
  readonly hasRefused: boolean;
  readonly hasFaint: boolean;
  readonly isFloorOfValidation: boolean;
  /** Points that are drawn, and all of them. */
  readonly drawn: number;
  readonly count: number;
}

interface Said {
  readonly usualDirections: string;
  directions(x: Direction, y: Direction): string;
  readonly noDirection: string;
  line(conditionNoun: string | null, isOfPart: boolean): string;
  readonly usualBars: string;
  readonly bars: string;
  pairedBars(axis: "x" | "y"): string;
  readonly hollow: string;
  faint(isOfPart: boolean): string;
  readonly validation: string;
  sample(drawn: string, count: string): string;
  title(y: string, x: string): string;
  description(y: string, x: string, count: string, title: string): string;
}

const said: InLanguages<Said> = {
  en: {
    usualDirections: "Higher is more accurate, and further left is cheaper.",
    directions: (x, y) =>
      `${y === "higher" ? "Higher" : "Lower"} and further ${x === "lower" ? "left" : "right"} is better.`,
    noDirection: "More of one of them is neither better nor worse, so that no line connects the best.",
    line: (noun, isOfPart) =>
      `${noun === null ? "The line connects the configurations" : `A line connects the configurations of a ${noun}`} that no other${isOfPart ? " of those shown" : ""} beats on both.`,
    usualBars: "Horizontal bars show a cost with its 95 % interval or, of a single measurement, the range within it.",
    bars: "Bars show 95 % intervals or, of a single measurement, the range within it.",
    pairedBars: (axis) =>
      `${axis === "y" ? "Vertical" : "Horizontal"} bars show the 95 % interval of the difference in accuracy from the baseline, paired by test row.`,
    hollow: "Hollow points cannot be the answer.",
    faint: (isOfPart) =>
      `The fainter a point, the less often it is on the line${isOfPart ? " of all configurations" : ""} when seeds, test rows and rounds are drawn again.`,
    validation: "The choice is made on validation rows; the dashed line shows the same floor for test rows.",
    sample: (drawn, count) =>
      `Drawn are ${drawn} of ${count} points: those on the line, those that are named, and a random sample of the others.`,
    title: (y, x) => `${y} against ${lowered(x)}`,
    description: (y, x, count, title) =>
      `Scatter plot of ${lowered(y)} against ${lowered(x)} for ${count} configurations. ${title}.`,
  },
  zh: {
    usualDirections: "越高越准确，越靠左越便宜。",
    directions: (x, y) => `越${y === "higher" ? "高" : "低"}、越靠${x === "lower" ? "左" : "右"}越好。`,
    noDirection: "其中一项数值大小无所谓好坏，因此没有前沿线。",
    line: (noun, isOfPart) =>
      `${noun === null ? "折线连接" : "每条折线连接同一给定条件下"}在两项指标上都不被其他${isOfPart ? "所显示的" : ""}配置超越的配置。`,
    usualBars: "横线表示成本的95 %置信区间；只有一次测量时，表示该次测量内的范围。",
    bars: "线段表示95 %置信区间；只有一次测量时，表示该次测量内的范围。",
    pairedBars: (axis) => `${axis === "y" ? "竖" : "横"}线表示与基线准确率之差的95 %置信区间，按测试集样本配对。`,
    hollow: "空心点不能成为答案。",
    faint: (isOfPart) =>
      `点越淡，重新抽取种子、测试集样本和轮次时落在${isOfPart ? "全部配置的" : ""}折线上的次数越少。`,
    validation: "选择依据验证集；虚线是同一门槛在测试集上的位置。",
    sample: (drawn, count) => `共${count}个点，图中画出${drawn}个：折线上的、有名称的，以及其余的随机样本。`,
    title: (y, x) => `${y}与${x}`,
    description: (y, x, count, title) => `散点图：${count}个配置的${y}与${x}。${title}。`,
  },
};

/** "Training time" -> "training time"; what begins with a sign or an abbreviation stays. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}

/** "Model file against training time" */
export function scatterTitle({ x, y }: Pick<ScatterReading, "x" | "y">, language: Language): string {
  return said[language].title(y.title, x.title);
}

/** The text alternative of the plot. @param x and y titles of the axes */
export function scatterDescription(
  { x, y, count, title }: { readonly x: string; readonly y: string; readonly count: number; readonly title: string },
  language: Language,
): string {
  return said[language].description(y, x, formatCount(count), title);
}

/** How to read the points and lines that are drawn, as sentences. */
export function scatterReading(shown: ScatterReading, language: Language): string[] {
  const words = said[language];
  const { isUsual, x, y, hasBars } = shown;
  const hasDirections = [x, y].every(({ better }) => better === "lower" || better === "higher");
  const directions = hasDirections ? words.directions(x.better, y.better) : words.noDirection;
  const lines = [
    [isUsual ? words.usualDirections : directions, true],
    [words.line(shown.conditionNoun, shown.isOfPart), shown.isFrontierLine],
    [isUsual ? words.usualBars : words.bars, hasBars],
    [words.pairedBars(shown.pairedOn ?? "y"), hasBars && shown.pairedOn !== null],
    [words.hollow, shown.hasRefused],
    [words.faint(shown.isOfPart), shown.hasFaint],
    [words.validation, shown.isFloorOfValidation],
    [words.sample(formatCount(shown.drawn), formatCount(shown.count)), shown.drawn < shown.count],
  ] as const;
  return lines.flatMap(([text, isSaid]) => (isSaid ? [text] : []));
}

/** Figures of one kind, which stand together where one is chosen. */
export type FigureKind = "quality" | "dollars" | "speed" | "time" | "memory" | "energy" | "counts";

/** In the order in which they are listed. */
export const FIGURE_KINDS: readonly FigureKind[] = [
  "quality",
  "dollars",
  "speed",
  "time",
  "memory",
  "energy",
  "counts",
];

const KINDS: Readonly<Record<QuantityUnit, FigureKind>> = {
  share: "quality",
  number: "quality",
  usd: "dollars",
  "usd/M": "dollars",
  "texts/s": "speed",
  "requests/s": "speed",
  ms: "time",
  bytes: "memory",
  kWh: "energy",
  gCO2e: "energy",
  count: "counts",
};

export function kindOfFigure(unit: QuantityUnit): FigureKind {
  return KINDS[unit];
}
