import type { Chosen } from "./decision.ts";
import { eligibleComparisons } from "./eligible-comparisons.ts";
import type { SingleAnalysis } from "./within-condition.ts";

/** How sure a choice is, as counts and a share; nothing here is a new test. */
export interface Confidence {
  readonly level: ConfidenceLevel;
  /** Other configurations that are good enough: what they cost against the choice. */
  readonly dearer: number;
  readonly same: number;
  readonly untold: number;
  readonly cheaper: number;
  /** Share of the draws of seeds, test rows and rounds in which the choice stays on the frontier; null if nothing was drawn. */
  readonly onFrontier: number | null;
}

/**
 * "high": every planned run has run, all others that are good enough are measurably dearer or the same, and the choice stays on the frontier in
 * 95 % of the draws or more. "low": it does so in fewer than half of them, the test rows refute it or made it, or nothing could be told at all. "medium"
 * otherwise.
 */
export type ConfidenceLevel = "high" | "medium" | "low";

const OFTEN = 0.95;
const SELDOM = 0.5;

/** Null where nothing was chosen, or there was nothing to choose from. */
export function confidenceOf({ answer, configurations, counts: { missing } }: SingleAnalysis): Confidence | null {
  if (!("comparisons" in answer) || answer.kind === "only-one") return null;
  const rivals = eligibleComparisons(answer, configurations);
  const count = (verdict: (typeof rivals)[number]["verdict"]) => rivals.filter((one) => one.verdict === verdict).length;
  const counts = {
    dearer: count("dearer"),
    same: count("same"),
    untold: count("inconclusive"),
    cheaper: count("cheaper"),
  };
  const onFrontier = configurations.find(({ id }) => id === answer.winner)?.frontierProbability ?? null;
  const level = levelOf(answer, counts, onFrontier);
  // What has not run may be cheaper.
  return { level: level === "high" && missing > 0 ? "medium" : level, ...counts, onFrontier };
}

function levelOf(
  { missedOnTest, selectedOnTest }: Chosen,
  { dearer, same, untold, cheaper }: Omit<Confidence, "level" | "onFrontier">,
  onFrontier: number | null,
): ConfidenceLevel {
  const isNothingTold = untold > 0 && dearer + same + cheaper === 0;
  if (missedOnTest.length > 0 || selectedOnTest !== null || isNothingTold) return "low";
  if (onFrontier === null || onFrontier < SELDOM) return "low";
  return untold + cheaper === 0 && onFrontier >= OFTEN ? "high" : "medium";
}
