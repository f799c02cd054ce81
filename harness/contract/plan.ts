import type { Json } from "../base/canonical-json.ts";
import type { Experiment, PluginSpec } from "./experiment.ts";
import type { RECORD_SCHEMA } from "./record.ts";
import type { Dataset } from "./texts.ts";

export type AccuracyFloor = { readonly withinPoints: number } | { readonly atLeast: number };

export interface PlannedCell {
  readonly experiment: Experiment;
  readonly repeat: number;
  /** The cell's value on each axis, as the matrix file wrote it: what tells cells apart for a reader. */
  readonly fields: Readonly<Record<string, Json>>;
  /** Content id of the experiment less its seed: cells that differ in seed and repeat alone share it. */
  readonly configuration: string;
  readonly isBaseline: boolean;
  /** Those of the techniques that change the training, in order. */
  readonly trainedWith: readonly PluginSpec[];
  /** Cells that teach this one by their plain training, which a cell of the matrix may share. */
  readonly teachers: readonly Experiment[];
  /** Price id of the serving backend. */
  readonly priceId: string;
}

/** plan.json: what a run folder is meant to hold. */
export interface Plan {
  readonly schema: typeof RECORD_SCHEMA;
  readonly name: string;
  readonly code: string;
  /** Axis name -> its values, as the matrix file wrote them, `include` cells' values added. */
  readonly axes: Readonly<Record<string, readonly Json[]>>;
  readonly seeds: readonly number[];
  readonly repeats: number;
  /** Fields of the baseline cell; null where the matrix names none, which only an absolute floor allows. */
  readonly baseline: Readonly<Record<string, Json>> | null;
  readonly accuracyFloor: AccuracyFloor;
  readonly datasets: readonly {
    readonly id: string;
    readonly spec: string;
    readonly labels: readonly string[];
    readonly rowCounts: Dataset["rowCounts"];
  }[];
  /** Texts that trainings read beside their cell's dataset; absent where none do. */
  readonly unlabelled?: readonly { readonly id: string; readonly spec: string }[];
  readonly cells: readonly PlannedCell[];
  /** ISO 8601: trainings from before are not used, since a run was asked to measure everything anew. */
  readonly measuredSince?: string;
}

/** Identity of a run within a folder. */
export function runKey(run: { experiment: { id: string }; repeat: number }): string {
  return `${run.experiment.id}#${run.repeat}`;
}

/** Fields as a matrix file wrote them, by axis. */
export type Fields = Readonly<Record<string, Json>>;
