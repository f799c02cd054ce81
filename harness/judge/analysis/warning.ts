import type { DataDoubt, RunRecord, TokenizerSpec } from "../../contract/index.ts";
import type { Precision } from "./known-precision.ts";
import type { Majority } from "./standard.ts";

/** A machine, as far as an offer states it. */
export interface MeasuredMachine {
  readonly cpu: string;
  /** "x86_64" or "arm64", as price sheets name them. */
  readonly architecture: string;
  /** Those that the process may use. */
  readonly cores: number;
  /** What the kernels ran on instead of the processor; null if on it. */
  readonly accelerator: string | null;
}

export type MachineDifference = "architecture" | "vcpus" | "accelerator";

/** The lowest and the highest value among configurations, fractions. */
export interface ShareRange {
  readonly lowest: number;
  readonly highest: number;
}

/** What the plan alone says of data: records say the first better, and the others are settled once there are any. */
export const SETTLED_DOUBTS = ["spaceless-texts", "mostly-padding", "lacking-rows", "large-corpus"] as const;
export type SettledDoubt = Extract<DataDoubt, { kind: (typeof SETTLED_DOUBTS)[number] }>;

/** A reason to doubt the figures. */
export type Warning =
  | {
      readonly kind: "unfinished";
      readonly counts: Readonly<Record<RunRecord["status"] | "missing", number>>;
      /** Why runs were skipped, each reason once. */
      readonly skipped: readonly { readonly reason: string; readonly runs: number }[];
    }
  | {
      readonly kind: "unfinished-baseline";
      readonly finished: number;
      readonly planned: number;
      /** Which one; absent if the run has one alone that floors are computed from. */
      readonly configuration?: string;
      /** Given if no rule asks for a difference from it, so that no floor is. */
      readonly isFloorFixed?: true;
    }
  /** Configurations, by name, most of whose trainings give all texts the label of the majority. */
  | {
      readonly kind: "not-trained";
      readonly configurations: readonly string[];
      readonly majority: Majority;
      /** Given if that is not so of all of their trainings. */
      readonly inSomeRuns?: true;
    }
  /** Configurations, by name, most of whose trainings never give these labels. */
  | {
      readonly kind: "missed-classes";
      readonly configurations: readonly string[];
      readonly classes: readonly string[];
      /** Given if that is not so of all of their trainings. */
      readonly inSomeRuns?: true;
    }
  /** Configurations, by name, of the two kinds above whose training could be another. */
  | {
      readonly kind: "little-learned";
      readonly configurations: readonly string[];
      /** Whether one of them is the mean over padding, too. */
      readonly averagesPadding: boolean;
    }
  /** Configurations, by name, whose validation loss still fell in the last epoch. */
  | { readonly kind: "still-improving"; readonly configurations: readonly string[] }
  /** The winner's accuracies, fractions. */
  | {
      readonly kind: "validation-and-test-disagree";
      readonly configuration: string;
      readonly validation: number;
      readonly test: number;
    }
  /** The fewest and the most trainings that any configuration has. */
  | { readonly kind: "few-trainings"; readonly fewest: number; readonly most: number }
  /** Two standard errors of the accuracy, in percentage points. */
  | { readonly kind: "few-test-rows"; readonly testRows: number; readonly errorPoints: number }
  /**
   * Test rows whose text stands in a training or validation row, too. The accuracies are those of the configurations:
   * on all rows, and on the other ones; null if there are none. Id of the dataset, null if the plan has a single one.
   */
  | {
      readonly kind: "seen-test-rows";
      readonly dataset: string | null;
      readonly seen: number;
      readonly testRows: number;
      readonly accuracy: ShareRange | null;
      readonly unseenAccuracy: ShareRange | null;
    }
  /** Test rows that are nearly copies of training or validation rows. */
  | {
      readonly kind: "near-duplicates";
      readonly dataset: string | null;
      readonly rows: number;
      readonly testRows: number;
    }
  /**
   * Share of each side's texts with more words than the model reads; null for a side without rows. `keeps` are the ends
   * that configurations read of them.
   */
  | {
      readonly kind: "cut-texts";
      readonly dataset: string | null;
      readonly maxLength: number;
      readonly keeps: readonly ("start" | "end")[];
      readonly train: number | null;
      readonly validation: number | null;
      readonly test: number | null;
    }
  /** What the plan found wrong with the data; `dataset` is null where there is one alone. Texts that hardly split are counted over all rows. */
  | (Exclude<DataDoubt, SettledDoubt> & { readonly dataset: string | null })
  /** Share of all rows that the tokenizer hardly splits. */
  | {
      readonly kind: "unsplit-texts";
      readonly dataset: string | null;
      readonly share: number;
      readonly segmenter: TokenizerSpec["segmenter"];
    }
  /** The largest share of test words, among configurations of one segmenter, that are <OOV> to a model. */
  | {
      readonly kind: "unknown-words";
      readonly dataset: string | null;
      readonly share: number;
      readonly segmenter: TokenizerSpec["segmenter"];
    }
  /** The smallest share of a vocabulary's words that word vectors have a row for, among configurations that begin with these. */
  | {
      readonly kind: "few-vectors";
      readonly dataset: string | null;
      readonly vectors: string;
      readonly share: number;
    }
  | { readonly kind: "several-machines"; readonly machines: number }
  /** `reference` is the configuration whose data counts. */
  | {
      readonly kind: "several-datasets";
      readonly datasets: number;
      readonly reference: "baseline" | "first-configuration";
    }
  /** Fractions of the training rows, ascending. */
  | { readonly kind: "several-validation-shares"; readonly shares: readonly number[] }
  /** How requests arrived at different configurations, so that their costs are of different work. */
  | { readonly kind: "several-scenarios"; readonly scenarios: readonly string[] }
  | { readonly kind: "stale"; readonly records: number }
  /** The matrix names an offer whose terms are not known, so that all runs are priced at the newest recorded one. Ids. */
  | { readonly kind: "other-offer"; readonly backend: string; readonly planned: string; readonly recorded: string }
  /** The price of one machine times the speed of another. What the offer does not state is null. */
  | {
      readonly kind: "other-machine";
      readonly offer: string;
      /** Only those that differ. */
      readonly measured: readonly MeasuredMachine[];
      readonly billed: {
        readonly architecture: string | null;
        readonly vcpus: number | null;
        readonly accelerator: string | null;
      };
      readonly differences: readonly MachineDifference[];
    }
  /** The full, lasting load of a measurement is not what the offer promises, or its price moves. */
  | {
      readonly kind: "unsteady-offer";
      readonly offer: string;
      readonly isSpot: boolean;
      readonly isBurstable: boolean;
    }
  /** ISO 8601: the date of the price, and the start of the newest run; `days` lie between them. */
  | {
      readonly kind: "old-price";
      readonly offer: string;
      readonly date: string;
      readonly measuredAt: string;
      readonly days: number;
    }
  /** The most threads that any run computed in, and the cores that its process might use, where those are fewer. */
  | { readonly kind: "threads-take-turns"; readonly threads: number; readonly cores: number }
  /** Finished configurations without samples of serving, beside others that have some. */
  | { readonly kind: "not-sampled"; readonly configurations: readonly string[] }
  /**
   * Kinds of timings of which many were disturbed. The others are medians over those that still are, while they were timed:
   * cores that other programs used, cores that the hypervisor gave away, and the share of the time in which a quota stopped
   * the run; null if none is, or where nothing tells.
   */
  | {
      readonly kind: "disturbed";
      readonly timings: readonly DisturbedTimings[];
      readonly foreignCores: number | null;
      readonly stolenCores: number | null;
      readonly throttledShare: number | null;
    }
  /** Rounds of serving of one cell are `factor` times apart; the worst cell first. */
  | { readonly kind: "rounds-differ"; readonly cells: readonly (NamedCell & { readonly factor: number })[] }
  /** The loop of fixed work before the samples, in its fastest and its slowest tenth. */
  | { readonly kind: "loop-wobbles"; readonly fastMs: number; readonly slowMs: number }
  /** Pairs of cells that serve the same graph differ: their costs' ratio is typically, and at most, so large. */
  | {
      readonly kind: "equals-differ";
      readonly typical: number;
      readonly largest: number;
      /** The two that differ most. */
      readonly cells: readonly [NamedCell, NamedCell];
      readonly pairs: number;
    }
  /** A figure is known less precisely than the matrix asks, in at least one configuration. */
  | { readonly kind: "not-precise"; readonly precision: Precision }
  | {
      readonly kind: "not-measured";
      /** As the figure names what is missing. */
      readonly missing: string;
      readonly runs: number;
      readonly finished: number;
    };

/** How many timings of one kind were disturbed. */
export interface DisturbedTimings {
  /** Samples of serving in rounds, cells' own measurements of serving, or trainings. */
  readonly kind: "samples" | "servings" | "trainings";
  /** Those whose figures count, though they were disturbed. */
  readonly marked: number;
  /** Disturbed ones that were taken again, undisturbed. */
  readonly mended: number;
  /** All of the kind during which the machine was watched. */
  readonly watched: number;
}

/** A cell as sentences name it. */
export interface NamedCell {
  /** Of its configuration. */
  readonly label: string;
  readonly seed: number;
}
