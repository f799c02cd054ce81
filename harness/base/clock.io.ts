import type { Clock } from "./clock.ts";

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
