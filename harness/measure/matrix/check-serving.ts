import { type Problem, shown } from "../../base/documents/problems.ts";
import {
  meansSomething,
  RULED_FIELDS,
  type RuledField,
  SCENARIOS_OF,
  SERVING_DEFAULTS,
} from "../../contract/scenarios.ts";
import { cellName, fieldPath, firstOfEachPlace } from "./cell-places.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";

/**
 * Fields of `serving` that mean nothing in the scenario of the cell that sets them, or, of the base, in that of any cell. Each place is
 * reported once, for its first cell.
 */
export function servingProblems(matrix: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  const problems = [
    ...RULED_FIELDS.flatMap((field) => idleInBase(matrix, cells, field)),
    ...cells.flatMap((cell) => RULED_FIELDS.flatMap((field) => idleInCell(matrix, cell, field))),
  ];
  return firstOfEachPlace(problems);
}

function idleInBase({ base }: MatrixContent, cells: readonly MatrixCell[], field: RuledField): Problem[] {
  const value = base[`serving.${field}`];
  const isUsed = cells.some(({ settings }) => meansSomething(field, settings["serving.scenario"]));
  if (value === SERVING_DEFAULTS[field] || isUsed || cells.length === 0) return [];
  const message = `${ruleText(field)}, which no cell is in; name one, or leave it out`;
  return [{ path: ["base", "serving", field], at: "value", message }];
}

function idleInCell(matrix: MatrixContent, cell: MatrixCell, field: RuledField): Problem[] {
  const value = cell.settings[`serving.${field}`];
  const scenario = cell.settings["serving.scenario"];
  if (value === SERVING_DEFAULTS[field] || meansSomething(field, scenario)) return [];
  const message =
    `${ruleText(field)}, and is ${shown(value)} with ${scenario} in the cell ${cellName(cell)}; ` +
    `leave it at ${shown(SERVING_DEFAULTS[field])} there, or leave the cell out`;
  return [{ path: fieldPath(matrix, cell, `serving.${field}`), at: "value", message }];
}

function ruleText(field: RuledField): string {
  const scenarios = SCENARIOS_OF[field];
  return `serving.${field} means something in the ${scenarios.length === 1 ? "scenario" : "scenarios"} ${scenarios.join(", ")} alone`;
}
