/** What a matrix may call given, and where an experiment has it; for processes that load no schema. */
import { canonicalJson, type Json } from "../base/canonical-json.ts";
import type { Axis } from "./axes.ts";
import type { Experiment } from "./experiment.ts";
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

/** An experiment without what it has on these axes. */
export function withoutAxes(experiment: Omit<Experiment, "id">, axes: readonly string[]): Omit<Experiment, "id"> {
  const left = axes.flatMap(placesOf);
  return Object.fromEntries(
    Object.entries(experiment).map(([group, value]) => [
      group,
      Array.isArray(value) || typeof value !== "object" || value === null
        ? value
        : Object.fromEntries(
            Object.entries(value).filter(([field]) => !left.some((one) => one.group === group && one.field === field)),
          ),
    ]),
  ) as unknown as Omit<Experiment, "id">;
}

function isOfServing(axis: string): boolean {
  return axis.startsWith("serving.");
}

function valuesOn(axes: readonly string[], { experiment }: GivenCell): Json[] {
  return axes
    .filter((axis) => axis !== SCENARIO_AXIS)
    .flatMap(placesOf)
    .map(({ group, field }) => (experiment[group] as Readonly<Record<string, Json | undefined>>)[field] ?? null);
}

interface Place {
  readonly group: "model" | "tokenizer" | "training" | "serving";
  readonly field: string;
}

/** Axes that are not called as the place that has them. */
const OTHER_PLACES: Readonly<Record<string, readonly Place[]>> = {
  backend: [
    { group: "training", field: "backend" },
    { group: "serving", field: "backend" },
  ],
  trainBackend: [{ group: "training", field: "backend" }],
  serveBackend: [{ group: "serving", field: "backend" }],
  threads: [
    { group: "training", field: "threads" },
    { group: "serving", field: "threads" },
  ],
  threshold: [{ group: "serving", field: "threshold" }],
};

function placesOf(axis: string): readonly Place[] {
  const [group, field] = axis.split(".", 2);
  // The older fields of a training are axes by their own names.
  const own = field === undefined ? { group: "training", field: axis } : { group, field };
  return OTHER_PLACES[axis] ?? [own as Place];
}
