/** Where an experiment has what a matrix varies; for processes that load no schema. */
import type { Json } from "../base/canonical-json.ts";
import { isObject } from "../base/is-object.ts";
import type { Experiment } from "./experiment.ts";

/**
 * What an experiment has on an axis that is neither the dataset nor of techniques: one value or, of an axis of training and serving, that of
 * each in this order. Undefined for what it leaves out at the default.
 */
export function valuesAt(axis: string, experiment: Experiment): (Json | undefined)[] {
  return placesOf(axis).map(
    ({ group, field }) => (experiment[group] as Readonly<Record<string, Json | undefined>>)[field],
  );
}

/** An experiment without what it has on these axes. */
export function withoutAxes(experiment: Omit<Experiment, "id">, axes: readonly string[]): Omit<Experiment, "id"> {
  const left = axes.flatMap(placesOf);
  return Object.fromEntries(
    Object.entries(experiment).map(([group, value]) => [
      group,
      isObject(value)
        ? Object.fromEntries(
            Object.entries(value).filter(([field]) => !left.some((one) => one.group === group && one.field === field)),
          )
        : value,
    ]),
  ) as unknown as Omit<Experiment, "id">;
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
