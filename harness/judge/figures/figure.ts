import type { PricedRun } from "../pricing/priced-run.ts";
import type { QuantityUnit } from "./units.ts";

/**
 * A measured or derived quantity: everything that tables, summaries, limits, checks and explanations need to know about it. A new
 * figure is a file in catalogue/ and a line in catalogue/registry.ts.
 */
export type Figure = QuantityFigure | TextFigure;

export interface QuantityFigure extends Description {
  readonly unit: QuantityUnit;
  /** How the finished runs of a configuration become one number with a range. */
  readonly pooled: Pooling;
  /** Its value in one run, in its unit; null where it was not measured. */
  read(run: PricedRun): number | null;
  /** Its lowest and highest value within one run, which stand in for the range where there is only one run. */
  rangeWithinRun?(run: PricedRun): readonly [low: number, high: number];
}

export interface TextFigure extends Description {
  /** Text that is the same or not. Pooled, the distinct texts are listed. */
  readonly unit: "id";
  /** Null where it does not exist. */
  read(run: PricedRun): string | null;
}

export type Pooling =
  | "median of runs"
  /** A training that several runs share counts once. Null where a run lacks it: some seeds do not stand for all. */
  | "mean of trainings"
  /** Of a training that several runs share, the first counts. */
  | "median of trainings"
  /** The same in every run: a plain number without a range. */
  | "constant";

/** Better towards a side; "same": any change needs a look; "none": neither side is better. */
export type Direction = "lower" | "higher" | "same" | "none";

/** Tables of the report; "validation-loss" lists the trainings that the validation loss ended or steered. */
export type FigureTable = "configurations" | "runs" | "validation-loss";

interface Description {
  /** Its key in summary.json, summary.csv, limits.json and baselines: letters and digits. */
  readonly name: string;
  /** Heading of its column: "Training time". */
  readonly title: string;
  /** One line, shown when the pointer is on the heading; no period. */
  readonly help: string;
  /** Further sentences for "How it was measured". */
  readonly method?: string;
  readonly better: Direction;
  readonly tables: readonly FigureTable[];
  /** Heading of its column in terminals; no such column where left out. */
  readonly terminal?: string;
  /** Makes it a key figure of the page, with these words below it. */
  readonly tile?: string;
  /** Figures in small print below it, in the place of its range. */
  readonly details?: readonly Figure[];
  /** How it is called where it stands below another. */
  readonly detail?: Detail;
  /** Its key in summary.json where that is another than its name. */
  readonly summaryField?: string;
  /** "model": read from model.onnx, which checks open and reports do not. */
  readonly source?: "model";
  /** How the regression check compares it; not at all where left out. */
  readonly check?: Check;
}

export interface Detail {
  readonly label: string;
  /** Not even a dash where it does not exist, such as the teachers of a configuration without any. */
  readonly isOptional?: true;
}

/** Parts of a pull request that checks speak for, in their order. */
export const GATES = ["time", "memory", "size", "accuracy", "cost", "price"] as const;

/** How the regression check compares a figure. */
export type Check = CheckDescription &
  (
    | { readonly kind: "sampled"; readonly phase: "train" | "serve" }
    | { readonly kind: "exact" | "accuracy" | "derived" }
  );

interface CheckDescription {
  readonly gate: (typeof GATES)[number];
  /** In a sentence: "training step of float32 is 1.3 times as slow". */
  readonly noun: string;
  /**
   * "sampled": noisy, judged by pairs of fresh processes; "exact": one value says it all; "accuracy": the same on equal
   * machines, pooled over the seeds; "derived": follows from other figures and is held to budgets alone.
   */
  readonly kind: "sampled" | "exact" | "accuracy" | "derived";
  /** A warning fails nothing; an error where left out. */
  readonly severity?: "warning";
  /** What is compared, where that is more than the figure itself. */
  read?(run: PricedRun): string | null;
  /** Kept in the history of a baseline, and shown there in a table or in a chart as well. */
  readonly history?: "kept" | "table" | "chart";
}
