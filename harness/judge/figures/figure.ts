import type { QualityRule } from "../../contract/index.ts";
import type { SampledFigure } from "../../contract/sample.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { SeededSample } from "../pricing/serving-work.ts";
import type { QuantityUnit } from "./units.ts";

/**
 * A measured or derived quantity, with everything that tables, summaries, limits, checks and explanations need to know
 * about it, in English. A new figure is one file in catalogue/ and one line in catalogue/registry.ts; what the page says of it in
 * Chinese stands in reports/words/figures/.
 */
export type Figure = QuantityFigure | TextFigure;

export interface QuantityFigure extends Description {
  readonly unit: QuantityUnit;
  /** How the finished runs of a configuration are combined into one number with a range. */
  readonly pooled: Pooling;
  /** The value in one run, in the figure's unit; null if not measured. */
  read(run: PricedRun): number | null;
  /**
   * The value in one sample of serving, for a figure that `read` takes from the run's samples if there are any: the
   * configuration's is then the median over all samples of its runs' work.
   */
  sampled?(sample: SeededSample, run: PricedRun): number | null;
  /** The lowest and highest value within one run, used as the range of a configuration with a single run. */
  rangeWithinRun?(run: PricedRun): readonly [low: number, high: number];
  /** What it is of rows that a run keeps, so that its interval covers their chance, too; left out, that of the trainings alone. */
  readonly ofRows?: OfRows;
}

/** A figure of a run's answers to its test or validation rows. */
export interface OfRows {
  /** Of all classes or, for F1, precision and recall, of the one that the dataset names positive. */
  readonly figure: QualityRule["figure"];
  readonly side: "test" | "validation";
  /** Only of rows whose text stands in no other row that the training saw. */
  readonly isOfUnseen?: true;
}

export interface TextFigure extends Description {
  /** Text that can only be compared for equality. Pooled, the distinct texts are listed. */
  readonly unit: "id";
  /** Null if it does not exist. */
  read(run: PricedRun): string | null;
}

export type Pooling =
  | "median of runs"
  /** A training shared by several runs counts once. Null if any run lacks the figure: some seeds cannot stand for all. */
  | "mean of trainings"
  /** Of the runs that share a training, the first counts. */
  | "median of trainings"
  /** The same in every run: a plain number without a range. */
  | "constant";

/** Which direction is better; "same": any change needs a look; "none": neither direction is better. */
export type Direction = "lower" | "higher" | "same" | "none";

/** Tables of the report; "validation-loss" lists the trainings that the validation loss stopped or steered. */
export type FigureTable = "configurations" | "runs" | "validation-loss";

interface Description {
  /** Its key in summary.json, summary.csv, limits.json and baselines: letters and digits. */
  readonly name: string;
  /** Heading of its column: "Training time". */
  readonly title: string;
  /** One line, shown when the pointer is over the heading, without a period. */
  readonly help: string;
  /** Further sentences for "How it was measured". */
  readonly method?: string;
  readonly better: Direction;
  readonly tables: readonly FigureTable[];
  /** A figure that its columns of the page stand next to, and from which it must differ in some row to be shown. */
  readonly unlike?: Figure;
  /** Its columns of the page are only shown if some row has it. */
  readonly isShownIfMeasured?: true;
  /** Heading of its column in terminals; no column if left out. */
  readonly terminal?: string;
  /** Caption of its tile among the page's key figures; no tile if left out. */
  readonly tile?: string;
  /** Figures in small print below it, instead of its range. */
  readonly details?: readonly Figure[];
  /** How it is shown in small print below another figure. */
  readonly detail?: Detail;
  /** What a run lacks without it, in the warning "Not measured in 2 of 6 finished runs: …"; no warning if left out. */
  readonly missing?: string;
  /** Whether a run has none by its kind, so that it does not lack it. */
  isNotMeant?(run: PricedRun): boolean;
  /** Its key in summary.json, if different from its name. */
  readonly summaryField?: string;
  /** "model": read from model.onnx, which only checks open. */
  readonly source?: "model";
  /** How the regression check compares it; not compared if left out. */
  readonly check?: Check;
}

export interface Detail {
  readonly label: string;
  /** Left out if null, without a dash, such as the teachers of a configuration that has none. */
  readonly isOptional?: true;
}

/** The groups of metrics that checks report on, in order. */
export const GATES = ["time", "memory", "size", "accuracy", "cost", "price"] as const;

/** How the regression check compares a figure. */
export type Check = CheckDescription &
  (
    | { readonly kind: "sampled"; readonly phase: "train" | "serve" }
    /** Of all classes or, with a noun for the figure of any class, of the one that the dataset names positive. */
    | { readonly kind: "quality"; readonly rule: QualityRule["figure"]; readonly ofAnyClass?: string }
    /** The sampled figure that it falls with, at one price, and whose verdict it has. */
    | { readonly kind: "derived"; readonly inverseOf: SampledFigure }
    | { readonly kind: "exact" | "accuracy" }
  );

interface CheckDescription {
  readonly gate: (typeof GATES)[number];
  /** In a sentence: "training step of float32 is 1.3 times as slow". */
  readonly noun: string;
  /**
   * "sampled": noisy, judged by pairs of fresh processes; "exact": one value is enough; "accuracy" and "quality":
   * reproducible on equal machines, pooled over the seeds; "derived": computed from a sampled figure, and judged as that
   * one is.
   */
  readonly kind: "sampled" | "exact" | "accuracy" | "quality" | "derived";
  /** A warning never fails the check; an error if left out. */
  readonly severity?: "warning";
  /** The value to compare, if different from the figure itself. */
  read?(run: PricedRun): string | null;
  /** Kept in the history of a baseline, and shown there in a table or a chart if so named. */
  readonly history?: "kept" | "table" | "chart";
}
