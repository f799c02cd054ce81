import type { Disturbance } from "../../contract/disturbance.ts";
import { type CoreTimes, type MachineReading, TICK_MS } from "./reading.ts";

/** CPU time of other programs, in cores, from which a timing is disturbed (decision 44). */
const FOREIGN_CORES = 0.25;

/** Share of the time that the timed threads lost from which a timing is disturbed: costs within a tenth count as the same. */
const LOST_SHARE = 0.1;

/** Starts watching the machine. @returns a function that ends it; it gives null where the machine cannot be read */
export function watchMachine(read: (() => MachineReading) | undefined): () => Disturbance | null {
  if (read === undefined) return () => null;
  const before = read();
  return () => disturbanceBetween(before, read());
}

/** What the machine did besides the own work between two readings. */
export function disturbanceBetween(before: MachineReading, after: MachineReading): Disturbance {
  const elapsedMs = after.atMs - before.atMs;
  const cores = coresBetween(before.cores, after.cores);
  const grown = (counter: "waitMs" | "throttledMs" | "pressureMs") => {
    const [from, to] = [before[counter], after[counter]];
    // What threads waited that have ended since is no longer counted.
    return from === null || to === null ? null : Math.max(0, to - from);
  };
  const shareOf = (ms: number | null) => (ms === null ? null : ms / elapsedMs);
  const told = {
    elapsedMs,
    foreignCpuShare: cores && shareOf(foreignMs(cores, elapsedMs, after.ownMs - before.ownMs)),
    waitShare: shareOf(grown("waitMs")),
    stealShare: cores && shareOf(cores.stealMs),
    throttledMs: grown("throttledMs"),
    pressureShare: shareOf(grown("pressureMs")),
  };
  return { ...told, disturbed: isDisturbed(told) };
}

/** Null where nothing is told: in some containers /proc/stat stands still. */
function coresBetween(before: CoreTimes | null, after: CoreTimes | null): CoreTimes | null {
  if (before === null || after === null || after.totalMs === before.totalMs) return null;
  return {
    count: after.count,
    idleMs: after.idleMs - before.idleMs,
    stealMs: after.stealMs - before.stealMs,
    totalMs: after.totalMs - before.totalMs,
  };
}

/**
 * The time of the cores that was neither idle nor stolen nor used by pricewar's own processes. Linux counts idle time by the
 * clock and rounds it when it is read; busy time it samples once a tick.
 */
function foreignMs({ count, idleMs, stealMs }: CoreTimes, elapsedMs: number, ownMs: number): number {
  return Math.max(0, count * elapsedMs - idleMs - stealMs - ownMs);
}

/** Null where the other programs' time is not told, and nothing else was too much. */
function isDisturbed(told: Omit<Disturbance, "disturbed" | "pressureShare">): boolean | null {
  const { elapsedMs, foreignCpuShare, waitShare, stealShare, throttledMs } = told;
  const foreign = (foreignCpuShare ?? 0) * elapsedMs;
  const stolen = (stealShare ?? 0) * elapsedMs;
  // Own threads can also wait for each other: only as long as others ran.
  const keptWaiting = Math.min((waitShare ?? 0) * elapsedMs, foreign);
  const lost = LOST_SHARE * elapsedMs;
  const isTooMuch =
    // Counters of ticks are rounded down: a difference of one tick may be nothing.
    foreign > Math.max(FOREIGN_CORES * elapsedMs, 2 * TICK_MS) ||
    stolen > Math.max(lost, TICK_MS) ||
    keptWaiting > Math.max(lost, TICK_MS) ||
    (throttledMs ?? 0) > lost;
  return isTooMuch || (foreignCpuShare === null ? null : false);
}
