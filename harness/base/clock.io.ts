import type { Clock } from "./clock.ts";

const NS_PER_MS = 1e6;

/** This process's own. Its timers know whole milliseconds: a delay between 0 and 1 ms takes 1 ms. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, action) {
    if (delayMs <= 0) {
      const immediate = setImmediate(action);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Within this time the spinning clock looks at the time again and again. */
const SPIN_MS = 1;

/**
 * The same, to the microsecond: it asks for the time all along while an action is near, which keeps a core busy. For a process that
 * makes its own load, and has nothing else to do.
 */
export const spinningClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const dueMs = performance.now() + delayMs;
    let forget: () => void;
    const look = () => {
      const leftMs = dueMs - performance.now();
      if (leftMs <= 0) action();
      else wait(leftMs);
    };
    const wait = (leftMs: number) => {
      forget = systemClock.after(leftMs > SPIN_MS ? leftMs - SPIN_MS : 0, look);
    };
    wait(delayMs);
    return () => forget();
  },
};

/** From this process's clock to the machine's. */
const machineOffsetMs = Number(process.hrtime.bigint()) / NS_PER_MS - performance.now();

/** Milliseconds on a clock that all processes of the machine share. */
export function machineNowMs(): number {
  return performance.now() + machineOffsetMs;
}
