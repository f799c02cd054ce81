import type { RunRecord } from "../../contract/index.ts";

/** The lowest and the highest value among configurations, fractions. */
export interface ShareRange {
  readonly lowest: number;
  readonly highest: number;
}

/** A reason to doubt the figures. */
export type Warning =
  | { readonly kind: "unfinished"; readonly counts: Readonly<Record<RunRecord["status"] | "missing", number>> }
  | { readonly kind: "unfinished-baseline"; readonly finished: number; readonly planned: number }
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
  | { readonly kind: "several-machines"; readonly machines: number }
  /** `reference` is the configuration whose data counts. */
  | {
      readonly kind: "several-datasets";
      readonly datasets: number;
      readonly reference: "baseline" | "first-configuration";
    }
  /** Fractions of the training rows, ascending. */
  | { readonly kind: "several-validation-shares"; readonly shares: readonly number[] }
  | { readonly kind: "stale"; readonly records: number }
  /** The matrix now names another offer than that of the runs, whose dollars are at the latter. Ids of offers. */
  | {
      readonly kind: "other-offer";
      readonly backend: string;
      readonly planned: string;
      readonly recorded: string;
      readonly runs: number;
    }
  | {
      readonly kind: "not-measured";
      /** As the figure names what is missing. */
      readonly missing: string;
      readonly runs: number;
      readonly finished: number;
    };
