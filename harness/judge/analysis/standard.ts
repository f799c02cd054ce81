import type { QualityRule } from "../../contract/index.ts";
import type { QualityVerdict } from "../quality/verdict.ts";
import type { NoFigures } from "./no-figures.ts";

/** What a rule asks for. */
export interface Floor {
  readonly rule: QualityRule;
  /** Rows on which configurations are selected; "test" if the baseline has no validation rows. */
  readonly selectedOn: "validation" | "test";
  /** Number of those rows; null if the records do not say. */
  readonly rows: number | null;
  /** Required value of the rule's figure on those rows, a fraction; null if it needs a baseline and none finished. */
  readonly threshold: number | null;
}

/** A rule that a configuration does not meet, or is not shown to meet. */
export interface RuleRefusal {
  readonly floor: Floor;
  readonly verdict: QualityVerdict;
}

/** What always giving one label would score on the test rows. */
export interface Majority {
  readonly label: string;
  /** Fraction of the test rows. */
  readonly share: number;
}

/** How many of a configuration's runs have a fault. */
interface InRuns {
  readonly faulty: number;
  readonly runs: number;
}

/** Why a configuration cannot be the answer. */
export type Refusal =
  | { readonly kind: "no-figures"; readonly why: NoFigures }
  /** Measured on different data than the reference. */
  | { readonly kind: "other-data"; readonly reference: "baseline" | "first-configuration" }
  | { readonly kind: "unfinished"; readonly finished: number; readonly planned: number }
  | { readonly kind: "no-baseline" }
  | { readonly kind: "no-validation-rows" }
  /** Its records do not keep what the rule is about. */
  | { readonly kind: "not-recorded"; readonly rule: QualityRule }
  /** None of the selecting rows has the class that a rule is about. */
  | { readonly kind: "no-rows-of-class"; readonly label: string; readonly selectedOn: Floor["selectedOn"] }
  /** Half of its runs or more do no better than always giving `majority.label`, or are not shown to. */
  | ({ readonly kind: "no-better-than-majority"; readonly majority: Majority; readonly isBelow: boolean } & InRuns)
  /** Half of its runs or more never give these labels. */
  | ({ readonly kind: "never-predicts"; readonly labels: readonly string[] } & InRuns)
  /** A rule's figure is below what it requires, or not shown to reach it. */
  | ({ readonly kind: "below-floor" | "not-shown" } & RuleRefusal);

/** A refusal of a model that is no use, whatever its accuracy. */
export type Fault = Extract<Refusal, { kind: "never-predicts" | "no-better-than-majority" }>;

export function isFault(refusal: Refusal | null): refusal is Fault {
  return refusal?.kind === "never-predicts" || refusal?.kind === "no-better-than-majority";
}
