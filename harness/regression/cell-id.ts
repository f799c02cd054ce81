import { contentId } from "../canonical.ts";
import type { PlannedCell } from "../contract.ts";

/** What a cell is told by in both commits: its fields as the matrix wrote them. */
export function cellIdOf({ fields }: Pick<PlannedCell, "fields">): string {
  return contentId(fields);
}
