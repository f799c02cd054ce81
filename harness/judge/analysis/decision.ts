import type { NoFigures } from "./no-figures.ts";
import type { RuleRefusal } from "./standard.ts";

/** No answer, or none yet. */
export interface NoWinner {
  readonly winner: null;
  readonly tied: readonly string[];
  readonly smallest: null;
}

/** No run has finished. */
export interface NothingFinished extends NoWinner {
  readonly kind: "nothing-finished";
  /** The first run that ended without figures; null if none has run. */
  readonly first: { readonly configuration: string; readonly why: NoFigures } | null;
}

/** The floor is relative to a baseline, but the baseline did not finish or the matrix does not name one. */
export interface NoBaseline extends NoWinner {
  readonly kind: "no-baseline";
  /** Null if the matrix does not name one. */
  readonly baseline: { readonly configuration: string; readonly why: NoFigures } | null;
  /** The cheapest configuration that finished, regardless of its accuracy. */
  readonly cheapest: string;
}

/** Configurations that are accurate enough so far still lack runs. */
export interface Incomplete extends NoWinner {
  readonly kind: "incomplete";
  /** The cheapest that is accurate enough so far; null if no configuration finished on the data that counts. */
  readonly promising: string | null;
}

/** No configuration meets every rule, or none is shown to. */
export interface NoneWithinFloor extends NoWinner {
  readonly kind: "none-within-floor";
  /** The configuration that comes closest to the rule, or is the furthest beyond it. */
  readonly nearest: string;
  /** The rule that it does not meet, or is not shown to meet. */
  readonly refusal: RuleRefusal;
  /** Its figure on the selecting rows, and the one required: fractions. */
  readonly reached: number;
  readonly threshold: number;
}

/** Whatever finished does no better than one label for all texts, or never gives some label. */
export interface NoneUseful extends NoWinner {
  readonly kind: "none-useful";
  /** The configuration that the sentence is about: the most accurate. */
  readonly nearest: string;
}

/** A configuration was chosen. */
export interface Chosen {
  readonly kind:
    | "cheapest" // one configuration is measurably the cheapest
    | "no-saving" // the baseline ties with the cheapest, or is the cheapest itself and ties with others
    | "only-one" // the plan has a single configuration, so there is no choice to make
    | "baseline-cheapest" // the baseline is measurably the cheapest
    | "all-tie"; // several are accurate enough, and no two of them differ measurably in cost
  /** Configuration with the lowest median cost among the eligible. */
  readonly winner: string;
  /** Other configurations, eligible or not, whose cost does not measurably differ from the winner's. */
  readonly tied: readonly string[];
  /** Those of `tied` that are eligible, cheapest first. */
  readonly rivals: readonly string[];
  /** The smallest file among the winner and its rivals. */
  readonly smallest: string;
  /** The winner is above the floor on the selecting rows, but the whole interval of its test accuracy is below it. */
  readonly isBelowFloorOnTest: boolean;
  /** Why the test rows made the choice; null if validation rows did. */
  readonly selectedOnTest: "nothing-held-back" | "baseline-held-nothing-back" | null;
  /** The cheapest configuration that costs less, but is not shown to be good enough; null if there is none. */
  readonly unproven: string | null;
}

/** The decision, with configurations named by id; reports/words/answer.ts turns it into text. */
export type Answer = NothingFinished | NoBaseline | Incomplete | NoneWithinFloor | NoneUseful | Chosen;
