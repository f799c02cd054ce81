import type { CostVerdict } from "../../harness/judge/analysis/cost-comparison.ts";
import type { Refusal } from "../../harness/judge/analysis/standard.ts";
import type { ColumnWords } from "./column-words.ts";
import type { InLanguages } from "./language.ts";

/** What a rule judges. */
interface JudgedFigure {
  readonly side: "validation" | "test";
  /** "macro F1" */
  readonly figure: string;
  /** "within 1 point of the baseline" */
  readonly rule: string;
  /** Whether it is a difference from the baseline. */
  readonly isRelative: boolean;
}

/** What the table of configurations says; figures are texts. */
export interface ConfigurationTableWords {
  readonly title: string;
  readonly caption: string;
  readonly configuration: ColumnWords;
  readonly verdict: ColumnWords;
  readonly versusBaseline: ColumnWords;
  readonly costVersusAnswer: ColumnWords;
  /** @param within what there is an answer for each of; null where one is for all */
  readonly groups: (within: string | null) => ColumnWords;
  readonly onFrontier: ColumnWords;
  readonly runs: ColumnWords;
  readonly signTest: ColumnWords;
  readonly judged: (judged: JudgedFigure) => ColumnWords;
  /** In the baseline's own row, in place of a difference from it. */
  readonly baseline: string;
  readonly costGroup: (letters: string) => string;
  readonly accuracyGroup: (letters: string) => string;
  readonly finished: (finished: number, planned: number) => string;
  readonly standardError: (error: string, worst: string) => string;
  readonly noFigures: string;
  /** Of configurations that cannot be the answer; the reason itself is in small print. */
  readonly refused: Partial<Readonly<Record<Refusal["kind"], string>>>;
  readonly notEligible: string;
  /** Where there is no answer to compare with. */
  readonly accurateEnough: string;
  /** Of the others, against the one that is named. */
  readonly verdicts: Readonly<Record<CostVerdict, string>>;
  /** Of the one that is named. */
  readonly named: Readonly<Record<"only" | "notProven" | "allTie" | "withOthers" | "cheapest", string>>;
}

const CHINESE_SIDES: Readonly<Record<JudgedFigure["side"], string>> = { validation: "验证集", test: "测试集" };

export const configurationTableWords: InLanguages<ConfigurationTableWords> = {
  en: {
    title: "All configurations",
    caption:
      "Every configuration, with its runs pooled. Small print shows the 95 % interval or, of a single measurement, the range within it; the pointer shows both. “On the frontier” is how often no other configuration is both cheaper and more accurate when seeds, test rows and rounds of serving are resampled.",
    configuration: { title: "Configuration", help: "The values of the axes that vary" },
    verdict: {
      title: "Verdict",
      help: "Whether it can be the answer: every planned run finished, and it is shown to be good enough",
    },
    versusBaseline: {
      title: "vs baseline",
      help: "Difference of test accuracy in percentage points, paired by seed and test row, with its 95 % interval over trainings and rows",
    },
    costVersusAnswer: {
      title: "Cost vs the answer",
      help: "How many times the cost of the configuration that is named, as the median of pairs of samples; below, its interval",
    },
    groups: (within) => ({
      title: "Groups",
      help: `By cost${within === null ? "" : `, within each ${within},`} and, below, by accuracy: two configurations without a common letter are told apart at 5 %; a is the cheapest, and the most accurate. Every two are compared, which takes more evidence than the verdict’s comparison with the answer`,
    }),
    onFrontier: {
      title: "On the frontier",
      help: "Share of resamples of seeds, test rows and rounds of serving in which no other configuration is both cheaper and more accurate",
    },
    runs: { title: "Runs", help: "Finished and planned runs; below, the number of trainings" },
    signTest: {
      title: "Sign test p",
      help: "Exact two-sided sign test against the baseline, one vote per test row; with one seed, this is McNemar’s test",
    },
    judged: ({ side, figure, rule, isRelative }) => ({
      title: `${side === "validation" ? "Validation" : "Test"} ${figure}${isRelative ? ", vs baseline" : ""}`,
      help: `What decides whether a configuration is ${rule}: its ${isRelative ? "difference, paired by seed and row, in percentage points" : "value"}; below, the standard error over rows and trainings, and the worst value that they leave possible`,
    }),
    baseline: "baseline",
    costGroup: (letters) => `cost ${letters}`,
    accuracyGroup: (letters) => `accuracy ${letters}`,
    finished: (finished, planned) => `${finished} of ${planned}`,
    standardError: (error, worst) => `± ${error}; at worst ${worst}`,
    noFigures: "no figures",
    refused: {
      "below-floor": "below the floor",
      "not-shown": "not shown to be good enough",
      "no-better-than-majority": "useless",
      "never-predicts": "misses a class",
    },
    notEligible: "not eligible",
    accurateEnough: "accurate enough",
    verdicts: { same: "costs the same", dearer: "dearer", cheaper: "cheaper", inconclusive: "not told apart" },
    named: {
      only: "only one",
      notProven: "named, not proven",
      allTie: "named; all cost the same",
      withOthers: "cheapest, with others",
      cheapest: "cheapest",
    },
  },
  zh: {
    title: "全部配置",
    caption:
      "每个配置及其合并后的各次运行。小字为95 %置信区间；只有一次测量时，则为该次测量内的范围；鼠标悬停时两者都会显示。“位于前沿”是指：对随机种子、测试集样本和推理服务轮次重抽样时，没有其他配置既更便宜又更准确的频率。",
    configuration: { title: "配置", help: "各个变化维度的取值" },
    verdict: { title: "判定", help: "能否成为答案：全部计划的运行都已完成，并且已证明达到要求" },
    versusBaseline: {
      title: "与基线相比",
      help: "测试集准确率之差，单位为百分点，按随机种子和测试集样本配对，附涵盖训练与样本的95 %置信区间",
    },
    costVersusAnswer: {
      title: "与答案的成本之比",
      help: "成本是所选配置的多少倍，取各对采样的中位数；下方为其区间",
    },
    groups: (within) => ({
      title: "分组",
      help: `按成本${within === null ? "" : `（在每个${within}之内）`}，下方按准确率：没有共同字母的两个配置在5 %水平上可区分；a为最便宜，也为最准确。两两都要比较，因此比判定时与答案的比较需要更多证据`,
    }),
    onFrontier: {
      title: "位于前沿",
      help: "对随机种子、测试集样本和推理服务轮次重抽样时，没有其他配置既更便宜又更准确的比例",
    },
    runs: { title: "运行", help: "已完成与计划的运行次数；下方为训练次数" },
    signTest: {
      title: "符号检验p值",
      help: "与基线相比的精确双侧符号检验，每条测试集样本一票；只有一个随机种子时即McNemar检验",
    },
    judged: ({ side, figure, rule, isRelative }) => ({
      title: `${CHINESE_SIDES[side]}${figure}${isRelative ? "（与基线相比）" : ""}`,
      help: `据此判断配置是否满足“${rule}”：其${isRelative ? "按随机种子和样本配对的差值，单位为百分点" : "数值"}；下方为涵盖样本与训练的标准误差，以及由此可能出现的最差值`,
    }),
    baseline: "基线",
    costGroup: (letters) => `成本：${letters}`,
    accuracyGroup: (letters) => `准确率：${letters}`,
    finished: (finished, planned) => `${finished}/${planned}`,
    standardError: (error, worst) => `± ${error}；最差${worst}`,
    noFigures: "无数值",
    refused: {
      "below-floor": "低于下限",
      "not-shown": "未证明达到要求",
      "no-better-than-majority": "无用",
      "never-predicts": "遗漏类别",
    },
    notEligible: "不符合条件",
    accurateEnough: "准确率达标",
    verdicts: { same: "成本相同", dearer: "更贵", cheaper: "更便宜", inconclusive: "无法区分" },
    named: {
      only: "唯一达标",
      notProven: "已选中，未证实",
      allTie: "已选中；成本都相同",
      withOthers: "并列最便宜",
      cheapest: "最便宜",
    },
  },
};
