import type { RunRecord } from "../../contract/index.ts";
import type { Majority } from "./standard.ts";

/** A reason to doubt the figures. */
export type Warning =
  | { readonly kind: "unfinished"; readonly counts: Readonly<Record<RunRecord["status"] | "missing", number>> }
  | { readonly kind: "unfinished-baseline"; readonly finished: number; readonly planned: number }
  /** Configurations, by name, most of whose trainings give all texts the label of the majority. */
  | { readonly kind: "not-trained"; readonly configurations: readonly string[]; readonly majority: Majority }
  /** Configurations, by name, most of whose trainings never give these labels. */
  | { readonly kind: "missed-classes"; readonly configurations: readonly string[]; readonly classes: readonly string[] }
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
