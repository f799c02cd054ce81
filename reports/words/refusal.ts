import type { Refusal } from "../../harness/judge/analysis/analysis.ts";
import { formatCount, formatShare } from "../../harness/judge/figures/format.ts";
import { noFiguresText } from "./no-figures.ts";

const REFERENCES = { baseline: "the baseline", "first-configuration": "the first configuration" } as const;

/** "the baseline" or "the first configuration": the one whose data counts. */
export function referenceText(reference: keyof typeof REFERENCES): string {
  return REFERENCES[reference];
}

/** Why a configuration cannot be the answer: "below the floor of 89.0 % on the validation rows" */
export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case "no-figures":
      return noFiguresText(refusal.why);
    case "other-data":
      return `not on the same data as ${referenceText(refusal.reference)}`;
    case "unfinished":
      return `${formatCount(refusal.finished)} of its ${formatCount(refusal.planned)} runs finished`;
    case "no-baseline":
      return "no baseline to compare with";
    case "no-validation-rows":
      return "held out no validation rows, so it cannot be compared";
    case "below-floor":
      return `below the floor of ${formatShare(refusal.threshold)} on the ${refusal.selectedOn} rows`;
  }
}
