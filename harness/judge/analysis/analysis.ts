import type { Interval } from "../../base/statistics/bootstrap.ts";
import type { AccuracyFloor, Plan, PlannedCell, RunRecord } from "../../contract/index.ts";
import type { Figures } from "../figures/figures.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { UsedPrice } from "../pricing/used-prices.ts";
import type { Answer } from "./decision.ts";
import type { Labels } from "./labels.ts";
import type { NoFigures } from "./no-figures.ts";
import type { Warning } from "./warning.ts";

/** What became of a planned cell; "missing" has no record yet. */
export type CellStatus = RunRecord["status"] | "missing";

/** One planned cell with the record that counts for it: the last one of its key. */
export interface CellResult {
  readonly cell: PlannedCell;
  readonly label: string;
  readonly status: CellStatus;
  readonly record: RunRecord | null;
  /** What figures are read from; null unless it ended ok. */
  readonly run: PricedRun | null;
  /** Why there are no figures; null for ok. */
  readonly noFigures: NoFigures | null;
  /** The record was made by other code than the plan. */
  readonly isStale: boolean;
}

/** Test accuracy of a configuration less that of the baseline, paired by seed, repeat and test row. */
export interface BaselineComparison {
  /** Fraction, positive where the configuration is better. */
  readonly difference: number;
  /** Bootstrap over the test rows, with the trainings fixed. */
  readonly interval: Interval;
  /** Exact sign test over the test rows, the pairs pooled; with one pair McNemar's. */
  readonly p: number;
  /** Seeds and repeats that both finished. */
  readonly pairs: number;
}

/** Why a configuration cannot be the answer. */
export type Refusal =
  | { readonly kind: "no-figures"; readonly why: NoFigures }
  /** Other rows than those that the answer is about. */
  | { readonly kind: "other-data"; readonly reference: "baseline" | "first-configuration" }
  | { readonly kind: "unfinished"; readonly finished: number; readonly planned: number }
  | { readonly kind: "no-baseline" }
  | { readonly kind: "no-validation-rows" }
  | ({ readonly kind: "below-floor"; readonly threshold: number } & Pick<Floor, "selectedOn">);

/** Cells that differ in seed and repeat alone. */
export interface ConfigurationResult {
  readonly id: string;
  readonly label: string;
  readonly isBaseline: boolean;
  readonly cells: readonly CellResult[];
  /** Cells that ended ok. */
  readonly finished: number;
  /** Null where nothing finished. */
  readonly figures: Figures | null;
  /** Null for the baseline itself, and where no pair finished on the same test rows. */
  readonly versusBaseline: BaselineComparison | null;
  /** Same dataset and test rows as the baseline or, where there is none, as the first configuration. */
  readonly isOnSameData: boolean;
  readonly isEligible: boolean;
  /** Why it cannot be the answer; null where it can. */
  readonly refusal: Refusal | null;
  /** No other configuration on the same data is at least as accurate and at most as expensive. */
  readonly isOnFrontier: boolean;
  /**
   * Share of bootstrap samples of seeds, test rows and throughputs in which it is on the frontier; null where nothing
   * finished, and for other data.
   */
  readonly frontierProbability: number | null;
}

/** A configuration with at least one finished run. */
export type FinishedConfiguration = ConfigurationResult & { readonly figures: Figures };

/** The lowest accuracy that counts as enough. */
export interface Floor {
  readonly rule: AccuracyFloor;
  /** Rows that the accuracy is taken on to select; "test" where the baseline held back no validation rows. */
  readonly selectedOn: "validation" | "test";
  /** Fraction of those rows; null where the rule needs a baseline and none finished. */
  readonly threshold: number | null;
}

/** Everything that the report, the summary and the command line say about a run folder, in structures; reports/words says it. */
export interface Analysis {
  readonly plan: Plan;
  readonly labels: Labels;
  /** The offers behind all dollars. */
  readonly prices: readonly UsedPrice[];
  /** Every planned cell, by configuration, seed and repeat. */
  readonly cells: readonly CellResult[];
  readonly counts: Readonly<Record<CellStatus, number>>;
  /** In the order of the axes' values in the matrix. */
  readonly configurations: readonly ConfigurationResult[];
  readonly floor: Floor;
  readonly answer: Answer;
  /** Doubts that a reader should know of. */
  readonly warnings: readonly Warning[];
}
