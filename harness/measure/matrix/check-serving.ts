import { canonicalJson } from "../../base/canonical-json.ts";
import { type Problem, shown } from "../../base/documents/problems.ts";
import { SCENARIOS_OF, SERVING_DEFAULTS } from "../../contract/scenarios.ts";
import { cellName, fieldPath } from "./cell-places.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";

type Ruled = keyof typeof SCENARIOS_OF;

/** Fields of `serving` that mean nothing in their cell's scenario. Each place is reported once, for its first cell. */
export function servingProblems(matrix: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  const problems = cells.flatMap((cell) =>
    (Object.keys(SCENARIOS_OF) as Ruled[]).flatMap((field) => idleField(matrix, cell, field)),
  );
  // Reversed, so that the first cell of each place wins.
  return [...new Map(problems.toReversed().map((problem) => [canonicalJson(problem.path), problem])).values()];
}

function idleField(matrix: MatrixContent, cell: MatrixCell, field: Ruled): Problem[] {
  const value = cell.settings[`serving.${field}`];
  const scenario = cell.settings["serving.scenario"];
  const scenarios = SCENARIOS_OF[field];
  if (value === SERVING_DEFAULTS[field] || scenarios.includes(scenario)) return [];
  const message =
    `serving.${field} means something in the ${scenarios.length === 1 ? "scenario" : "scenarios"} ${scenarios.join(", ")} alone, and is ` +
    `${shown(value)} with ${scenario} in the cell ${cellName(cell)}; leave it at ${shown(SERVING_DEFAULTS[field])} there, or leave the cell out`;
  return [{ path: fieldPath(matrix, cell, `serving.${field}`), at: "value", message }];
}
