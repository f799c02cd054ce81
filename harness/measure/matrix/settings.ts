import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import type { Axis } from "../../contract/axes.ts";
import type { FieldTable, FieldValues, GroupAxis } from "../../contract/fields.ts";
import type { Experiment, PluginSpec, TrainingSpec } from "../../contract/index.ts";
import { MODEL_FIELDS } from "../../contract/model-fields.ts";
import { meansSomething, RULED_FIELDS, SERVING_DEFAULTS } from "../../contract/scenarios.ts";
import { SERVING_FIELDS } from "../../contract/serving-fields.ts";
import { TOKENIZER_FIELDS } from "../../contract/tokenizer-fields.ts";
import { SYNC_STEP, TRAINING_FIELDS } from "../../contract/training-fields.ts";
import type { GivenFields } from "./axes.ts";

/** Axes that mean something where workers average weights, at what they are elsewhere. */
export const AVERAGING_DEFAULTS = {
  "training.owners": TRAINING_FIELDS.owners.default,
  "training.proximal": TRAINING_FIELDS.proximal.default,
  "training.secure": TRAINING_FIELDS.secure.default,
  "training.leaving": TRAINING_FIELDS.leaving.default,
} as const;

export const AVERAGING_AXES = Object.keys(AVERAGING_DEFAULTS) as (keyof typeof AVERAGING_DEFAULTS)[];

/** All fields of a cell, with `backend` resolved to its two sides and `dataset` as the matrix writes it. */
export type Settings = { readonly [A in Exclude<Axis, "backend">]: Exclude<GivenFields[A], undefined> };

/** What all cells share; the two sides of the backend may be left open until a cell is complete. */
export type BaseSettings = Omit<Settings, "trainBackend" | "serveBackend"> &
  Pick<GivenFields, "trainBackend" | "serveBackend"> & { readonly backend: string };

/**
 * The base overlaid with a cell's own fields. trainBackend and serveBackend win over `backend`, wherever each is written. What the base
 * says of serving holds for the scenarios in which it means something.
 */
export function settle(base: BaseSettings, given: GivenFields): Settings {
  const { backend, trainBackend, serveBackend, ...rest } = { ...base, ...given } as BaseSettings;
  const idle = RULED_FIELDS.filter(
    (field) => !meansSomething(field, rest["serving.scenario"]) && given[`serving.${field}`] === undefined,
  );
  return {
    ...rest,
    ...Object.fromEntries(idle.map((field) => [`serving.${field}`, SERVING_DEFAULTS[field]])),
    ...idleTogether(rest, given),
    trainBackend: trainBackend ?? backend,
    serveBackend: serveBackend ?? backend,
  };
}

/** What the base says of several workers holds where there are several; of averaging, where they average. */
function idleTogether(
  settings: Pick<BaseSettings, "training.workers" | "training.sync">,
  given: GivenFields,
): Partial<Settings> {
  const isIn = (axis: Axis) => given[axis] !== undefined;
  const alone = settings["training.workers"] === 1;
  const sync = alone && !isIn("training.sync") ? SYNC_STEP : settings["training.sync"];
  const idle = AVERAGING_AXES.filter((axis) => sync === SYNC_STEP && !isIn(axis));
  return { "training.sync": sync, ...Object.fromEntries(idle.map((axis) => [axis, AVERAGING_DEFAULTS[axis]])) };
}

/** Whether a cell has all values of the selector; `backend` must match both sides. */
export function matches(settings: Settings, { backend, ...rest }: GivenFields): boolean {
  const selector: GivenFields =
    backend === undefined ? rest : { trainBackend: backend, serveBackend: backend, ...rest };
  return Object.entries(selector).every(
    ([axis, value]) => canonicalJson(settings[axis as keyof Settings]) === canonicalJson(value),
  );
}

/** An experiment before its dataset is opened and its seed is set: `dataset` is as the matrix writes it. */
export interface ExperimentDraft extends Omit<Experiment, "id" | "training"> {
  readonly training: Omit<TrainingSpec, "seed">;
}

export function draftOf(settings: Settings): ExperimentDraft {
  const { dataset, optimizer, schedule, batchSize, epochs, validation, earlyStopping, threads, threshold } = settings;
  const rules = { optimizer, schedule, batchSize, epochs, validation, ...(earlyStopping && { earlyStopping }) };
  return {
    dataset,
    tokenizer: groupValues("tokenizer", TOKENIZER_FIELDS, settings),
    model: groupValues("model", MODEL_FIELDS, settings),
    training: {
      ...groupValues("training", TRAINING_FIELDS, settings),
      backend: settings.trainBackend,
      ...rules,
      threads,
    },
    techniques: allTechniques(settings),
    serving: {
      ...groupValues("serving", SERVING_FIELDS, settings),
      backend: settings.serveBackend,
      threads,
      ...(threshold !== null && { threshold }),
    },
  };
}

/** The experiment of a draft with a seed and an opened dataset. */
export function experimentOf(
  { training, ...rest }: ExperimentDraft,
  datasetId: string,
  seed: number,
): Omit<Experiment, "id"> {
  return { ...rest, dataset: datasetId, training: { ...training, seed } };
}

/** A group of an experiment, such as its model; fields that are absent at their default are left out. */
function groupValues<P extends string, F extends FieldTable>(
  group: P,
  fields: F,
  settings: Readonly<Record<GroupAxis<P, F>, Json>>,
): FieldValues<F> {
  const values = Object.entries(fields).flatMap(([name, row]): [string, Json][] => {
    const axis: GroupAxis<P, F> = `${group}.${name}`;
    const value = settings[axis];
    const isLeftOut = row.absent === "at the default" && canonicalJson(value) === canonicalJson(row.default as Json);
    return isLeftOut ? [] : [[name, value]];
  });
  return Object.fromEntries(values) as FieldValues<F>;
}

function allTechniques({ techniques, distillation, privacy, pruning, quantization }: Settings): PluginSpec[] {
  return [...techniques, ...[distillation, privacy, pruning, quantization].filter((technique) => technique !== null)];
}
