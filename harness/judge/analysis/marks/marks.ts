import type { Interval } from "../../../base/statistics/bootstrap.ts";
import type { Spread } from "../../../base/statistics/summaries.ts";
import type { HostedMark, MeasuredMark, MissingMark } from "../../../contract/mark.ts";
import type { BaselineComparison } from "../baseline-comparison.ts";

/** What the configurations are compared with beside one another: classifiers anyone has, and services that answer for money. */
export interface Marks {
  readonly measured: readonly MarkResult[];
  readonly missing: readonly MissingMark[];
  readonly hosted: readonly HostedResult[];
  /** The most accurate of those that dominate the answer; null if none does. */
  readonly dominating: MarkResult | null;
}

export interface MarkResult extends MeasuredMark {
  /** US dollars per million texts: the middle, and the range of its rounds. */
  readonly usd: Spread;
  readonly trainUsd: number;
  /** 95 % interval over the test rows. */
  readonly accuracyInterval: Interval;
  /** Null without an answer, and for other data than the answer's. */
  readonly versusAnswer: MarkComparison | null;
}

/** A mark beside the configuration that the answer names. */
export interface MarkComparison {
  /** Its test accuracy minus the answer's, by the same test rows. */
  readonly accuracy: BaselineComparison;
  /** Null where they were measured on different machines, or in different ways. */
  readonly cost: MarkCost | null;
  /** Which way it dominates: cheaper and not shown to be less accurate, or about as cheap and shown to be more accurate. */
  readonly domination: "cheaper" | "more-accurate" | null;
}

export interface MarkCost {
  /** Of the medians: the mark's over the answer's. */
  readonly ratio: number;
  /** The answer's dollars per million texts, measured as the mark's: in its runs, not in the rounds of samples, which are shorter. */
  readonly answerUsd: number;
  readonly verdict:
    | "cheaper" // by more than a tenth, and no round of the one is within those of the other
    | "alike" // within a tenth
    | "dearer" // likewise
    | "not-told"; // by more than a tenth, but within the rounds
}

export interface HostedResult extends HostedMark {
  readonly usdPerMillionTexts: number;
}
