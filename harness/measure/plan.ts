import { canonicalJson, contentId, contentIdOfParts, type Json } from "../base/canonical-json.ts";
import { ConfigError } from "../base/errors.ts";
import { unknownName } from "../base/registry.ts";
import {
  type Dataset,
  type Experiment,
  type Plan,
  type PlannedCell,
  type PluginSpec,
  RECORD_SCHEMA,
  runKey,
  SHARED_PARTS,
} from "../contract/index.ts";
import { isOfNames, maskOf } from "../contract/masking.ts";
import { type Distillation, REST } from "../contract/training-variant.ts";
import { fieldNames } from "./matrix/expand.ts";
import type { Matrix, MatrixCell } from "./matrix/matrix.ts";
import { type ExperimentDraft, experimentOf } from "./matrix/settings.ts";
import { sourceSpecs } from "./matrix/source-settings.ts";
import { teacherSource } from "./matrix/teacher-draft.ts";
import {
  identified,
  identifiedTokenizer,
  type KnownContent,
  knownSource,
  knownVectors,
  opened,
  plannedDataset,
  plannedNames,
  plannedSources,
  plannedVectors,
} from "./plan-content.ts";
import { type OfferInputs, offerOf, offersOf } from "./plan-offers.ts";
import { sameRows, teachersOf, withId } from "./plan-teachers.ts";

export { filterPlan } from "./matrix/filter.ts";

export interface PlanInputs extends OfferInputs, KnownContent {
  readonly matrix: Matrix;
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

/** The names in the matrix of the word vectors that embeddings begin with. */
export function vectorSpecs({ cells }: Matrix): string[] {
  return [...new Set(cells.flatMap(({ experiment }) => experiment.model.initial ?? []))];
}

/** The entries of masks in the matrix that name a file of names. */
export function nameSpecs({ cells }: Matrix): string[] {
  return [...new Set(cells.flatMap(({ experiment }) => maskOf(experiment.tokenizer).filter(isOfNames)))];
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
    ...(matrix.given.length === 0 ? {} : { given: matrix.given }),
    seeds: matrix.seeds,
    repeats: matrix.repeats,
    ...(matrix.precision === null ? {} : { precision: matrix.precision }),
    baseline: matrix.baseline?.written ?? null,
    ...(matrix.compliance === null ? {} : { compliance: matrix.compliance }),
    quality: matrix.quality,
    datasets: specs.map(({ spec, dataset }) => plannedDataset(spec, dataset)),
    offers: offersOf(cells, inputs),
    ...(unlabelled.length === 0
      ? {}
      : { unlabelled: unlabelled.map((spec) => ({ spec, id: opened(datasets, spec).id })) }),
    ...plannedVectors(vectorSpecs(matrix), inputs.vectors),
    ...plannedNames(nameSpecs(matrix), inputs.names),
    ...plannedSources(sourceSpecs(matrix.cells), inputs.sources),
    ...(matrix.joined.length === 0 ? {} : { joined: matrix.joined }),
    cells,
  };
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

function plannedRuns(cell: MatrixCell, inputs: PlanInputs): PlannedCell[] {
  const { matrix, datasets, changesTraining, distillationOf } = inputs;
  const datasetId = opened(datasets, cell.experiment.dataset).id;
  const techniques = cell.experiment.techniques.map((one) => withSourceId(withUnlabelledId(one, cell, inputs), inputs));
  const experimentFor = (draft: ExperimentDraft, seed: number) => ({
    ...experimentOf(draft, datasetId, seed),
    model: identified(draft.model, inputs),
    tokenizer: identifiedTokenizer(draft.tokenizer, inputs),
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
    teacher: { ...written, model: { ...written.model, source: knownSource(inputs.sources, source).id } },
  };
}

function configurationOf({ id: _, training, ...rest }: Experiment): string {
  const { seed: __, ...seedless } = training;
  return contentIdOfParts({ training: seedless, ...rest }, SHARED_PARTS);
}

/**
 * Repeat by repeat, seed by seed, and shuffled within, so that a slow drift of the machine affects all cells alike. The
 * shuffle sorts by a hash, which makes it the same on every machine.
 */
function runOrder({ name, seeds }: Matrix, cells: readonly PlannedCell[]): PlannedCell[] {
  const indexOf = new Map(seeds.map((seed, index) => [seed, index]));
  const keyed = cells.map((cell) => {
    const { repeat, configuration } = cell;
    const { seed } = cell.experiment.training;
    return { cell, repeat, seedIndex: indexOf.get(seed)!, draw: contentId({ name, repeat, seed, configuration }) };
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
      return [axis, [...new Map(values.map((value) => [canonicalJson(value), value])).values()]];
    }),
  );
}
