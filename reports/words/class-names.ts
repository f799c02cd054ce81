import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { Majority } from "../../harness/judge/analysis/standard.ts";
import { formatShare } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { oneLine } from "./one-line.ts";

/** A label in quotes, which are alike in both languages, on one line. */
export function quoted(label: string): string {
  return `“${oneLine(label)}”`;
}

/** "“fraud”", "“Tech” and “Science”", "“a”, “b”, “c” and 12 more" */
export function classNames(labels: readonly string[], language: Language = "en"): string {
  return listed(labels.map(quoted), language);
}

/** @param label in quotes */
type MajoritySentence = (label: string, share: string) => string;

const MAJORITY: InLanguages<MajoritySentence> = {
  en: (label, share) =>
    `Always answering ${label}, the test rows’ most frequent class, would score ${share} accuracy on them.`,
  zh: (label, share) => `${label}是测试集样本的多数类；始终回答它，在测试集上的准确率为${share}。`,
};

/** What always answering the majority class would score, as a list; empty if no record counts by class. */
export function majorityLines({ majority }: Pick<Analysis, "majority">, language: Language = "en"): string[] {
  return majority === null ? [] : [majorityText(majority, language)];
}

function majorityText({ label, share }: Majority, language: Language): string {
  return MAJORITY[language](quoted(label), formatShare(share));
}
