import { contentId, type Json } from "../base/canonical-json.ts";
import { ConfigError } from "../base/errors.ts";
import { randomStream } from "../base/random/mt19937.ts";
import { unknownName } from "../base/registry.ts";
import {
  type DataDoubt,
  type Dataset,
  type Experiment,
  type ModelShape,
  type Plan,
  type PlannedCell,
  type PluginSpec,
  RECORD_SCHEMA,
  runKey,
  type TrainingSpec,
} from "../contract/index.ts";
import type { PinnedSource } from "../contract/model-source.ts";
import { ALL_ROWS } from "../contract/training-fields.ts";
import type { TrainingRows } from "../contract/training-rows.ts";

import { type Distillation, REST } from "../contract/training-variant.ts";
import type { WordVectors } from "../contract/word-vectors.ts";

import { fieldNames } from "./matrix/expand.ts";
import type { Matrix, MatrixCell } from "./matrix/matrix.ts";
import { type ExperimentDraft, experimentOf } from "./matrix/settings.ts";
import { teacherSource } from "./matrix/teacher-draft.ts";
import { type OfferInputs, offerOf, offersOf } from "./plan-offers.ts";

export { filterPlan } from "./matrix/filter.ts";

/** What a plan needs to know of a dataset. */
type PlannedDataset = Pick<
  Dataset,
  "id" | "sourceId" | "labels" | "rowCounts" | "positive" | "split" | "group" | "files"
> & {
  /** What looks wrong with it. */
  readonly doubts?: readonly DataDoubt[];
};

/** A source, and the content that its argument stands for. */
export interface KnownSource extends PinnedSource {
  readonly isPretrained: boolean;
}

/** What a plan needs to know of word vectors. */
type PlannedVectors = Pick<WordVectors, "id" | "licence" | "width">;

export interface PlanInputs extends OfferInputs {
  readonly matrix: Matrix;
  /** Opened datasets by their name in the matrix. */
  readonly datasets: ReadonlyMap<string, PlannedDataset>;
  /** What is known of the matrix' sources by their name in it; the reference may be left out. */
  readonly sources?: ReadonlyMap<string, KnownSource>;
  /** Opened word vectors by their name in the matrix. */
  readonly vectors?: ReadonlyMap<string, PlannedVectors>;
  /** Whether a technique changes the training itself. */
  readonly changesTraining: (technique: PluginSpec) => boolean;
  /** A technique's distillation; undefined for any other technique. */
  readonly distillationOf: (technique: PluginSpec) => Distillation | undefined;
  /** Id of the code that will measure. */
  readonly code: string;
}

/** The datasets' names in the matrix, in the order in which its cells first need them. */
export function datasetSpecs({ cells }: Matrix): string[] {
  return [...new Set(cells.map(({ experiment }) => experiment.dataset))];
}

/** The names in the matrix of its models' and their teachers' sources, but for the reference. */
export function sourceSpecs({ cells }: Matrix): string[] {
  return [
    ...new Set(
      cells.flatMap(({ experiment, teacher }) => [experiment, teacher].flatMap((one) => one?.model.source ?? [])),
    ),
  ];
}

/** The names in the matrix of the word vectors that embeddings begin with. */
export function vectorSpecs({ cells }: Matrix): string[] {
  return [...new Set(cells.flatMap(({ experiment }) => experiment.model.initial ?? []))];
}

/** The names in the matrix of unlabelled texts that trainings read besides their dataset. */
export function unlabelledSpecs({ cells }: Matrix, distillationOf: PlanInputs["distillationOf"]): string[] {
  const techniques = cells.flatMap(({ experiment }) => experiment.techniques);
  const named = techniques.flatMap((technique) => distillationOf(technique)?.unlabelled ?? []);
  return [...new Set(named)].filter((name) => name !== REST);
}

/**
 * All cells of a matrix with their seeds and repeats, in the order in which they will run.
 * @throws ConfigError if two datasets of different names hold the same rows, so that their cells are the same, or if a
 *   cell distills twice or uses its own rows as unlabelled ones, or if a rule of quality names a class that a dataset lacks
 */
export function buildPlan(inputs: PlanInputs): Plan {
  const { matrix, datasets, code } = inputs;
  const specs = datasetSpecs(matrix).map((spec) => ({ spec, dataset: opened(datasets, spec) }));
  const unlabelled = unlabelledSpecs(matrix, inputs.distillationOf);
  const cells = runOrder(
    matrix,
    matrix.cells.flatMap((cell) => plannedRuns(cell, inputs)),
  );
  refuseEqualRuns(cells);
  refuseThresholdOfMany(cells, inputs);
  for (const { dataset } of specs) refuseUnknownLabels(matrix, dataset);
  return {
    schema: RECORD_SCHEMA,
    name: matrix.name,
    code,
    axes: valuesByAxis(matrix),
    seeds: matrix.seeds,
    repeats: matrix.repeats,
    ...(matrix.precision === null ? {} : { precision: matrix.precision }),
    baseline: matrix.baseline?.written ?? null,
    quality: matrix.quality,
    datasets: specs.map(({ spec, dataset }) => plannedDataset(spec, dataset)),
    offers: offersOf(cells, inputs),
    ...(unlabelled.length === 0
      ? {}
      : { unlabelled: unlabelled.map((spec) => ({ spec, id: opened(datasets, spec).id })) }),
    ...plannedVectors(inputs),
    ...plannedSources(inputs),
    ...(matrix.joined.length === 0 ? {} : { joined: matrix.joined }),
    cells,
  };
}

/** Nothing where all embeddings begin with random numbers. */
function plannedVectors({ matrix, vectors }: PlanInputs): Pick<Plan, "vectors"> {
  const specs = vectorSpecs(matrix);
  if (specs.length === 0) return {};
  return {
    vectors: specs.map((spec) => {
      const { id, licence } = knownVectors(vectors, spec);
      return { id, spec, ...(licence === undefined ? {} : { licence }) };
    }),
  };
}

function knownVectors(vectors: PlanInputs["vectors"], spec: string): PlannedVectors {
  const known = vectors?.get(spec);
  if (known === undefined) throw new TypeError(`the word vectors "${spec}" were not opened before planning`);
  return known;
}

/** Nothing where all models are the reference's. */
function plannedSources({ matrix, sources }: PlanInputs): Pick<Plan, "sources"> {
  const specs = sourceSpecs(matrix);
  if (specs.length === 0) return {};
  return {
    sources: specs.map((spec) => {
      const { id, licence, isPretrained } = known(sources, spec);
      return {
        id,
        spec,
        ...(licence === undefined ? {} : { licence }),
        ...(isPretrained ? { isPretrained } : {}),
      };
    }),
  };
}

function known(sources: PlanInputs["sources"], spec: string): KnownSource {
  const source = sources?.get(spec);
  if (source === undefined) throw new TypeError(`the model source "${spec}" was not read before planning`);
  return source;
}

function plannedDataset(spec: string, dataset: PlannedDataset): Plan["datasets"][number] {
  const { id, labels, rowCounts, positive = null, split, group, files, doubts = [] } = dataset;
  return {
    id,
    spec,
    labels,
    rowCounts,
    positive,
    ...(split === undefined ? {} : { split }),
    ...(group === undefined ? {} : { group }),
    ...(files === undefined ? {} : { files }),
    ...(doubts.length === 0 ? {} : { doubts }),
  };
}

/** Everything that determines a training. */
export type PlannedTraining = Pick<PlannedCell, "experiment" | "repeat" | "trainedWith" | "teachers" | "unlabelled">;

/** The trainings of a cell's teachers, which are plain cells, whether or not the matrix contains them. */
export function teacherTrainings({ teachers, repeat }: Pick<PlannedCell, "teachers" | "repeat">): PlannedTraining[] {
  return teachers.map((experiment) => ({ experiment, repeat, trainedWith: [], teachers: [] }));
}

/**
 * Artifact key of a cell's trained weights. Serving, and techniques that only change the result, are not part of it.
 */
export function trainingKey(
  { experiment, repeat, trainedWith }: Omit<PlannedTraining, "teachers">,
  code: string,
): string {
  const { dataset, tokenizer, model, training } = experiment;
  return contentId({ artifact: "training", dataset, tokenizer, model, training, trainedWith, repeat, code });
}

/**
 * Artifact key of a cell's texts. Raw ones are the same for all sources that encode by themselves; those that the reference has
 * encoded, for all seeds, unless a part of the training rows is used, and for all model shapes with one vocabulary.
 */
export function corpusKey({ experiment }: Pick<PlannedCell, "experiment">, code: string): string {
  const { dataset, tokenizer, model, training } = experiment;
  const { validation } = training;
  if (model.source !== undefined) return textsKey(experiment, code);
  const { vocabulary, maxLength, keep = "end", bigrams = 0, initial } = model;
  const rows = trainingRowsOf(training);
  return contentId({
    artifact: "corpus",
    dataset,
    tokenizer,
    vocabulary,
    maxLength,
    keep,
    bigrams,
    validation,
    ...(rows === undefined ? {} : { rows: { ...rows } }),
    ...(initial === undefined ? {} : { initial }),
    code,
  });
}

/** Artifact key of the texts of a cell's dataset as they were written. */
export function textsKey({ dataset, training: { validation } }: Experiment, code: string): string {
  return contentId({ artifact: "texts", dataset, validation, code });
}

/** Undefined where a training uses all rows. */
export function trainingRowsOf({ rows = ALL_ROWS, seed, rowsSeed = seed }: TrainingSpec): TrainingRows | undefined {
  return rows === ALL_ROWS ? undefined : { count: rows, seed: rowsSeed };
}

/** A threshold tells two classes apart; how many a dataset has shows only once it is opened. */
function refuseThresholdOfMany(cells: readonly PlannedCell[], { datasets }: PlanInputs): void {
  const classesOf = new Map([...datasets.values()].map(({ id, labels }) => [id, labels.length]));
  for (const { experiment } of cells) {
    const classes = classesOf.get(experiment.dataset) ?? 2;
    if (experiment.serving.threshold === undefined || classes === 2) continue;
    throw new ConfigError(`threshold: needs two classes, and ${experiment.dataset} has ${classes}; leave it out`);
  }
}

/** Labels that rules of quality name, which only the opened dataset shows to be wrong. */
function refuseUnknownLabels({ quality }: Matrix, { id, labels }: Pick<Dataset, "id" | "labels">): void {
  for (const { figure, label } of quality) {
    if (label === null || labels.includes(label)) continue;
    throw new ConfigError(
      `quality: the ${figure} of a class that ${id} does not have: ${unknownName("class", label, labels)}`,
    );
  }
}

function opened(datasets: PlanInputs["datasets"], spec: string): PlannedDataset {
  const dataset = datasets.get(spec);
  if (dataset === undefined) throw new TypeError(`the dataset "${spec}" was not opened before planning`);
  return dataset;
}

function plannedRuns(cell: MatrixCell, inputs: PlanInputs): PlannedCell[] {
  const { matrix, datasets, changesTraining, distillationOf } = inputs;
  const datasetId = opened(datasets, cell.experiment.dataset).id;
  const techniques = cell.experiment.techniques.map((one) => withSourceId(withUnlabelledId(one, cell, inputs), inputs));
  const experimentFor = (draft: ExperimentDraft, seed: number) => ({
    ...experimentOf(draft, datasetId, seed),
    model: identified(draft.model, inputs),
  });
  return matrix.seeds.flatMap((seed) => {
    const experiment = withId({ ...experimentFor(cell.experiment, seed), techniques });
    const { teacher } = cell;
    const foreign = teacher && ((own: number) => withId(sameRows(experimentFor(teacher, own), seed)));
    const teachers = teachersOf(experiment, distillationOf, foreign);
    refuseWideEmbeddings(cell, { experiment, teachers }, inputs);
    const unlabelled = techniques
      .map((technique) => distillationOf(technique)?.unlabelled)
      .find((id) => id !== undefined);
    return Array.from({ length: matrix.repeats }, (_, index) => ({
      experiment,
      repeat: index + 1,
      fields: cell.fields,
      configuration: configurationOf(experiment),
      isBaseline: cell.isBaseline,
      trainedWith: experiment.techniques.filter(changesTraining),
      ...(unlabelled === undefined ? {} : { unlabelled }),
      teachers,
      priceId: offerOf(experiment.serving.backend, inputs).id,
    }));
  });
}

/** The model with its source and its word vectors named by id, so that other content makes another experiment. */
function identified({ source, initial, ...shape }: ModelShape, { sources, vectors }: PlanInputs): ModelShape {
  return {
    ...shape,
    ...(source === undefined ? {} : { source: known(sources, source).id }),
    ...(initial === undefined ? {} : { initial: knownVectors(vectors, initial).id }),
  };
}

/** A cell's model or its teachers' that has more columns than the word vectors that it begins with. */
function refuseWideEmbeddings(
  { experiment: { model }, fields }: MatrixCell,
  { experiment, teachers }: Pick<PlannedCell, "experiment" | "teachers">,
  { vectors }: PlanInputs,
): void {
  if (model.initial === undefined) return;
  const { width } = knownVectors(vectors, model.initial);
  for (const one of [experiment, ...teachers]) {
    if (one.model.initial === undefined || one.model.embedding <= width) continue;
    const whose = one === experiment ? "" : "the teacher of ";
    throw new ConfigError(
      `model.embedding ${one.model.embedding} is wider than the ${width} numbers of each vector of model.initial "${model.initial}" in ${whose}the cell ${JSON.stringify(fields)}; use at most ${width}`,
    );
  }
}

/** The technique with its unlabelled texts named by id, so that changed texts make another experiment. */
function withUnlabelledId(
  technique: PluginSpec,
  cell: MatrixCell,
  { datasets, distillationOf }: PlanInputs,
): PluginSpec {
  const spec = distillationOf(technique)?.unlabelled;
  if (spec === undefined || spec === REST) return technique;
  const { id, sourceId = id } = opened(datasets, spec);
  const own = opened(datasets, cell.experiment.dataset);
  if (sourceId === (own.sourceId ?? own.id)) {
    throw new ConfigError(
      `${technique.name}: unlabelled "${spec}" is the dataset of the cell ${JSON.stringify(cell.fields)}, ` +
        "whose test rows must stay unseen; name other texts, or leave it out",
    );
  }
  return { ...technique, unlabelled: id };
}

/** The technique with its teachers' source by id, so that another content makes another experiment. */
function withSourceId(technique: PluginSpec, inputs: PlanInputs): PluginSpec {
  const distillation = inputs.distillationOf(technique);
  const source = distillation && teacherSource(distillation);
  if (source === undefined) return technique;
  const written = technique.teacher as { readonly model: Readonly<Record<string, Json>> };
  return {
    ...technique,
    teacher: { ...written, model: { ...written.model, source: known(inputs.sources, source).id } },
  };
}

/**
 * The plain cells that teach an experiment. The first has the same seed, so that it may also be a cell of the matrix.
 * @param foreign the teacher with a seed, if it is a model of another source
 */
function teachersOf(
  experiment: Experiment,
  distillationOf: PlanInputs["distillationOf"],
  foreign: ((seed: number) => Experiment) | null,
): Experiment[] {
  const distillations = experiment.techniques.flatMap((technique) => distillationOf(technique) ?? []);
  if (distillations.length > 1) {
    throw new ConfigError(`the techniques ${JSON.stringify(experiment.techniques)} distill twice; keep one`);
  }
  return distillations.flatMap(({ teacher, seeds }) => {
    const { id: _, model, training, ...rest } = experiment;
    const { model: { source: __, ...ownModel } = {}, ...ownTraining } = teacher;
    return Array.from({ length: seeds }, (___, index) => {
      const seed = teacherSeed(training.seed, index);
      if (foreign !== null) return foreign(seed);
      return withId(
        sameRows(
          {
            ...rest,
            model: { ...model, ...ownModel },
            training: { ...training, ...ownTraining, seed },
            techniques: [],
          },
          training.seed,
        ),
      );
    });
  });
}

/** A teacher that uses the training rows that a student of another seed uses. */
function sameRows(teacher: Omit<Experiment, "id">, seed: number): Omit<Experiment, "id"> {
  const { training } = teacher;
  if (training.rows === undefined || training.seed === seed) return teacher;
  return { ...teacher, training: { ...training, rowsSeed: seed } };
}

/** Random rather than consecutive, so that the next seed's student has other teachers. */
function teacherSeed(seed: number, index: number): number {
  return index === 0 ? seed : randomStream(seed, "teacher", index).nextUint32();
}

function withId(rest: Omit<Experiment, "id">): Experiment {
  return { id: contentId(rest), ...rest };
}

function configurationOf({ id: _, training, ...rest }: Experiment): string {
  const { seed: __, ...seedless } = training;
  return contentId({ ...rest, training: seedless });
}

/**
 * Repeat by repeat, seed by seed, and shuffled within, so that a slow drift of the machine affects all cells alike. The
 * shuffle sorts by a hash, which makes it the same on every machine.
 */
function runOrder({ name, seeds }: Matrix, cells: readonly PlannedCell[]): PlannedCell[] {
  const keyed = cells.map((cell) => {
    const { repeat, configuration } = cell;
    const { seed } = cell.experiment.training;
    return { cell, repeat, seedIndex: seeds.indexOf(seed), draw: contentId({ name, repeat, seed, configuration }) };
  });
  keyed.sort((a, b) => a.repeat - b.repeat || a.seedIndex - b.seedIndex || (a.draw < b.draw ? -1 : 1));
  return keyed.map(({ cell }) => cell);
}

function refuseEqualRuns(cells: readonly PlannedCell[]): void {
  const first = new Map<string, PlannedCell>();
  for (const cell of cells) {
    const other = first.get(runKey(cell));
    if (other !== undefined) {
      throw new ConfigError(
        `the cells ${JSON.stringify(other.fields)} and ${JSON.stringify(cell.fields)} are the same experiment: ` +
          `their datasets hold the same rows (${cell.experiment.dataset})${sameModel(cell.experiment)}; keep one`,
      );
    }
    first.set(runKey(cell), cell);
  }
}

function sameModel({ model: { source } }: Experiment): string {
  return source === undefined ? "" : `, and their sources the same model (${source})`;
}

/** Values as written: first those of the axes, then those that only an `include` has. */
function valuesByAxis(matrix: Matrix): Record<string, readonly Json[]> {
  return Object.fromEntries(
    fieldNames(matrix).map((axis) => {
      const listed = matrix.axes.find(({ name }) => name === axis)?.values.map(({ written }) => written[axis]) ?? [];
      const values = [...listed, ...matrix.cells.map(({ fields }) => fields[axis])].filter(
        (value) => value !== undefined,
      );
      return [axis, [...new Map(values.map((value) => [contentId(value), value])).values()]];
    }),
  );
}
