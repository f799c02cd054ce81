import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { perObject } from "../../base/per-object.ts";
import { perValues } from "../../base/per-values.ts";
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
  const { backend = base.backend, ...own } = given;
  // The first of these has all fields: each cell is a copy of it, in which some are replaced.
  const settings = {
    ...withBothSides(base),
    ...own,
    trainBackend: own.trainBackend ?? base.trainBackend ?? backend,
    serveBackend: own.serveBackend ?? base.serveBackend ?? backend,
  } as Settings;
  return { ...settings, ...idleInScenario(settings, given), ...idleTogether(settings, given) };
}

const withBothSides = perObject(
  ({ backend, trainBackend, serveBackend, ...rest }: BaseSettings): Settings => ({
    ...rest,
    trainBackend: trainBackend ?? backend,
    serveBackend: serveBackend ?? backend,
  }),
);

/** What the base says of serving, where it means nothing in the cell's scenario. */
function idleInScenario(settings: Settings, given: GivenFields): Partial<Settings> {
  const idle = RULED_AXES.filter(
    ({ field, axis }) => !meansSomething(field, settings["serving.scenario"]) && given[axis] === undefined,
  );
  return Object.fromEntries(idle.map(({ field, axis }) => [axis, SERVING_DEFAULTS[field]]));
}

const RULED_AXES = RULED_FIELDS.map((field) => ({ field, axis: `serving.${field}` as const }));

/** What the base says of several workers holds where there are several; of averaging, where they average. */
function idleTogether(
  settings: Pick<Settings, "training.workers" | "training.sync">,
  given: GivenFields,
): Partial<Settings> {
  const isIn = (axis: Axis) => given[axis] !== undefined;
  const alone = settings["training.workers"] === 1;
  const sync = alone && !isIn("training.sync") ? SYNC_STEP : settings["training.sync"];
  const idle = AVERAGING_AXES.filter((axis) => sync === SYNC_STEP && !isIn(axis));
  return { "training.sync": sync, ...Object.fromEntries(idle.map((axis) => [axis, AVERAGING_DEFAULTS[axis]])) };
}

/** What a matrix that names no optimizer trains with. */
export const REFERENCE_OPTIMIZER = { name: "adam", learningRate: 0.001 } as const;

const BY_NAME_ALONE = canonicalJson({ name: REFERENCE_OPTIMIZER.name });
const IN_FULL = canonicalJson(REFERENCE_OPTIMIZER);

/** A value's canonical JSON. The reference's optimizer is itself by its name alone, too: its rate is the one that it has without. */
function comparable(value: unknown): string {
  const text = canonicalJson(value);
  return text === BY_NAME_ALONE ? IN_FULL : text;
}

/** Whether a cell has all values of the selector; `backend` must match both sides. */
export function matches(settings: Settings, selector: GivenFields): boolean {
  return selectedValues(selector).every(([axis, value]) => comparable(settings[axis]) === value);
}

/** Selectors by the axes that they name, so that a cell is looked up among them and not compared with each. */
export class Selectors {
  readonly #byAxes = new Map<
    string,
    { readonly axes: readonly (keyof Settings)[]; readonly indices: Map<string, number[]> }
  >();

  constructor(selectors: readonly GivenFields[]) {
    for (const [index, selector] of selectors.entries()) {
      const values = selectedValues(selector);
      const axes = values.map(([axis]) => axis);
      const key = axes.join();
      const group = this.#byAxes.get(key) ?? { axes, indices: new Map<string, number[]>() };
      this.#byAxes.set(key, group);
      const wanted = values.map(([, value]) => value).join("\n");
      const alike = group.indices.get(wanted) ?? [];
      group.indices.set(wanted, alike);
      alike.push(index);
    }
  }

  /** Indices of those that match a cell. */
  matching(settings: Settings): number[] {
    return [...this.#byAxes.values()].flatMap(
      ({ axes, indices }) => indices.get(axes.map((axis) => comparable(settings[axis])).join("\n")) ?? [],
    );
  }
}

/** What a cell's settings must be, as canonical JSON by axis, in the order of the axes' names. */
function selectedValues({ backend, ...rest }: GivenFields): [axis: keyof Settings, value: string][] {
  const selector: GivenFields =
    backend === undefined ? rest : { trainBackend: backend, serveBackend: backend, ...rest };
  return Object.entries(selector)
    .map(([axis, value]): [keyof Settings, string] => [axis as keyof Settings, comparable(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** An experiment before its dataset is opened and its seed is set: `dataset` is as the matrix writes it. */
export interface ExperimentDraft extends Omit<Experiment, "id" | "training"> {
  readonly training: Omit<TrainingSpec, "seed">;
}

/** Makes the drafts of a matrix' cells: in which a tokenizer, a model or a way of serving is the same, they share it. */
export function draftMaker(): (settings: Settings) => ExperimentDraft {
  const tokenizerOf = groupReader("tokenizer", TOKENIZER_FIELDS);
  const modelOf = groupReader("model", MODEL_FIELDS);
  const trainingOf = groupReader("training", TRAINING_FIELDS);
  const servingOf = groupReader("serving", SERVING_FIELDS);
  const wholeServing = perValues((values) => {
    const [group, backend, threads, threshold] = values as ServingParts;
    return { ...group, backend, threads, ...(threshold !== null && { threshold }) };
  });
  return (settings) => {
    const { dataset, optimizer, schedule, batchSize, epochs, validation, earlyStopping, threads, threshold } = settings;
    const rules = { optimizer, schedule, batchSize, epochs, validation, ...(earlyStopping && { earlyStopping }) };
    const served: ServingParts = [servingOf(settings), settings.serveBackend, threads, threshold];
    return {
      dataset,
      tokenizer: tokenizerOf(settings),
      model: modelOf(settings),
      training: { ...trainingOf(settings), backend: settings.trainBackend, ...rules, threads },
      techniques: allTechniques(settings),
      serving: wholeServing(served),
    };
  };
}

type ServingParts = readonly [
  group: FieldValues<typeof SERVING_FIELDS>,
  backend: string,
  threads: number,
  threshold: Settings["threshold"],
];

/** The experiment of a draft with a seed and an opened dataset. */
export function experimentOf(
  { dataset: _, training, ...rest }: ExperimentDraft,
  datasetId: string,
  seed: number,
): Omit<Experiment, "id"> {
  // Fields before the spreads: there is one of these for each run (decision 70).
  return { dataset: datasetId, ...rest, training: { seed, ...training } };
}

/** Reads a group of an experiment, such as its model, from settings; fields that are absent at their default are left out. */
function groupReader<P extends string, F extends FieldTable>(
  group: P,
  fields: F,
): (settings: Readonly<Record<GroupAxis<P, F>, Json>>) => FieldValues<F> {
  const rows = Object.entries(fields);
  const axes = rows.map(([name]): GroupAxis<P, F> => `${group}.${name}`);
  const valuesOf = perValues((values) => {
    const given = rows.flatMap(([name, row], at): [string, Json][] => {
      const value = values[at] as Json;
      const isLeftOut = row.absent === "at the default" && isSame(value, row.default as Json);
      return isLeftOut ? [] : [[name, value]];
    });
    return Object.fromEntries(given) as FieldValues<F>;
  });
  return (settings) => valuesOf(axes.map((axis) => settings[axis]));
}

/** Most values are no lists, and need no text to be compared. */
function isSame(value: Json, other: Json): boolean {
  return value === other || (typeof value === "object" && canonicalJson(value) === canonicalJson(other));
}

/** All techniques of a cell, in the order in which they apply. */
export function allTechniques({ techniques, distillation, privacy, pruning, quantization }: Settings): PluginSpec[] {
  return [...techniques, ...[distillation, privacy, pruning, quantization].filter((technique) => technique !== null)];
}
