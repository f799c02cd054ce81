import type { RunRecord } from "../../contract/index.ts";

/** A reason to doubt the figures. */
export type Warning =
  | { readonly kind: "unfinished"; readonly counts: Readonly<Record<RunRecord["status"] | "missing", number>> }
  | { readonly kind: "unfinished-baseline"; readonly finished: number; readonly planned: number }
  /** The fewest and the most trainings that any configuration has. */
  | { readonly kind: "few-trainings"; readonly fewest: number; readonly most: number }
  /** Two standard errors of the accuracy, in percentage points. */
  | { readonly kind: "few-test-rows"; readonly testRows: number; readonly errorPoints: number }
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
  | {
      readonly kind: "not-measured";
      /** As the figure names what is missing. */
      readonly missing: string;
      readonly runs: number;
      readonly finished: number;
    };

/** A cell as sentences name it. */
export interface NamedCell {
  /** Of its configuration. */
  readonly label: string;
  readonly seed: number;
}
