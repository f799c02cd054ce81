import { contentId } from "../base/canonical-json.ts";
import type { PlannedCell } from "./plan.ts";

/** Identifies a cell in both commits by its fields as the matrix wrote them. */
export function cellIdOf({ fields }: Pick<PlannedCell, "fields">): string {
  return contentId(fields);
}

interface Run {
  readonly experiment: { readonly id: string };
  readonly repeat: number;
}

/** Identity of a run within a folder. */
export function runKey(run: Run): string {
  return `${run.experiment.id}#${run.repeat}`;
}

/** The records that count: the last one of each run, by its key. */
export function lastRecords<R extends Run>(records: readonly R[]): Map<string, R> {
  return new Map(records.map((record) => [runKey(record), record]));
}
