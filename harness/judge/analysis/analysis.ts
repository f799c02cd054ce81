import type { Plan, PlannedCell, RunRecord } from "../../contract/index.ts";
import type { Figures } from "../figures/figures.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { SeededSample } from "../pricing/serving-work.ts";
import type { UsedPrice } from "../pricing/used-prices.ts";
import type { QualityVerdict } from "../quality/verdict.ts";
import type { BaselineComparison } from "./baseline-comparison.ts";
import type { Condition } from "./condition.ts";
import type { Answer } from "./decision.ts";
import type { FigureIntervals } from "./interval.ts";
import type { Precision } from "./known-precision.ts";
import type { Labels } from "./labels.ts";
import type { LetterGroups, Levers } from "./levers/lever-effects.ts";
import type { Marks } from "./marks/marks.ts";
import type { NoFigures } from "./no-figures.ts";
import type { Floor, Majority, Refusal } from "./standard.ts";
import type { PerformanceProfile, ToAccuracy } from "./trainings/training-findings.ts";
import type { Warning } from "./warning.ts";

/** The status of a planned cell; "missing" has no record yet. */
export type CellStatus = RunRecord["status"] | "missing";

/** One planned cell with the record that counts for it: the last one of its key. */
export interface CellResult {
  readonly cell: PlannedCell;
  readonly label: string;
  readonly status: CellStatus;
  readonly record: RunRecord | null;
  /** The finished run, from which figures are read; null unless the status is ok. */
  readonly run: PricedRun | null;
  /** Samples of its own serving that are of the record; the run has those of all cells that do the same work. */
  readonly samples: readonly SeededSample[];
  /** Why there are no figures; null for ok. */
  readonly noFigures: NoFigures | null;
  /** Whether the record was made by different code than the plan. */
  readonly isStale: boolean;
}

/** What a configuration reaches of one rule on the test rows. */
export interface OnTestRows {
  /** The rule's figure as the mean of the trainings, a fraction; null if a run lacks it. */
  readonly figure: number | null;
  /** Null where nothing tells. */
  readonly verdict: QualityVerdict | null;
}

/** Cells that differ only in seed and repeat. */
export interface ConfigurationResult {
  readonly id: string;
  readonly label: string;
  /** What is given in it. */
  readonly condition: Condition;
  /** The plan's baseline, or what stands for it where something else is given. */
  readonly isBaseline: boolean;
  readonly cells: readonly CellResult[];
  /** Number of cells with status ok. */
  readonly finished: number;
  /** Null if no run finished. */
  readonly figures: Figures | null;
  /** 95 % intervals of the figures, by name. */
  readonly intervals: FigureIntervals;
  /** Null for the baseline itself, and if no pair of runs finished on the same test rows. */
  readonly versusBaseline: BaselineComparison | null;
  /** Same dataset and test rows as the baseline or, without a baseline, as the first configuration. */
  readonly isOnSameData: boolean;
  /** What it reaches of each rule, in the rules' order; null where nothing tells. */
  readonly quality: readonly (QualityVerdict | null)[];
  /** The same on the test rows. */
  readonly onTest: readonly OnTestRows[];
  readonly isEligible: boolean;
  /** Why it cannot be the answer; null if it can. */
  readonly refusal: Refusal | null;
  /** No other configuration of its condition on the same data is at least as accurate and at most as expensive. */
  readonly isOnFrontier: boolean;
  /**
   * Share of bootstrap samples of seeds, test rows and rounds of serving in which it is on the frontier; null if no run
   * finished, or on different data.
   */
  readonly frontierProbability: number | null;
}

/** A configuration with at least one finished run. */
export type FinishedConfiguration = ConfigurationResult & { readonly figures: Figures };

/** Everything that the report, the summaries and the command line show about a run folder, as data; reports/words turns it into text. */
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
  /** One for each rule of the matrix, in its order; of several conditions, those of the plan's baseline. */
  readonly floors: readonly Floor[];
  /** Null if no record counts by class. */
  readonly majority: Majority | null;
  /** Null if the matrix does not say how precisely a figure is to be known. */
  readonly precision: Precision | null;
  readonly answer: Answer;
  /** What the configurations are compared with beside one another. */
  readonly marks: Marks;
  /** What each axis of the matrix does. */
  readonly levers: Levers;
  /** Configurations that cannot be told apart. */
  readonly groups: LetterGroups;
  /** What reaching an accuracy takes, by kind of training. */
  readonly toAccuracy: ToAccuracy;
  /** Null unless two optimizers trained on two problems. */
  readonly performanceProfile: PerformanceProfile | null;
  /** Reasons to doubt the figures. */
  readonly warnings: readonly Warning[];
}
