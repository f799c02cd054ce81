import type { Axis } from "../../contract/axes.ts";
import type { StatedCompliance } from "../../contract/compliance.ts";
import type { QualityRule } from "../../contract/index.ts";
import type { LabelMap } from "../../contract/model-source.ts";
import type { Pricing } from "../../contract/own-price.ts";
import type { Fields } from "../../contract/plan.ts";
import type { PrecisionSpec } from "../../contract/precision.ts";
import type { GivenFields } from "./axes.ts";
import type { BaseSettings, ExperimentDraft, Settings } from "./settings.ts";

/** Some fields of a cell: as written, for readers, and normalized, for the harness. */
export interface FieldSet {
  readonly written: Fields;
  readonly given: GivenFields;
}

export interface MatrixAxis {
  readonly name: Axis;
  /** One field set per value, each with this axis alone. */
  readonly values: readonly FieldSet[];
}

/** The content of a well-formed matrix file. */
export interface MatrixContent {
  readonly name: string;
  readonly description: string | null;
  readonly base: BaseSettings;
  /** In the order of the file. */
  readonly axes: readonly MatrixAxis[];
  /** Axes whose values a user has rather than chooses, beside the scenario. */
  readonly given: readonly Axis[];
  readonly include: readonly FieldSet[];
  readonly exclude: readonly FieldSet[];
  readonly seeds: readonly number[];
  readonly repeats: number;
  /** Null if nothing is repeated for it. */
  readonly precision: PrecisionSpec | null;
  /** Without fields if there is only one cell, which is its own baseline. */
  readonly baseline: FieldSet | null;
  /** What counts as good enough; all of them apply. */
  readonly quality: readonly QualityRule[];
  /** Which labels of the data those of pretrained models stand for; null where their names say it. */
  readonly labels: LabelMap | null;
  /** What is stated of the data; null if nothing is. */
  readonly compliance: StatedCompliance | null;
  /** For backends that the matrix gives an offer. */
  readonly pricing: Pricing;
}

/** A valid matrix file with its cells: it is expanded once, when it is read. */
export interface Matrix extends MatrixContent {
  readonly cells: readonly MatrixCell[];
  readonly joined: readonly JoinedCells[];
}

/** Combinations of the axes that became fewer cells, since they differ only in what their model's source does not use. */
export interface JoinedCells {
  /** As the matrix names it. */
  readonly source: string;
  readonly combinations: number;
  readonly cells: number;
  /** The axes on which they differ. */
  readonly axes: readonly Axis[];
}

/** One combination of a matrix: it runs once with each seed and repeat. */
export interface MatrixCell {
  /** A value for every axis and for every field of an `include`, in the cell's own spelling if it has one. */
  readonly fields: Fields;
  readonly settings: Settings;
  readonly experiment: ExperimentDraft;
  /** What teaches it, if that is a model of another source. */
  readonly teacher: ExperimentDraft | null;
  readonly isBaseline: boolean;
  /** Index in `include`, or null for a cell of the axes. */
  readonly included: number | null;
}
