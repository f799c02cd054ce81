import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { eligibleComparisons } from "../../harness/judge/analysis/eligible-comparisons.ts";
import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import { answerNoun } from "./conditions.ts";
import type { InLanguages, Language } from "./language.ts";

/** @param shown number of configurations in the chart */
interface Said {
  readonly byCondition: (shown: number, noun: string) => string;
  readonly finished: (shown: number) => string;
  readonly noneWithinFloor: string;
  readonly noneUseful: string;
  readonly incomplete: (ok: number, all: number) => string;
  readonly onlyOne: (winner: string) => string;
  readonly allTie: string;
  readonly baselineCheapest: string;
  readonly noSaving: string;
  /** No other is shown to be accurate enough. */
  readonly loneEligible: (winner: string) => string;
  readonly oneOfTheCheapest: (winner: string) => string;
  readonly cheapest: (winner: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    byCondition: (shown, noun) =>
      `Accuracy and cost of the ${plural(shown, "configuration")} that finished; each ${noun} has an answer of its own`,
    finished: (shown) => `Accuracy and cost of the ${plural(shown, "configuration")} that finished`,
    noneWithinFloor: "No configuration that finished is accurate enough",
    noneUseful: "No configuration that finished is good enough to be used",
    incomplete: (ok, all) => `No answer yet: ${ok} of ${plural(all, "run")} finished`,
    onlyOne: (winner) => `Accuracy and cost of ${winner}, the only configuration`,
    allTie: "Nothing accurate enough can be called the cheapest",
    baselineCheapest: "Nothing accurate enough is as cheap as the baseline itself",
    noSaving: "Nothing accurate enough is measurably cheaper than the baseline",
    loneEligible: (winner) => `${winner} is the only configuration that is shown to be good enough`,
    oneOfTheCheapest: (winner) => `${winner} is one of the cheapest configurations that are accurate enough`,
    cheapest: (winner) => `${winner} is the cheapest configuration that is accurate enough`,
  },
  zh: {
    byCondition: (shown, noun) => `已完成的${formatCount(shown)}个配置的准确率与成本；每个${noun}各有答案`,
    finished: (shown) => `已完成的${formatCount(shown)}个配置的准确率与成本`,
    noneWithinFloor: "已完成的配置都不够准确",
    noneUseful: "已完成的配置都不可用",
    incomplete: (ok, all) => `暂无答案：${formatCount(all)}次运行中完成了${ok}次`,
    onlyOne: (winner) => `唯一配置${winner}的准确率与成本`,
    allTie: "足够准确的配置中，无法确定哪个最便宜",
    baselineCheapest: "足够准确的配置都不如基线便宜",
    noSaving: "没有足够准确的配置比基线显著更便宜",
    loneEligible: (winner) => `${winner}是唯一经证实达到要求的配置`,
    oneOfTheCheapest: (winner) => `${winner}是足够准确的最便宜配置之一`,
    cheapest: (winner) => `${winner}是足够准确的最便宜配置`,
  },
};

/**
 * The answer as the title of a chart, without a period.
 * @param shown number of configurations in the chart
 */
export function answerTitle(analysis: Analysis, shown: number, language: Language = "en"): string {
  const { answer, counts, plan, configurations } = analysis;
  const words = said[language];
  const winner = configurations.find(({ id }) => id === answer.winner)?.label ?? "";
  switch (answer.kind) {
    case "by-condition":
      return words.byCondition(shown, answerNoun(answer, language) ?? "");
    case "nothing-finished":
    case "no-baseline":
      return words.finished(shown);
    case "none-within-floor":
      return words.noneWithinFloor;
    case "none-useful":
      return words.noneUseful;
    case "incomplete":
      return words.incomplete(counts.ok, plan.cells.length);
    case "only-one":
      return words.onlyOne(winner);
    case "all-tie":
      return words.allTie;
    case "baseline-cheapest":
      return eligibleComparisons(answer, configurations).length === 0
        ? words.loneEligible(winner)
        : words.baselineCheapest;
    case "no-saving":
      return words.noSaving;
    case "cheapest": {
      const rivals = eligibleComparisons(answer, configurations);
      if (rivals.length === 0) return words.loneEligible(winner);
      return rivals.some(({ verdict }) => verdict !== "dearer")
        ? words.oneOfTheCheapest(winner)
        : words.cheapest(winner);
    }
  }
}
