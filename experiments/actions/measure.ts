import { availableParallelism } from "node:os";
import { mean } from "simple-statistics";
import { usesGpu } from "../../backends/registry.ts";
import {
  type Host,
  type Plan,
  type PlannedCell,
  type RunLine,
  type RunRecord,
  recordsIn,
  type ServingSample,
  samplesIn,
} from "../../harness/contract/index.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { timeLoop } from "../../harness/judge/check/cpu-loop.ts";
import { estimateCost } from "../../harness/judge/pricing/cost.ts";
import { remaining } from "../../harness/measure/cell-states.ts";
import type { RunRepeats } from "../../harness/measure/machine/repeats.ts";
import {
  type CellWork,
  cellWorks,
  estimateSampling,
  msOfCell,
  NOTHING_TO_TRAIN,
  paceOf,
  type SamplingPace,
  samplingPace,
} from "../../harness/measure/runner/estimate.ts";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import { runPlan } from "../../harness/measure/runner/run-plan.ts";
import type { RunStore } from "../../harness/measure/runner/run-store.ts";
import { recordedLoads } from "../../harness/measure/sampling/first-rate.ts";
import { missingRounds, type ServingRound, sampledCells } from "../../harness/measure/sampling/missing-rounds.ts";
import { sampleServingRounds } from "../../harness/measure/sampling/serving-rounds.ts";
import type { Budget, Expense } from "../budget.ts";
import { type ProgressStream, progressReporter, samplingReporter } from "../progress.ts";
import { TimeLeft } from "../time-left.ts";

/** Runs of the loop of fixed work before each sample: with its warm-up about 15 ms, beside half a second for the sample. */
export const LOOP_RUNS = 1;

/** Of serving processes that wait for their turn: so many that starting them keeps all cores busy, and a bound for their memory. */
const MOST_TOGETHER = 4;

/** How many samples start side by side before each is timed alone. On a GPU one, since a runtime may take all of its memory. */
export function samplesTogether({ cells }: Plan): number {
  if (cells.some(({ experiment }) => usesGpu(experiment.serving.backend))) return 1;
  return Math.min(2 * availableParallelism(), MOST_TOGETHER);
}

/** How the phases of one run are run. */
export interface Measuring {
  readonly plan: Plan;
  readonly store: RunStore;
  readonly executor: Executor;
  readonly host: Host;
  /** Time limit of each phase. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Which disturbed timings of the whole command are taken again. */
  readonly repeats: RunRepeats;
  /** Ends the work before what does not fit any more. */
  readonly budget: Budget;
}

/** Runs the cells and rounds of a run, on this machine or on others, and appends what came of each. */
export interface CellRunner {
  readonly runCells: typeof runCells;
  readonly sampleCells: typeof sampleCells;
  close(): void;
}

/** One cell after another on this machine, which needs no server. */
export const HERE: CellRunner = {
  runCells,
  sampleCells,
  close: () => undefined,
};

/**
 * Runs cells and records each one, with its progress on stderr.
 * @param before the folder's records, by which the time is estimated
 * @throws the signal's reason if stopped
 */
async function runCells(
  measuring: Measuring,
  cells: readonly PlannedCell[],
  before: readonly RunLine[],
): Promise<void> {
  const { plan, budget } = measuring;
  const offers = new Map(plan.offers.map((offer) => [offer.id, offer]));
  const known = recordsIn(before);
  const works = new Map(cellWorks(plan, cells, known).map((work) => [work.cell, work]));
  const progress = cellProgress(plan, cells, known, THIS_MACHINE);
  try {
    await runPlan({
      ...measuring,
      cells,
      costOf: (usage, priceId) => estimateCost(usage, offers.get(priceId)!),
      mayStart: (cell) => budget.allows(() => cellExpense(plan, works.get(cell)!, known)),
      mayRepeat: (cell) => budget.fits(() => cellExpense(plan, { cell, ...NOTHING_TO_TRAIN }, known)),
      now: () => new Date(),
      onEvent: (event) => {
        if (event.type === "finished") known.push(event.record);
        progress.onEvent(event);
      },
    });
  } finally {
    progress.end();
  }
}

/**
 * Takes samples of serving and records each one, with its progress on stderr.
 * @param rounds of the run in all, of which `missing` has those with samples to take
 * @param before the folder's lines, by which the time is estimated and loads begin
 * @returns the number of cells that could not be sampled
 * @throws the signal's reason if stopped
 */
async function sampleCells(
  measuring: Measuring,
  { missing, rounds }: RoundsToTake,
  before: readonly RunLine[],
): Promise<number> {
  const { plan, budget } = measuring;
  const taken = samplesIn(before);
  const pace = samplingPaceOf(plan, before);
  const progress = roundProgress(plan, { missing, rounds }, before, THIS_MACHINE);
  try {
    return await sampleServingRounds({
      ...measuring,
      rounds: missing,
      together: pace.together,
      loadOf: recordedLoads(before),
      mayStart: (cells) => budget.allows(() => samplesExpense(plan, cells, taken, pace)),
      mayRepeat: (cells) => budget.fits(() => samplesExpense(plan, cells, taken, pace)),
      timeLoop: () => timeLoop(() => performance.now(), LOOP_RUNS),
      now: () => new Date(),
      onEvent: (event) => {
        if (event.type === "sampled") taken.push(event.sample);
        progress.onEvent(event);
      },
    });
  } finally {
    progress.end();
  }
}

/** Where progress is told, and how many machines make it. */
export interface ProgressPlace {
  readonly stream: ProgressStream;
  readonly machines: () => number;
}

const THIS_MACHINE: ProgressPlace = { stream: process.stderr, machines: () => 1 };

/** Tells of cells as they finish. @param known records by which their time is estimated */
export function cellProgress(
  plan: Plan,
  cells: readonly PlannedCell[],
  known: readonly RunRecord[],
  { stream, machines }: ProgressPlace,
) {
  const pace = paceOf(plan, known);
  const works = new Map(cellWorks(plan, cells, known).map((work) => [work.cell, msOfCell(work, pace)]));
  return progressReporter({
    stream,
    total: cells.length,
    workMs: (cell) => works.get(cell)!,
    timeLeft: timeLeftOf([...works.values()], machines),
    labelOf: runLabels(plan),
  });
}

function timeLeftOf(estimatesMs: readonly number[], machines: () => number): TimeLeft {
  return new TimeLeft({ estimatesMs, machines, nowMs: () => performance.now(), since: new Date() });
}

/** Rounds of a run in all, of which `missing` has those with samples to take. */
export interface RoundsToTake {
  readonly missing: readonly ServingRound[];
  readonly rounds: number;
}

/** Tells of rounds as their samples are taken. @param before the folder's lines, by which their time is estimated */
export function roundProgress(
  plan: Plan,
  { missing, rounds }: RoundsToTake,
  before: readonly RunLine[],
  { stream, machines }: ProgressPlace,
) {
  const sampled = sampledCells(missing);
  const workMs = samplingPace(samplesIn(before), samplingPaceOf(plan, before));
  return samplingReporter({
    stream,
    total: sampled.length,
    rounds,
    workMs,
    timeLeft: timeLeftOf(sampled.map(workMs), machines),
    labelOf: runLabels(plan),
  });
}

/** What a run starts with: its first cell or, if all are done, the samples that start side by side; null if nothing is left. */
export function firstExpense(plan: Plan, rounds: number, lines: readonly RunLine[]): Expense | null {
  const records = recordsIn(lines);
  const [first] = cellWorks(plan, remaining(plan, records).toRun, records);
  if (first !== undefined) return cellExpense(plan, first, records);
  const cells = sampledCells(missingRounds(plan, lines, rounds));
  if (cells.length === 0) return null;
  const pace = samplingPaceOf(plan, lines);
  return samplesExpense(plan, cells.slice(0, pace.together), samplesIn(lines), pace);
}

function cellExpense(plan: Plan, work: CellWork, known: readonly RunRecord[]): Expense {
  return { ms: msOfCell(work, paceOf(plan, known)), usdPerHour: usdPerHourOf(plan, work.cell.priceId) };
}

/** @param cells at least one, which are sampled side by side */
function samplesExpense(
  plan: Plan,
  cells: readonly PlannedCell[],
  taken: readonly ServingSample[],
  pace: SamplingPace,
): Expense {
  return {
    ms: estimateSampling(cells, taken, pace),
    usdPerHour: mean(cells.map(({ priceId }) => usdPerHourOf(plan, priceId))),
  };
}

/** By what samples of a plan's cells are estimated. */
export function samplingPaceOf(plan: Plan, lines: readonly RunLine[]): SamplingPace {
  return { together: samplesTogether(plan), textMs: paceOf(plan, recordsIn(lines)).textMs };
}

/** The hourly price of an offer of the plan. */
export function usdPerHourOf({ offers }: Plan, priceId: string): number {
  return offers.find(({ id }) => id === priceId)!.usdPerHour;
}

/** How progress names a cell. */
function runLabels(plan: Plan): (cell: PlannedCell) => string {
  const { names } = labelsOf(plan);
  return ({ configuration, experiment }) => `${names.get(configuration)} · seed ${experiment.training.seed}`;
}
