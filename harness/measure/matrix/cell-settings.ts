import type { Json } from "../../base/canonical-json.ts";
import { type Axis, plainName, SHORTHANDS } from "../../contract/axes.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { REFERENCE, splitSource } from "../../contract/model-source.ts";
import { servingOf } from "../../contract/serving.ts";
import type { KnownSources } from "./known-names.ts";
import { usesAxis } from "./source-settings.ts";

type CellSettings = Readonly<Record<string, Json>>;

/**
 * Every field of a cell by name, including those that the matrix does not vary: what a filter selects by. What the model's source does not
 * use is left out: an experiment of tf-idf has epochs, and none are run.
 */
export function usedSettings(plan: Plan, cell: PlannedCell, sources: KnownSources): CellSettings {
  return withoutIdle(cellSettings(plan, cell), cell, sources);
}

/** The same as the experiment has them, whole and always alike; shorthands such as "quantization" as the matrix wrote them. */
export function wholeSettings(plan: Plan, cell: PlannedCell, sources: KnownSources): CellSettings {
  return withoutIdle({ ...cell.fields, ...cellSettings(plan, { ...cell, fields: {} }) }, cell, sources);
}

function cellSettings(plan: Plan, { experiment, fields }: PlannedCell): CellSettings {
  const {
    backend: trainBackend,
    rows,
    workers,
    sync,
    owners,
    proximal,
    secure,
    leaving,
    ...training
  } = experiment.training;
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
    ...prefixed("training", given({ rows, workers, sync, owners, proximal, secure, leaving })),
    trainBackend,
    serveBackend,
    threshold,
    ...prefixed("serving", serving),
    techniques: experiment.techniques,
    ...fields,
  };
}

/** Without what the source of its model does not use. */
function withoutIdle(
  settings: CellSettings,
  { experiment }: PlannedCell,
  { sources, declarationOf }: KnownSources,
): CellSettings {
  const { name } = splitSource(experiment.model.source ?? REFERENCE);
  // A plan of another version may have a source that is none today.
  if (!sources.includes(name)) return settings;
  const source = declarationOf(name);
  // What a shorthand such as "quantization" asks for is a technique in the end.
  const isUsed = (axis: string) =>
    axis === "seed" ||
    axis in (source.fixed ?? {}) ||
    usesAxis(source, axis as Axis) ||
    (axis === "techniques" && SHORTHANDS.some((shorthand) => usesAxis(source, shorthand)));
  return Object.fromEntries(Object.entries(settings).filter(([axis]) => isUsed(axis)));
}

/** Without what an experiment leaves out at the default. */
function given(values: Readonly<Record<string, Json | undefined>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function prefixed(prefix: string, values: object): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));
}
