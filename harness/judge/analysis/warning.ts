import type { RunRecord } from "../../contract/index.ts";

/** A doubt that a reader should know of before believing the figures. */
export type Warning =
  | { readonly kind: "unfinished"; readonly counts: Readonly<Record<RunRecord["status"] | "missing", number>> }
  | { readonly kind: "unfinished-baseline"; readonly finished: number; readonly planned: number }
  /** Trainings per configuration: of the one with the fewest, and of the one with the most. */
  | { readonly kind: "few-trainings"; readonly fewest: number; readonly most: number }
  /** Two standard errors of the accuracy, in percentage points. */
  | { readonly kind: "few-test-rows"; readonly testRows: number; readonly errorPoints: number }
  | { readonly kind: "several-machines"; readonly machines: number }
  /** Whose data the answer is about. */
  | {
      readonly kind: "several-datasets";
      readonly datasets: number;
      readonly reference: "baseline" | "first-configuration";
    }
  /** Fractions of the training rows, ascending. */
  | { readonly kind: "several-validation-shares"; readonly shares: readonly number[] }
  | { readonly kind: "stale"; readonly records: number }
  | {
      readonly kind: "not-measured";
      readonly figure: "p99Ms" | "peakRssBytes";
      readonly runs: number;
      readonly finished: number;
    };
