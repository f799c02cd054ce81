import { Turns } from "../../base/turns.ts";
import {
  type Host,
  type Plan,
  type PlannedCell,
  RECORD_SCHEMA,
  runKey,
  type ServingSample,
} from "../../contract/index.ts";
import { corpusKey } from "../artifact-keys.ts";
import { leastDisturbed, type RunRepeats, type Watched } from "../machine/repeats.ts";
import type { Executor } from "../runner/executor.ts";
import { jobsOf } from "../runner/jobs.ts";
import type { RunStore } from "../runner/run-store.ts";
import { failureText } from "./failure-text.ts";
import { firstRate, type LoadOfCell } from "./first-rate.ts";
import type { ServingRound } from "./missing-rounds.ts";

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
  /** Which disturbed timings of the whole command are taken again. */
  readonly repeats: RunRepeats;
  /** Where a cell's samples begin to search. */
  readonly loadOf: LoadOfCell;
  /** Whether samples of these cells, which start side by side, may be taken; all may if left out. The sampling ends before the first that may not. */
  readonly mayStart?: (cells: readonly PlannedCell[]) => boolean;
  /** Whether disturbed samples of these cells may be taken again; all may if left out. */
  readonly mayRepeat?: (cells: readonly PlannedCell[]) => boolean;
  /** Wall clock, for `startedAt`. */
  readonly now: () => Date;
  readonly onEvent: (event: SamplingEvent) => void;
}

/** A sample to take. */
interface Turn {
  readonly round: number;
  readonly cell: PlannedCell;
  readonly isLastOfRound: boolean;
  /** Attempts that are not on disk, since another is to be made. */
  readonly held: Taken[];
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
  const failed: Failed = new Set();
  for (const group of groupsOf(turnsOf(settings.rounds), settings.together)) {
    settings.signal.throwIfAborted();
    if (settings.mayStart?.(group.map(({ cell }) => cell)) === false) break;
    await sampleTogether(settings, group, failed);
  }
  return failed.size;
}

function turnsOf(rounds: readonly ServingRound[]): Turn[] {
  return rounds.flatMap(({ round, cells }) =>
    cells.map((cell, index) => ({ round, cell, isLastOfRound: index === cells.length - 1, held: [] })),
  );
}

function groupsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, group) =>
    items.slice(group * size, (group + 1) * size),
  );
}

/** Keys of cells that get no further samples. */
type Failed = Set<string>;

/** A sample, and what the machine did while it was taken. */
interface Taken extends Watched {
  readonly sample: ServingSample;
}

/**
 * Takes a group's samples, and then those again that were disturbed. What was not disturbed is on disk at once, and the rest
 * when the run is stopped, or another attempt does not fit.
 */
async function sampleTogether(settings: SamplingSettings, group: readonly Turn[], failed: Failed): Promise<void> {
  for (const { cell } of group) {
    if (failed.has(runKey(cell))) continue;
    const missing = await whatIsMissing(settings, cell);
    if (missing !== null) refuse(settings, failed, cell, missing);
  }
  try {
    let waiting = await takeTurns(settings, group, failed);
    while (waiting.length > 0 && settings.mayRepeat?.(waiting.map(({ cell }) => cell)) !== false) {
      waiting = await takeTurns(settings, waiting, failed);
    }
  } finally {
    for (const turn of group.filter(isHeld)) await settle(settings, turn);
  }
}

function isHeld({ held }: Turn): boolean {
  return held.length > 0;
}

/**
 * If one fails, such as on a full disk, or the run is stopped, the others are stopped too, and have ended when this rejects.
 * @returns those to take again
 */
async function takeTurns(settings: SamplingSettings, group: readonly Turn[], failed: Failed): Promise<Turn[]> {
  const turns = new Turns(group.length);
  const stop = new AbortController();
  const stoppable = { ...settings, signal: AbortSignal.any([settings.signal, stop.signal]) };
  const takeOne = async (turn: Turn, index: number) => {
    const isFirst = !isHeld(turn);
    try {
      await takeOrHold(stoppable, turn, failed, () => turns.turnOf(index));
      if (isFirst && turn.isLastOfRound) settings.onEvent({ type: "round", round: turn.round });
    } catch (error) {
      stop.abort(error);
    } finally {
      turns.end(index);
    }
  };
  await Promise.all(group.map(takeOne));
  stop.signal.throwIfAborted();
  return group.filter(isHeld);
}

/** Takes a sample, and appends it with earlier attempts, or holds it where it is to be taken again. */
async function takeOrHold(
  settings: SamplingSettings,
  turn: Turn,
  failed: Failed,
  turnCame: () => Promise<void>,
): Promise<void> {
  const { cell, held } = turn;
  if (!failed.has(runKey(cell))) {
    const taken = await takeServingSample(settings, turn, turnCame);
    if (typeof taken === "string") refuse(settings, failed, cell, taken);
    else {
      held.push(taken);
      if (settings.repeats.samples.wantsAnother(held)) return;
    }
  }
  // A repeat that failed leaves what was taken before.
  if (isHeld(turn)) await settle(settings, turn);
}

/** Appends what was taken. */
async function settle({ store, onEvent }: SamplingSettings, { cell, held }: Turn): Promise<void> {
  const sample = withOthers(held.splice(0));
  await store.appendSample(sample);
  onEvent({ type: "sampled", cell, sample });
}

function refuse({ onEvent }: SamplingSettings, failed: Failed, cell: PlannedCell, reason: string): void {
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
 * @param turnCame resolves when nothing else is timed
 * @returns the sample, or why there is none
 */
async function takeServingSample(
  { plan, executor, store, host, timeLoop, limitMs, signal, loadOf, now, onEvent }: SamplingSettings,
  { round, cell }: Turn,
  turnCame: () => Promise<void>,
): Promise<Taken | string> {
  let loopMs = 0;
  let startedAt = "";
  let hasEnded = false;
  const load = loadOf(cell);
  const outcome = await executor.run(
    "sample",
    {
      ...jobsOf(plan, store).serve(cell),
      purpose: "run",
      round,
      ...(load === undefined ? {} : { startPerSecond: firstRate(load, cell, round) }),
    },
    {
      limitMs,
      signal,
      turn: async () => {
        await turnCame();
        // Its process may have died while it waited, or been stopped.
        if (hasEnded || signal.aborted) return;
        onEvent({ type: "sampling", cell, round });
        loopMs = timeLoop();
        startedAt = now().toISOString();
      },
    },
  );
  hasEnded = true;
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
