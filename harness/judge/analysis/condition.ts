import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { conditionKey, modelConditionKey, SCENARIO_AXIS } from "../../contract/given-axes.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import type { Fields } from "../../contract/plan.ts";
import { meansSomething, type RuledField, SCENARIOS, SCENARIOS_OF, type Scenario } from "../../contract/scenarios.ts";
import { scenarioOf } from "../../contract/serving.ts";

/** What is given rather than chosen: an answer is about the configurations that have the same. */
export interface Condition {
  /** Equal for configurations whose costs are compared. */
  readonly key: string;
  /** Equal for configurations whose accuracies are judged together: how models are served is left out. */
  readonly ofModel: string;
  readonly scenario: Scenario;
  /** Given axis -> its value, as the matrix wrote it; of those alone that vary in the plan, and mean something in the scenario. */
  readonly values: Fields;
  /** Whether nothing but the scenario tells the conditions of its plan apart. */
  readonly isScenarioAlone: boolean;
}

/** Those of a plan, in the order of the axes that it calls given and of their values, and then of the scenarios. At least one. */
export function conditionsOf(plan: Pick<Plan, "cells" | "axes" | "given">): readonly Condition[] {
  const axes = [...(plan.given ?? []).filter((axis) => axis !== SCENARIO_AXIS), SCENARIO_AXIS];
  const firsts = [...groupBy(plan.cells, (cell) => conditionKey(cell, plan)).values()].map(([first]) => first!);
  const varying = axes.filter((axis) => new Set(firsts.map((cell) => canonicalJson(valueOn(axis, cell)))).size > 1);
  const isScenarioAlone = varying.every((axis) => axis === SCENARIO_AXIS);
  const placeOf = (cell: PlannedCell) => varying.map((axis) => placeOn(axis, valueOn(axis, cell), plan));
  return firsts
    .map((cell) => ({ cell, place: placeOf(cell) }))
    .sort((a, b) => a.place.map((at, index) => at - b.place[index]!).find((order) => order !== 0) ?? 0)
    .map(({ cell }) => ({
      key: conditionKey(cell, plan),
      ofModel: modelConditionKey(cell, plan),
      scenario: scenarioOf(cell),
      values: Object.fromEntries(
        varying.filter((axis) => isMeant(axis, cell)).map((axis) => [axis, valueOn(axis, cell)]),
      ),
      isScenarioAlone,
    }));
}

/** Whether a run's answers are one for each scenario, and no more is given. */
export function isByScenario(answers: readonly { readonly condition: Condition }[]): boolean {
  return answers.every(({ condition }) => condition.isScenarioAlone);
}

/** As machines read it: `scenario` where nothing else is given, else `condition`, by axis. */
export function conditionJson(condition: Condition): { readonly scenario: Scenario } | { readonly condition: Fields } {
  return condition.isScenarioAlone ? { scenario: condition.scenario } : { condition: condition.values };
}

/** Null for an axis of which the cell's source knows nothing. */
function valueOn(axis: string, cell: PlannedCell): Json {
  return axis === SCENARIO_AXIS ? scenarioOf(cell) : (cell.fields[axis] ?? null);
}

function placeOn(axis: string, value: Json, { axes }: Pick<Plan, "axes">): number {
  if (axis === SCENARIO_AXIS) return SCENARIOS.indexOf(value as Scenario);
  return (axes[axis] ?? []).map(canonicalJson).indexOf(canonicalJson(value));
}

function isMeant(axis: string, cell: PlannedCell): boolean {
  const [, field = ""] = axis.split("serving.", 2);
  return !(field in SCENARIOS_OF) || meansSomething(field as RuledField, scenarioOf(cell));
}
