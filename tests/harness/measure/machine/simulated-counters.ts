import type { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { type MachineReading, TICK_MS } from "../../../../harness/measure/machine/reading.ts";

type Random = ReturnType<typeof randomStream>;

/** What runs on the simulated machine beside the timed part. */
export interface OtherWork {
  /** Cores that a second process uses throughout. */
  readonly cores: number;
  /** Share of a core that daemons use, in bursts of a few milliseconds. */
  readonly daemons: number;
}

const BURST_MS = 3;

/**
 * The two readings around a timed part on a machine of two cores, whose counters are rounded down to ticks as the kernel does. The
 * own process is on a core throughout, as far as the others leave it one, and its helper threads use a tenth of another.
 */
export function simulatedReadings(
  random: Random,
  elapsedMs: number,
  other: OtherWork,
): [MachineReading, MachineReading] {
  const uniform = () => random.nextUint32() / 2 ** 32;
  const startMs = 1e6 + 1000 * uniform();
  let burstsMs = 0;
  // A Poisson process of bursts.
  for (let atMs = gap(uniform, other.daemons); atMs < elapsedMs; atMs += gap(uniform, other.daemons)) {
    burstsMs += Math.min(BURST_MS * 2 * uniform(), elapsedMs - atMs);
  }
  const foreignMs = other.cores * elapsedMs + burstsMs;
  const ownMs = Math.min(1.1 * elapsedMs, 2 * elapsedMs - foreignMs);
  const idleBeforeMs = 1e5 + 1000 * uniform();
  const reading = (atMs: number, idleMs: number, own: number, wait: number): MachineReading => ({
    atMs,
    ownMs: own,
    cores: { count: 2, idleMs: ticks(idleMs), stealMs: 0, totalMs: ticks(2 * atMs) },
    waitMs: wait,
    throttledMs: 0,
    pressureMs: null,
  });
  const idleMs = 2 * elapsedMs - foreignMs - ownMs;
  return [
    reading(startMs, idleBeforeMs, 500, 0),
    reading(startMs + elapsedMs, idleBeforeMs + idleMs, 500 + ownMs, 1.1 * elapsedMs - ownMs),
  ];
}

const ticks = (ms: number) => TICK_MS * Math.floor(ms / TICK_MS);

function gap(uniform: () => number, daemons: number): number {
  return daemons === 0 ? Number.POSITIVE_INFINITY : (-Math.log(1 - uniform()) * BURST_MS) / daemons;
}
