import type { Json } from "../../base/canonical-json.ts";
import { plainName } from "../../contract/axes.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { servingOf } from "../../contract/serving.ts";

/** Every field of a cell by name, including those that the matrix does not vary: what a filter selects by. */
export function cellSettings(plan: Plan, { experiment, fields }: PlannedCell): Readonly<Record<string, Json>> {
  const { backend: trainBackend, rows, workers, sync, ...training } = experiment.training;
  const {
    backend: serveBackend,
    threshold = plainName("threshold"),
    threads: _,
    ...serving
  } = servingOf(experiment.serving);
  return {
    dataset: plan.datasets.find(({ id }) => id === experiment.dataset)?.spec ?? experiment.dataset,
    ...prefixed("tokenizer", experiment.tokenizer),
    ...prefixed("model", experiment.model),
    ...training,
    ...prefixed("training", { ...(rows && { rows }), ...(workers && { workers }), ...(sync && { sync }) }),
    trainBackend,
    serveBackend,
    threshold,
    ...prefixed("serving", serving),
    techniques: experiment.techniques,
    ...fields,
  };
}

/** The same as the experiment has them, whole and always alike; shorthands such as "quantization" as the matrix wrote them. */
export function wholeSettings(plan: Plan, cell: PlannedCell): Readonly<Record<string, Json>> {
  return { ...cell.fields, ...cellSettings(plan, { ...cell, fields: {} }) };
}

function prefixed(prefix: string, values: object): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));
}
