import { groupBy } from "../../base/group-by.ts";
import { randomStream } from "../../base/random/mt19937.ts";
import { valuesForRobustInterval } from "../../base/statistics/median-interval.ts";
import { Turns } from "../../base/turns.ts";
import {
  type Host,
  isSampleOf,
  type Plan,
  type PlannedCell,
  RECORD_SCHEMA,
  type RunLine,
  recordsIn,
  runKey,
  type ServingSample,
  sampledKey,
  samplesIn,
} from "../../contract/index.ts";
import { COST_MISS, comparisonsOf, FEWEST_ROUNDS } from "../../contract/measuring.ts";
import { leastDisturbed, Repeats, type Watched } from "../machine/repeats.ts";
import { corpusKey } from "../plan.ts";
import type { Executor } from "../runner/executor.ts";
import { jobsOf } from "../runner/jobs.ts";
import type { RunStore } from "../runner/run-store.ts";
import { failureText } from "./failure-text.ts";

/** By cell, the rate that its record found under a load. */
export function recordedLoads(lines: readonly RunLine[]): SamplingSettings["loadOf"] {
  const records = new Map(recordsIn(lines).map((record) => [runKey(record), record]));
  return (cell) => {
    const record = records.get(runKey(cell));
    return record?.status === "ok" && record.usage.serve.load ? record.usage.serve.textsPerSecond : undefined;
  };
}

/** A round's samples that are still to be taken, in order. */
export interface ServingRound {
  /** 1-based. */
  readonly round: number;
  readonly cells: readonly PlannedCell[];
}

/**
 * How many rounds a plan gets: six, or as many as give every two configurations enough pairs of samples to be told apart if
 * all pairs but one agree. A round adds a pair. None for a single configuration, which is compared with nothing.
 */
export function roundsFor({ cells }: Plan): number {
  const configurations = new Set(cells.map(({ configuration }) => configuration)).size;
  const hasBaseline = cells.some(({ isBaseline }) => isBaseline);
  const comparisons = comparisonsOf(configurations, hasBaseline);
  return comparisons < 1 ? 0 : Math.max(FEWEST_ROUNDS, valuesForRobustInterval(COST_MISS / comparisons));
}

/**
 * The samples that a run folder lacks, round by round. Only cells that the plan's own code finished are sampled, and samples
 * of other code, or from before their cell was measured again, do not count.
 * @param plan the cells that may be sampled
 * @param toRun cells that will be measured first: they count as finished, and none of their samples as taken
 */
export function missingRounds(
  plan: Plan,
  lines: readonly RunLine[],
  rounds: number,
  toRun: readonly PlannedCell[] = [],
): ServingRound[] {
  const records = new Map(recordsIn(lines).map((record) => [runKey(record), record]));
  for (const cell of toRun) records.delete(runKey(cell));
  const cells = plan.cells.filter((cell) => {
    const record = records.get(runKey(cell));
    return toRun.includes(cell) || (record?.status === "ok" && record.code === plan.code);
  });
  const taken = new Set(
    samplesIn(lines).flatMap((sample) => {
      const record = records.get(sampledKey(sample));
      return record !== undefined && isSampleOf(sample, record) ? [`${runKey(record)} ${sample.round}`] : [];
    }),
  );
  return Array.from({ length: rounds }, (_, index) => {
    const round = index + 1;
    const missing = inRoundOrder(plan, inTurn(plan, cells, round), round).filter(
      (cell) => !taken.has(`${runKey(cell)} ${round}`),
    );
    return { round, cells: missing };
  }).filter((round) => round.cells.length > 0);
}

/** The cells of the samples that the rounds lack. */
export function sampledCells(rounds: readonly ServingRound[]): PlannedCell[] {
  return rounds.flatMap(({ cells }) => cells);
}

/**
 * One finished cell of each configuration, whose seeds and repeats take turns: each round then has a pair of any two. The
 * baseline, or else the first configuration with several finished cells, is served with the next of them as well: the same
 * work twice is the round's control.
 */
function inTurn(plan: Plan, finished: readonly PlannedCell[], round: number): PlannedCell[] {
  const configurations = [...groupBy(plan.cells, ({ configuration }) => configuration).values()];
  const severalTimes = configurations.filter((cells) => cells.filter((cell) => finished.includes(cell)).length > 1);
  const control = severalTimes.find(([cell]) => cell!.isBaseline) ?? severalTimes[0];
  return configurations.flatMap((cells) => {
    const turns = cells === control ? [round - 1, round] : [round - 1];
    return turns.map((turn) => cells[turn % cells.length]!).filter((cell) => finished.includes(cell));
  });
}

/** Shuffled anew in every round: none is always the first. */
function inRoundOrder({ name }: Plan, cells: readonly PlannedCell[], round: number): PlannedCell[] {
  const random = randomStream(1, `serving rounds of ${name}`, round);
  return [...random.permutation(cells.length)].map((index) => cells[index]!);
}

export type SamplingEvent =
  | { readonly type: "sampling"; readonly cell: PlannedCell; readonly round: number }
  | { readonly type: "sampled"; readonly cell: PlannedCell; readonly sample: ServingSample }
  | { readonly type: "unsampled"; readonly cell: PlannedCell; readonly reason: string }
  | { readonly type: "round"; readonly round: number };

export interface SamplingSettings {
  readonly plan: Plan;
  readonly rounds: readonly ServingRound[];
  readonly executor: Executor;
  readonly store: RunStore;
  readonly host: Host;
  /** Milliseconds of a fixed loop of work, timed now. */
  readonly timeLoop: () => number;
  /** How many processes start side by side, before they are timed one after another. */
  readonly together: number;
  /** Time limit of each process. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** The rate that a cell's record found under a load, where its samples begin to search; undefined for one without a load. */
  readonly loadOf: (cell: PlannedCell) => number | undefined;
  /** Whether samples of these cells, which start side by side, may be taken; all may if left out. The sampling ends before the first that may not. */
  readonly mayStart?: (cells: readonly PlannedCell[]) => boolean;
  /** Wall clock, for `startedAt`. */
  readonly now: () => Date;
  readonly onEvent: (event: SamplingEvent) => void;
}

/** A sample to take. */
interface Turn {
  readonly round: number;
  readonly cell: PlannedCell;
  readonly isLastOfRound: boolean;
}

/**
 * Samples the serving of finished cells, each sample in a fresh process, and appends it before the next one is timed. A few
 * processes start and load their models side by side; when all are ready, they are timed one after another. Samples that were
 * disturbed are taken again before they are appended. A cell whose sample fails gets no further ones in this run; the next run
 * tries again.
 * @returns the number of cells that failed
 * @throws the signal's reason if stopped
 */
export async function sampleServingRounds(settings: SamplingSettings): Promise<number> {
  const course: Course = { failed: new Set(), repeats: new Repeats(PATIENCE) };
  for (const group of groupsOf(turnsOf(settings.rounds), settings.together)) {
    settings.signal.throwIfAborted();
    if (settings.mayStart?.(group.map(({ cell }) => cell)) === false) break;
    await sampleTogether(settings, group, course);
  }
  return course.failed.size;
}

function turnsOf(rounds: readonly ServingRound[]): Turn[] {
  return rounds.flatMap(({ round, cells }) =>
    cells.map((cell, index) => ({ round, cell, isLastOfRound: index === cells.length - 1 })),
  );
}

function groupsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, group) =>
    items.slice(group * size, (group + 1) * size),
  );
}

/** Repeats of samples that may be in vain: two of each of a group. */
const PATIENCE = 8;

/** What a run's groups have in common. */
interface Course {
  /** Keys of cells that get no samples, to which those that fail are added. */
  readonly failed: Set<string>;
  readonly repeats: Repeats;
}

/** A sample, and what the machine did while it was taken. */
interface Taken extends Watched {
  readonly sample: ServingSample;
}

/**
 * Takes a group's samples, and then those again that were disturbed. What was not disturbed is on disk at once, and the rest
 * when the run is stopped.
 */
async function sampleTogether(settings: SamplingSettings, group: readonly Turn[], course: Course): Promise<void> {
  for (const { cell } of group) {
    if (course.failed.has(runKey(cell))) continue;
    const missing = await whatIsMissing(settings, cell);
    if (missing !== null) refuse(settings, course, cell, missing);
  }
  const held: Held = new Map();
  try {
    for (let waiting = group; waiting.length > 0; ) waiting = await takeTurns(settings, waiting, held, course);
  } finally {
    for (const attempts of held.values()) await settings.store.appendSample(withOthers(attempts));
  }
}

/** Attempts at samples that are to be taken again. */
type Held = Map<Turn, readonly Taken[]>;

/** @returns those to take again */
async function takeTurns(
  settings: SamplingSettings,
  group: readonly Turn[],
  held: Held,
  course: Course,
): Promise<Turn[]> {
  const turns = new Turns(group.length);
  const takeOne = async (turn: Turn, index: number) => {
    const isFirst = !held.has(turn);
    try {
      await takeOrHold(settings, turn, held, course, () => turns.turnOf(index));
      if (isFirst && turn.isLastOfRound) settings.onEvent({ type: "round", round: turn.round });
    } finally {
      turns.end(index);
    }
  };
  await Promise.all(group.map(takeOne));
  return group.filter((turn) => held.has(turn));
}

/** Takes a sample, and appends it with earlier attempts, or holds it where it is to be taken again. */
async function takeOrHold(
  settings: SamplingSettings,
  turn: Turn,
  held: Held,
  course: Course,
  turnCame: () => Promise<void>,
): Promise<void> {
  const { store, onEvent } = settings;
  const { cell, round } = turn;
  const attempts = [...(held.get(turn) ?? [])];
  if (!course.failed.has(runKey(cell))) {
    const taken = await takeServingSample(settings, { round, cell }, async () => {
      await turnCame();
      onEvent({ type: "sampling", cell, round });
    });
    if (typeof taken === "string") refuse(settings, course, cell, taken);
    else {
      attempts.push(taken);
      held.set(turn, attempts);
      if (course.repeats.wantsAnother(attempts)) return;
    }
  }
  held.delete(turn);
  // A repeat that failed leaves what was taken before.
  if (attempts.length === 0) return;
  const sample = withOthers(attempts);
  await store.appendSample(sample);
  onEvent({ type: "sampled", cell, sample });
}

function refuse({ onEvent }: SamplingSettings, { failed }: Course, cell: PlannedCell, reason: string): void {
  if (failed.has(runKey(cell))) return;
  failed.add(runKey(cell));
  onEvent({ type: "unsampled", cell, reason });
}

/** The least disturbed of all attempts at a sample, with the others. */
function withOthers(attempts: readonly Taken[]): ServingSample {
  const { sample } = leastDisturbed(attempts);
  const otherAttempts = attempts.flatMap(({ sample: other, disturbance }) => {
    const { startedAt, textsPerSecond, timedMs } = other;
    return other === sample || disturbance === null ? [] : [{ startedAt, textsPerSecond, timedMs, disturbance }];
  });
  return otherAttempts.length === 0 ? sample : { ...sample, otherAttempts };
}

/** The first rate of a sample is within so many parts of the record's. */
const START_SPREAD = 0.05;

/**
 * The rates of a search are multiples of its first. If that were the record's in each round, all would find one of the same few rates,
 * and repeat the record's luck.
 */
function firstRate(perSecond: number | undefined, { experiment, repeat }: PlannedCell, round: number) {
  if (perSecond === undefined) return undefined;
  const random = randomStream(1, "first rate", experiment.id, repeat, round);
  return perSecond * (1 + START_SPREAD * (2 * random.nextFloat64() - 1));
}

/** Makes sure that a cell can be served. @returns why it cannot */
async function whatIsMissing(settings: SamplingSettings, cell: PlannedCell): Promise<string | null> {
  const { plan, executor, store, limitMs, signal } = settings;
  if (!(await store.hasCorpus(corpusKey(cell, plan.code)))) {
    const prepared = await executor.run("prepare", jobsOf(plan, store).prepare(cell), { limitMs, signal });
    if (prepared.status !== "done") return failureText(prepared);
  }
  if ((await store.modelState(cell.experiment.id)) === "whole") return null;
  return "its model is missing or damaged: the next run measures the cell again";
}

/**
 * @param turn resolves when nothing else is timed
 * @returns the sample, or why there is none
 */
async function takeServingSample(
  { plan, executor, store, host, timeLoop, limitMs, signal, loadOf, now }: SamplingSettings,
  { round, cell }: Pick<Turn, "round" | "cell">,
  turn: () => Promise<void>,
): Promise<Taken | string> {
  let loopMs = 0;
  let startedAt = "";
  const startPerSecond = firstRate(loadOf(cell), cell, round);
  const outcome = await executor.run(
    "sample",
    {
      ...jobsOf(plan, store).serve(cell),
      purpose: "run",
      round,
      ...(startPerSecond === undefined ? {} : { startPerSecond }),
    },
    {
      limitMs,
      signal,
      turn: async () => {
        await turn();
        loopMs = timeLoop();
        startedAt = now().toISOString();
      },
    },
  );
  if (outcome.status !== "done") return failureText(outcome);
  const { textsPerSecond, peakRssBytes, processWallMs, disturbance } = outcome.report;
  const sample: ServingSample = {
    schema: RECORD_SCHEMA,
    kind: "sample",
    experiment: cell.experiment.id,
    repeat: cell.repeat,
    round,
    startedAt,
    code: plan.code,
    host: host.fingerprint,
    ...(host.machine === undefined ? {} : { machine: host.machine }),
    textsPerSecond: textsPerSecond.value,
    timedMs: textsPerSecond.timedMs,
    peakRssBytes,
    processWallMs,
    loopMs,
    ...(disturbance === null ? {} : { disturbance }),
  };
  return { sample, disturbance };
}
