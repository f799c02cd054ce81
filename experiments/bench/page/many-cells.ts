import { contentId, type Json } from "../../../harness/base/canonical-json.ts";
import type { RandomStream } from "../../../harness/base/random/mt19937.ts";
import { correctBits } from "../../../harness/base/statistics/correct-rows.ts";
import { answerScores, f1OfQuality } from "../../../harness/contract/answer-scores.ts";
import type { Outcomes, Plan, PlannedCell, Quality, RunLine, ServingSample } from "../../../harness/contract/index.ts";
import { unpackRows } from "../../../harness/contract/outcome-rows.ts";
import type { OkRecord } from "../../../harness/contract/record.ts";
import { isSample } from "../../../harness/contract/run-line.ts";
import { estimateCost } from "../../../harness/judge/pricing/cost.ts";

/** A run folder's contents. */
export interface RunContents {
  readonly plan: Plan;
  readonly lines: readonly RunLine[];
}

/** Trainings of each configuration, unless it is told otherwise. */
export const USUAL_SEEDS = 5;

export interface ManyCells {
  readonly cells: number;
  /** Of each configuration. */
  readonly seeds?: number;
}

/** Rounds of serving, each with a sample of every configuration. */
const ROUNDS = 6;
/** Values of the axes that a made-up run varies beside the quantization and the backend of serving. */
const BATCH_SIZES = [8, 16, 32, 64, 128];
const HIDDEN = [8, 16, 24, 32, 48];
const SMALLEST_EMBEDDING = 8;
/** Of the test rows, how many a training answers otherwise than the one that it was made from. */
const CHANGED_ROWS = 0.02;
/** Of the cells, so many failed. */
const FAILED_EVERY = 40;

/**
 * A run of many cells, made from a small one that was measured: every combination of the small run's cells with batch sizes,
 * hidden layers and embeddings, of which as many as are wanted, some seeds each. Figures vary by configuration and by seed as measured ones do, so that
 * nothing repeats that would not.
 * @param cells a multiple of the seeds
 */
export function manyCells(
  { plan, lines }: RunContents,
  { cells, seeds = USUAL_SEEDS }: ManyCells,
  random: RandomStream,
): RunContents {
  const allSeeds = Array.from({ length: seeds }, (_, index) => index + 1);
  const records = lines.filter((line): line is OkRecord => !isSample(line) && line.status === "ok");
  const samples = lines.filter(isSample);
  const templates = plan.cells.filter(({ experiment }) => experiment.training.seed === plan.seeds[0]);
  const configurations = cells / seeds;
  const perEmbedding = templates.length * BATCH_SIZES.length * HIDDEN.length;
  const embeddings = Array.from(
    { length: Math.ceil(configurations / perEmbedding) },
    (_, index) => SMALLEST_EMBEDDING * (index + 1),
  );
  const settings = embeddings
    .flatMap((embedding) =>
      HIDDEN.flatMap((hidden) =>
        BATCH_SIZES.flatMap((batchSize) => templates.map((cell) => ({ embedding, hidden, batchSize, cell }))),
      ),
    )
    .slice(0, configurations);
  const made = settings.flatMap((setting) => {
    const factor = varied(random, 0.3);
    return allSeeds.map((seed) => ({ cell: cellOf(setting, seed), template: setting.cell, factor }));
  });
  return {
    plan: {
      ...plan,
      axes: { ...plan.axes, batchSize: BATCH_SIZES, hidden: HIDDEN.map((units) => [units]), embedding: embeddings },
      seeds: allSeeds,
      baseline: made[0]!.cell.fields,
      cells: made.map(({ cell }) => cell),
    },
    lines: made.flatMap(({ cell, template, factor }, index) => {
      const of = records.find(({ experiment }) => experiment.id === template.experiment.id)!;
      if (index % FAILED_EVERY === FAILED_EVERY - 1) return [failed(of, cell)];
      const record = recordOf(of, cell, factor, random);
      const sample = samples.find(({ experiment }) => experiment === template.experiment.id)!;
      const rounds = Array.from({ length: ROUNDS }, (_, round) => round + 1);
      const taken = rounds.filter((round) => allSeeds[round % seeds] === cell.experiment.training.seed);
      return [record, ...taken.map((round) => sampleOf(sample, cell, round, factor, random))];
    }),
  };
}

interface Setting {
  readonly embedding: number;
  readonly hidden: number;
  readonly batchSize: number;
  readonly cell: PlannedCell;
}

function cellOf({ embedding, hidden, batchSize, cell }: Setting, seed: number): PlannedCell {
  const { id: _, ...rest } = cell.experiment;
  const content = {
    ...rest,
    model: { ...rest.model, embedding, hidden: [hidden] },
    training: { ...rest.training, batchSize, seed },
  };
  const { training, ...shared } = content;
  const { seed: __, ...trainedAlike } = training;
  return {
    ...cell,
    experiment: { ...content, id: contentId(content) },
    configuration: contentId({ ...shared, training: trainedAlike }),
    isBaseline:
      cell.isBaseline && embedding === SMALLEST_EMBEDDING && hidden === HIDDEN[0] && batchSize === BATCH_SIZES[0],
    fields: { ...cell.fields, batchSize, hidden: [hidden], embedding },
  };
}

/** All times and rates change together, and what follows from other figures is computed from them: a record that contradicts itself is not read. */
function recordOf(of: OkRecord, cell: PlannedCell, factor: number, random: RandomStream): OkRecord {
  const own = factor * varied(random, 0.02);
  const { history, executed, ...course } = of.training;
  const usage = { ...scaled(of.usage, own), trainRun: `${cell.experiment.id}#1@${of.startedAt}` };
  return {
    ...of,
    experiment: cell.experiment,
    graph: contentId([of.graph ?? "", cell.configuration]),
    training: {
      ...variedIn(course, random),
      history: history.map(({ trainWallMs, ...epoch }) => ({
        ...variedIn(epoch, random),
        trainWallMs: trainWallMs * own,
      })),
      executed,
    },
    quality: qualityOf(of.quality, random),
    usage,
    cost: estimateCost(usage, of.cost.price),
  };
}

/** Answers of which some changed, and what follows from them. */
function qualityOf(of: Quality, random: RandomStream): Quality {
  const { correct, test, validation, ...quality } = of;
  if (test === null) throw new TypeError("a run of many cells is made from records that have their answers");
  const onTest = answeredOtherwise(test, random);
  const { labels, predictions } = unpackRows(onTest, onTest.perClass.recall.length);
  const onValidation = validation === null ? null : answeredOtherwise(validation, random);
  return {
    ...variedIn(quality, random),
    accuracy: onTest.accuracy,
    loss: onTest.loss,
    f1: f1OfQuality(onTest, of.positive),
    validationAccuracy: onValidation?.accuracy ?? null,
    correct: correctBits(predictions, labels),
    test: onTest,
    validation: onValidation,
  };
}

function answeredOtherwise(of: Outcomes, random: RandomStream): Outcomes {
  const classes = of.perClass.recall.length;
  const { labels, predictions: before } = unpackRows(of, classes);
  const predictions = before.map((prediction, row) => {
    if (random.nextFloat64() >= CHANGED_ROWS) return prediction;
    const label = labels[row]!;
    return prediction === label ? (label + 1) % classes : label;
  });
  const right = labels.reduce((sum, label, row) => sum + (label === predictions[row] ? 1 : 0), 0);
  return {
    ...variedIn({ loss: of.loss, brier: of.brier, calibrationError: of.calibrationError }, random),
    ...(of.calibration && { calibration: withRight(of.calibration, right) }),
    ...answerScores({ labels, predictions }, classes),
  };
}

/** Bins of which so many rows are right together: those with the highest probability first. */
function withRight(bins: NonNullable<Outcomes["calibration"]>, right: number): NonNullable<Outcomes["calibration"]> {
  let more = right - sumOf(bins.map(([, , count]) => count));
  return bins
    .toReversed()
    .map(([bin, rows, count, confidence]) => {
      const change = Math.max(-count, Math.min(rows - count, more));
      more -= change;
      return [bin, rows, count + change, confidence] as [number, number, number, number];
    })
    .toReversed();
}

function sumOf(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0);
}

function failed({ schema, repeat, startedAt, code, host }: OkRecord, cell: PlannedCell): RunLine {
  return {
    ...{ schema, repeat, startedAt, code, host, experiment: cell.experiment },
    status: "failed",
    phase: "serve",
    kind: "backend",
    error: "The runtime refused the model: an operator of this graph is not supported by this execution provider.",
  };
}

function sampleOf(
  of: ServingSample,
  cell: PlannedCell,
  round: number,
  factor: number,
  random: RandomStream,
): ServingSample {
  const { textsPerSecond, ...rest } = of;
  return {
    ...variedIn(rest, random),
    ...{ experiment: cell.experiment.id, round, textsPerSecond: (textsPerSecond / factor) * varied(random, 0.02) },
  };
}

function scaled<T>(value: T, factor: number): T {
  return changed(value, (number) => number * factor);
}

/** The same with every share and measurement a little different; whole numbers, such as counts, stay. */
function variedIn<T>(value: T, random: RandomStream): T {
  return changed(value, (number) =>
    number < 1 ? number * (1 - 0.01 * random.nextFloat64()) : number * varied(random, 0.02),
  );
}

function changed<T>(value: T, change: (number: number) => number): T {
  return changedJson(value as Json, change) as T;
}

function changedJson(value: Json, change: (number: number) => number): Json {
  if (typeof value === "number") return Number.isInteger(value) ? value : change(value);
  if (Array.isArray(value)) return value.map((one: Json) => changedJson(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, changedJson(own, change)]));
}

/** A factor near 1, from 1 - `by` to 1 + `by`. */
function varied(random: RandomStream, by: number): number {
  return 1 + by * (2 * random.nextFloat64() - 1);
}
