/** What the scatter plot says of its points. */
import type { InLanguages, Language } from "../language.ts";

interface ParetoWords {
  /** The title of an axis, of a figure with its unit. */
  readonly inUnit: (title: string, unit: string) => string;
  /** The title of a figure that is called "$ …". */
  readonly ofDollars: (title: string) => string;
  /** A difference in accuracy, with its interval. */
  readonly difference: (points: string, range: string) => string;
  /** What a text is from, and of when. */
  readonly source: (source: string, date: string) => string;
  /** The lowest accuracy that is enough, on the rows of the choice, and as far as test rows tell. */
  readonly floor: (text: string) => string;
  readonly floorOnTest: (text: string) => string;
  readonly belowBaseline: (points: string) => string;
  readonly eligible: string;
  readonly refused: (reason: string) => string;
  readonly noConfiguration: string;
  readonly inResamples: (share: string) => string;
  readonly tooltip: Readonly<
    Record<
      | "configuration"
      | "versusBaseline"
      | "eligible"
      | "frontier"
      | "mark"
      | "versusAnswer"
      | "service"
      | "cost"
      | "source",
      string
    >
  >;
}

const SAID: InLanguages<ParetoWords> = {
  en: {
    inUnit: (title, unit) => `${title} (${unit})`,
    ofDollars: (title) => title.replace(/^\$/, "US dollars"),
    difference: (points, range) => `${points} points (${range})`,
    source: (source, date) => `${source}, ${date}`,
    floor: (text) => `floor: ${text}`,
    floorOnTest: (text) => `${text}, on test rows`,
    belowBaseline: (points) => `baseline − ${points}`,
    eligible: "yes",
    refused: (reason) => `no: ${reason}`,
    noConfiguration: "it is no configuration of the matrix",
    inResamples: (share) => `in ${share} of the resamples`,
    tooltip: {
      configuration: "configuration",
      versusBaseline: "versus baseline",
      eligible: "can be the answer",
      frontier: "on the frontier",
      mark: "baseline",
      versusAnswer: "versus the answer",
      service: "list price of",
      cost: "USD per million texts",
      source: "source",
    },
  },
  zh: {
    inUnit: (title, unit) => `${title}（${unit}）`,
    ofDollars: (title) => title,
    difference: (points, range) => `${points}个百分点（${range}）`,
    source: (source, date) => `${source}，${date}`,
    floor: (text) => `下限：${text}`,
    floorOnTest: (text) => `${text}，按测试集`,
    belowBaseline: (points) => `基线 − ${points}`,
    eligible: "能",
    refused: (reason) => `不能：${reason}`,
    noConfiguration: "它不是矩阵中的配置",
    inResamples: (share) => `在${share}的重抽样中`,
    tooltip: {
      configuration: "配置",
      versusBaseline: "与基线之差",
      eligible: "能否成为答案",
      frontier: "位于帕累托前沿",
      mark: "基线",
      versusAnswer: "与答案之差",
      service: "标价所属服务",
      cost: "每百万条文本的美元成本",
      source: "来源",
    },
  },
};

export function paretoWords(language: Language): ParetoWords {
  return SAID[language];
}
