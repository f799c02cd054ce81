import { canonicalJson, type Json } from "../base/canonical-json.ts";
import { groupBy } from "../base/group-by.ts";
import { withoutAxes } from "./axis-places.ts";
import { conditionKey, type GivenIn, SCENARIO_AXIS } from "./given-axes.ts";
import type { Plan, PlannedCell } from "./plan.ts";
import { meansSomething, RULED_FIELDS, type RuledField, SERVING_DEFAULTS } from "./scenarios.ts";
import { scenarioOf, servingOf } from "./serving.ts";

/** What tells of a cell whether it is of a baseline. */
export type ComparedCell = Pick<PlannedCell, "configuration" | "experiment" | "isBaseline">;

/** Cells, and what is given in them. */
export interface ComparedCells extends Pick<Plan, "given"> {
  readonly cells: readonly ComparedCell[];
}

/**
 * The configurations of the plan's baseline and of what stands for it where something else is given: the configuration whose experiments
 * differ from the baseline's in nothing but what is given and fields that mean something in the scenario of one of the two alone; of
 * several, the one that has these fields at their defaults. None without a baseline.
 */
export function conditionBaselines({ cells, ...plan }: ComparedCells): ReadonlySet<string> {
  const own = cells.find(({ isBaseline }) => isBaseline);
  if (own === undefined) return new Set();
  const keyOf = (cell: ComparedCell) => conditionKey(cell, plan);
  const firsts = [...groupBy(cells, ({ configuration }) => configuration).values()].map(([first]) => first!);
  const others = firsts.filter((cell) => keyOf(cell) !== keyOf(own));
  const twins = [...groupBy(others, keyOf).values()].flatMap((candidates) => twinAmong(candidates, own, plan));
  return new Set([own, ...twins].map(({ configuration }) => configuration));
}

/** None, or one. @param candidates in which the same is given */
function twinAmong(
  candidates: readonly ComparedCell[],
  own: ComparedCell,
  { given = [] }: GivenIn,
): readonly ComparedCell[] {
  const ruledOut = RULED_FIELDS.filter((field) =>
    [candidates[0]!, own].some((cell) => !meansSomething(field, scenarioOf(cell))),
  );
  const left = [...given, SCENARIO_AXIS, ...ruledOut.map((field): `serving.${RuledField}` => `serving.${field}`)];
  const wanted = keyWithout(left, own);
  const alike = candidates.filter((one) => keyWithout(left, one) === wanted);
  if (alike.length < 2) return alike;
  return alike.filter(({ experiment }) => {
    const serving = servingOf(experiment.serving);
    return ruledOut.every((field) => serving[field] === SERVING_DEFAULTS[field]);
  });
}

/** Equal for experiments that differ in nothing but the seed and these axes. */
function keyWithout(axes: readonly string[], { experiment }: ComparedCell): string {
  const { id: _, ...rest } = experiment;
  return canonicalJson(
    withoutAxes({ ...rest, serving: servingOf(rest.serving) }, [...axes, "seed"]) as unknown as Json,
  );
}
