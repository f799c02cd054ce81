/** What the report asks, and of what. */
import { formatCount } from "../../harness/judge/figures/format.ts";
import type { InLanguages } from "./language.ts";

/** What a report is about; counts are texts with their nouns. */
interface Scope {
  readonly configurations: string;
  readonly runs: string;
  /** Specs: names. */
  readonly datasets: readonly string[];
  /** How many runs; null if all. */
  readonly finished: number | null;
}

interface QuestionWords {
  /** @param each as below; empty where one answer is for all */
  readonly question: (each: string) => string;
  /** @param noun "scenario" */
  readonly each: (noun: string, isScenario: boolean) => string;
  readonly scope: (scope: Scope) => string;
}

export const questionWords: InLanguages<QuestionWords> = {
  en: {
    question: (each) => `What is the cheapest configuration that is accurate enough${each}?`,
    each: (noun, isScenario) => `, ${isScenario ? "in" : "for"} each ${noun}`,
    scope: ({ configurations, runs, datasets, finished }) =>
      `${configurations}, ${runs} on ${datasets.join(", ")}; ${finished === null ? "all finished" : `${formatCount(finished)} finished`}.`,
  },
  zh: {
    question: (each) => `${each}足够准确的配置中，哪个最便宜？`,
    each: (noun, isScenario) => (isScenario ? `在每个${noun}中，` : `对每个${noun}而言，`),
    scope: ({ configurations, runs, datasets, finished }) =>
      `${configurations}，${runs}，数据集${datasets.join("、")}；${finished === null ? "已全部完成" : `已完成${formatCount(finished)}次`}。`,
  },
};
