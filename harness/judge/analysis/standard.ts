import type { QualityRule } from "../../contract/index.ts";
import type { QualityVerdict } from "../quality/verdict.ts";

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
