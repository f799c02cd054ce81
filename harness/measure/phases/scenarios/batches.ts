import { median, sum } from "simple-statistics";
import { IncompleteError } from "../../../base/errors.ts";
import { type CallBudget, perSecond, type TimedRound } from "../time-calls.ts";
import type { SamplePurpose, ServingGroup } from "./scenario.ts";

/** Half a second at most: where a run samples serving, the samples count. */
export const THROUGHPUT = { rounds: 6, leastMs: 60, limitMs: 450, minCalls: 3 } satisfies CallBudget;
const WARM_MS = 40;
/** Several processes are only timed while all are at work: they begin a little apart, and their code is not warm. */
const TOGETHER: CallBudget = { rounds: 6, leastMs: 600, limitMs: 900, minCalls: 3 };
const WARM_TOGETHER_MS = 250;

/** A sample is one of many: just long enough for a median. */
export const SAMPLES = {
  check: { alone: sampleBudget(250, 3), together: sampleBudget(400, 3), warmMs: 0 },
  run: { alone: sampleBudget(70, 2), together: sampleBudget(200, 2), warmMs: WARM_MS },
} as const satisfies Record<SamplePurpose, { alone: CallBudget; together: CallBudget; warmMs: number }>;

export function sampleBudget(limitMs: number, minCalls: number): CallBudget {
  return { rounds: Number.POSITIVE_INFINITY, limitMs, minCalls };
}

/** Texts per second of all processes together. */
export interface Throughput {
  readonly textsPerSecond: number;
  /** With the slowest rounds of all, and with the fastest. */
  readonly range: readonly [slowest: number, fastest: number];
  readonly timedMs: number;
}

export function measureBatches(group: Pick<ServingGroup, "all">, batchSize: number): Promise<Throughput> {
  const isAlone = group.all.length === 1;
  return timeBatches(group, batchSize, isAlone ? THROUGHPUT : TOGETHER, isAlone ? WARM_MS : WARM_TOGETHER_MS);
}

export function sampleBatches(
  group: Pick<ServingGroup, "all">,
  batchSize: number,
  purpose: SamplePurpose,
): Promise<Throughput> {
  const { alone, together, warmMs } = SAMPLES[purpose];
  const isAlone = group.all.length === 1;
  return timeBatches(group, batchSize, isAlone ? alone : together, isAlone ? warmMs : WARM_TOGETHER_MS);
}

async function timeBatches(
  { all }: Pick<ServingGroup, "all">,
  batchSize: number,
  budget: CallBudget,
  warmMs: number,
): Promise<Throughput> {
  for (let length = 1; length <= LONGEST; length *= 2) {
    const rounds = { batchSize, warmMs, budget: longer(budget, length) };
    const [own, ...others] = all;
    const elsewhere = others.map((process) => process.timeRounds(rounds));
    // This process sends its messages before it is busy.
    if (others.length > 0) await new Promise((resolve) => setImmediate(resolve));
    const throughput = throughputOf(await Promise.all([own!.timeRounds(rounds), ...elsewhere]));
    if (throughput !== null) return throughput;
  }
  throw new IncompleteError(
    "the processes that serve were never at work at the same time: run again on a quieter machine",
  );
}

/** Where another program keeps one of the processes from its core, all are timed for longer: so many times as long at most. */
const LONGEST = 8;

function longer({ leastMs = 0, limitMs, ...rest }: CallBudget, times: number): CallBudget {
  return { ...rest, leastMs: leastMs * times, limitMs: limitMs * times };
}

/**
 * The throughput of processes that worked at the same time: the sum of their own, over the rounds of each that began and ended while
 * all were timed.
 * @param processes rounds of each process, on one clock, all of as many texts
 * @returns null where a process has no such round
 */
export function throughputOf(processes: readonly (readonly TimedRound[])[]): Throughput | null {
  const fromMs = Math.max(...processes.map((rounds) => rounds[0]!.startMs));
  const toMs = Math.min(...processes.map((rounds) => endOf(rounds.at(-1)!)));
  const shared = processes.map((rounds) =>
    processes.length === 1 ? rounds : rounds.filter((round) => round.startMs >= fromMs && endOf(round) <= toMs),
  );
  if (shared.some((rounds) => rounds.length === 0)) return null;
  const together = (wallMsOf: (rounds: readonly number[]) => number) =>
    sum(shared.map((rounds) => perSecond(rounds[0]!.texts, wallMsOf(rounds.map(({ wallMs }) => wallMs)))));
  return {
    textsPerSecond: together((wallsMs) => median([...wallsMs])),
    range: [together((wallsMs) => Math.max(...wallsMs)), together((wallsMs) => Math.min(...wallsMs))],
    timedMs: Math.max(...shared.map((rounds) => sum(rounds.map(({ wallMs }) => wallMs)))),
  };
}

function endOf({ startMs, wallMs }: TimedRound): number {
  return startMs + wallMs;
}
