import type { NoFigures } from "./no-figures.ts";

/** There is no answer, or none yet. */
export interface NoWinner {
  readonly winner: null;
  readonly tied: readonly string[];
  readonly smallest: null;
}

/** Nothing has finished. */
export interface NothingFinished extends NoWinner {
  readonly kind: "nothing-finished";
  /** The first run that ended without figures; null where none has run. */
  readonly first: { readonly configuration: string; readonly why: NoFigures } | null;
}

/** The floor is relative to a baseline that did not finish or that the matrix does not name. */
export interface NoBaseline extends NoWinner {
  readonly kind: "no-baseline";
  /** Null where the matrix names none. */
  readonly baseline: { readonly configuration: string; readonly why: NoFigures } | null;
  /** Of what finished, whatever its accuracy. */
  readonly cheapest: string;
}

/** Runs are missing of what is accurate enough so far. */
export interface Incomplete extends NoWinner {
  readonly kind: "incomplete";
  /** The cheapest that is accurate enough so far; null where nothing finished on the data of the answer. */
  readonly promising: string | null;
}

export interface NoneWithinFloor extends NoWinner {
  readonly kind: "none-within-floor";
  readonly mostAccurate: string;
  /** Its accuracy on the rows that select, and what was needed: fractions. */
  readonly reached: number;
  readonly threshold: number;
}

/** A configuration was chosen. */
export interface Chosen {
  readonly kind:
    | "cheapest" // one configuration costs least
    | "no-saving" // one costs least, but the baseline ties with it, or is that one and others tie
    | "only-one" // the plan has a single configuration: figures, and nothing to choose between
    | "baseline-cheapest" // the baseline itself costs least and nothing ties with it
    | "all-tie"; // several are accurate enough, and no two of them differ measurably
  /** Configuration with the lowest median cost among the eligible. */
  readonly winner: string;
  /** Configurations, eligible or not, whose cost the runs do not distinguish from the winner's; the winner left out. */
  readonly tied: readonly string[];
  /** Those of `tied` that are eligible, cheapest first. */
  readonly rivals: readonly string[];
  /** The smallest file among the winner and its rivals. */
  readonly smallest: string;
  /** The floor holds on the rows that select, yet the interval of the winner's test accuracy lies wholly below it. */
  readonly isBelowFloorOnTest: boolean;
  /** Why the test rows made the choice; null where validation rows did. */
  readonly selectedOnTest: "nothing-held-back" | "baseline-held-nothing-back" | null;
}

/** The decision, in ids of configurations; reports/words/answer.ts says it. */
export type Answer = NothingFinished | NoBaseline | Incomplete | NoneWithinFloor | Chosen;
