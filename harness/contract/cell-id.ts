import { contentId } from "../base/canonical-json.ts";
import type { PlannedCell } from "./plan.ts";

/** Identifies a cell in both commits: its fields as the matrix wrote them. */
export function cellIdOf({ fields }: Pick<PlannedCell, "fields">): string {
  return contentId(fields);
}

/** Identity of a run within a folder. */
export function runKey(run: { readonly experiment: { readonly id: string }; readonly repeat: number }): string {
  return `${run.experiment.id}#${run.repeat}`;
}
