/** What a matrix may call given; for processes that load no schema. */
import { canonicalJson, type Json } from "../base/canonical-json.ts";
import type { Axis } from "./axes.ts";
import { valuesAt } from "./axis-places.ts";
import type { PlannedCell } from "./plan.ts";
import { scenarioOf } from "./serving.ts";

/** Given in every run: nobody chooses between answering requests and reading files. */
export const SCENARIO_AXIS = "serving.scenario";

const TECHNIQUE = "is what one does to a model, and so a choice; leave it out here";

/** Axes that a matrix cannot call given, and why. */
export const NEVER_GIVEN: Readonly<Partial<Record<Axis, string>>> = {
  dataset: "has rows that nothing compares with those of another one; run each with --dataset",
  techniques: TECHNIQUE,
  distillation: TECHNIQUE,
  pruning: TECHNIQUE,
  quantization: TECHNIQUE,
};

/** What is given in every cell of a plan: that a matrix names, and the scenario. */
export type GivenIn = { readonly given?: readonly string[] };

type GivenCell = Pick<PlannedCell, "experiment">;

/** Equal for cells that are compared: they have the same value on every given axis. */
export function conditionKey(cell: GivenCell, { given = [] }: GivenIn): string {
  return canonicalJson([scenarioOf(cell), ...valuesOn(given, cell)]);
}

/** Equal for cells in which the same is given but for how their models are served, which changes no accuracy. */
export function modelConditionKey(cell: GivenCell, { given = [] }: GivenIn): string {
  return canonicalJson(
    valuesOn(
      given.filter((axis) => !isOfServing(axis)),
      cell,
    ),
  );
}

function isOfServing(axis: string): boolean {
  return axis.startsWith("serving.");
}

function valuesOn(axes: readonly string[], { experiment }: GivenCell): Json[] {
  return axes
    .filter((axis) => axis !== SCENARIO_AXIS)
    .flatMap((axis) => valuesAt(axis, experiment))
    .map((value) => value ?? null);
}
