import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { Majority } from "../../harness/judge/analysis/standard.ts";
import { formatShare, listing } from "../../harness/judge/figures/format.ts";
import { oneLine } from "./one-line.ts";

/** A label in quotes, on one line. */
export function quoted(label: string): string {
  return `“${oneLine(label)}”`;
}

/** "“fraud”", "“Tech” and “Science”", "“a”, “b”, “c” and 12 more" */
export function classNames(labels: readonly string[]): string {
  return listing(labels.map(quoted));
}

/** "Always answering “normal”, the test rows’ most frequent class, would score 95.5 % accuracy on them." */
function majorityText({ label, share }: Majority): string {
  return `Always answering ${quoted(label)}, the test rows’ most frequent class, would score ${formatShare(share)} accuracy on them.`;
}

/** The same as a list, empty if no record counts by class. */
export function majorityLines({ majority }: Pick<Analysis, "majority">): string[] {
  return majority === null ? [] : [majorityText(majority)];
}
