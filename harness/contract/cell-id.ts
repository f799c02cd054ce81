import { contentId } from "../base/canonical-json.ts";
import type { PlannedCell } from "./plan.ts";

/** Identifies a cell in both commits: its fields as the matrix wrote them. */
export function cellIdOf({ fields }: Pick<PlannedCell, "fields">): string {
  return contentId(fields);
}
