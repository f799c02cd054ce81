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
    // One worker exchanges with nobody.
    ...(rest["training.workers"] === 1 && given["training.sync"] === undefined ? { "training.sync": SYNC_STEP } : {}),
    trainBackend: trainBackend ?? backend,
    serveBackend: serveBackend ?? backend,
  };
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
