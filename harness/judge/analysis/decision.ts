import type { Condition } from "./condition.ts";
import type { CostComparison } from "./cost-comparison.ts";
import type { NoFigures } from "./no-figures.ts";
import type { Floor, Refusal, RuleRefusal } from "./standard.ts";

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
  /** Null if the matrix does not name one, or nothing stands for it where something else is given. */
  readonly baseline: { readonly configuration: string; readonly why: NoFigures } | null;
  /** The cheapest configuration that finished, regardless of its accuracy. */
  readonly cheapest: string;
}

/** Configurations that are accurate enough so far still lack runs. */
export interface Incomplete extends NoWinner {
  readonly kind: "incomplete";
  /** The cheapest that is accurate enough so far; null if no configuration finished on the data that counts. */
  readonly promising: string | null;
  /** Why none is promising; null if one is, or if no configuration finished on the data that counts. */
  readonly reason:
    | { readonly kind: "none-so-far" }
    /** The cheapest configuration, which cannot be judged, and why. */
    | { readonly kind: "untold"; readonly configuration: string; readonly refusal: Refusal | null }
    | null;
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
    | "cheapest" // measurably cheaper than the baseline or, without one, than some other configuration
    | "no-saving" // the baseline is among the cheapest, and is not the only one
    | "only-one" // the plan has a single configuration, so there is no choice to make
    | "baseline-cheapest" // the baseline is measurably the cheapest
    | "all-tie"; // several are accurate enough, and none is measurably more expensive than the cheapest of them
  /** What is recommended: of those that cost about the same as the cheapest, the one that is best on the selecting rows. */
  readonly winner: string;
  /** What made it the winner among those that cost about the same as the cheapest; "cost" if there are no others. */
  readonly preferredFor: "accuracy" | "baseline" | "size" | "cost";
  /**
   * The lowest median cost among the eligible or, if that is not told from the baseline's and others are measurably cheaper, among these; the
   * winner itself, unless a better one costs about the same.
   */
  readonly cheapest: string;
  /**
   * Other configurations, eligible or not, whose cost cannot be told from that of the cheapest. None of them costs more than
   * one that is told apart from it.
   */
  readonly tied: readonly string[];
  /** Those of `tied` that are eligible, cheapest first. */
  readonly rivals: readonly string[];
  /** The one file among the winner's and its rivals' that is smaller than all others; null if there is none such. */
  readonly smallest: string | null;
  /** Every other configuration on the same data with the winner, cheapest first. */
  readonly comparisons: readonly CostComparison[];
  /** What it would take to tell the eligible ones apart; null if they are. */
  readonly undecided: Undecided | null;
  /** Rules that the winner meets on the validation rows, and is shown to miss on the test rows, with the verdict there. */
  readonly missedOnTest: readonly RuleRefusal[];
  /** Why the test rows made the choice; null if validation rows did. */
  readonly selectedOnTest: "nothing-held-back" | "baseline-held-nothing-back" | null;
  /** The cheapest configuration that costs less, but is not shown to be good enough; null if there is none. */
  readonly unproven: string | null;
}

/** Too few pairs for some verdict about an eligible configuration. */
export interface Undecided {
  /** The fewest pairs that any inconclusive comparison has. */
  readonly pairs: number;
  /** Pairs that would probably do. */
  readonly needed: number;
  /** Rounds that give as many; null if that would take too long. */
  readonly rounds: number | null;
}

/** What is decided of configurations in which the same is given. */
export type SingleAnswer = NothingFinished | NoBaseline | Incomplete | NoneWithinFloor | NoneUseful | Chosen;

export interface ConditionAnswer {
  readonly condition: Condition;
  /** What is good enough under it: a floor that is relative is so to the baseline there. */
  readonly floors: readonly Floor[];
  /** About the configurations of this condition alone. */
  readonly answer: SingleAnswer;
}

/** Something is given, such as how requests arrive, and a user has one of its values: each has an answer of its own. */
export interface ByCondition extends NoWinner {
  readonly kind: "by-condition";
  readonly conditions: readonly ConditionAnswer[];
}

/** The decision, with configurations named by id; reports/words/answer.ts turns it into text. */
export type Answer = SingleAnswer | ByCondition;
