import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { Clock } from "../../harness/base/clock.ts";
import { type OpenLoop, openLoop } from "../../harness/measure/load/open-loop.ts";

/** What became of the requests that were due in a part of the time. */
export interface LoadWindow {
  readonly latencyUs: RecordableHistogram;
  errors: number;
}

/** How long a load is, and what it is cut into. */
interface Windows {
  readonly forMs: number;
  readonly windowMs: number;
  /** Called at the end of each window, when its last requests may not be answered yet. */
  readonly onWindow: (window: LoadWindow) => Promise<void>;
}

/**
 * Sends requests in an open loop, and counts those of each window.
 * @param arrivals from the start, in ms; those from `forMs` on are not sent
 * @returns the windows, when all requests are answered
 */
export async function loadInWindows(
  { clock, send }: Pick<OpenLoop, "clock" | "send">,
  arrivals: Iterable<number>,
  { forMs, windowMs, onWindow }: Windows,
): Promise<LoadWindow[]> {
  const windows = Array.from({ length: Math.ceil(forMs / windowMs) }, newWindow);
  const ends = windows.map((window, index) => endOf(clock, (index + 1) * windowMs, () => onWindow(window)));
  await openLoop({
    clock,
    send,
    dueMs: before(forMs, arrivals),
    onSent: ({ dueMs, latencyMs, isAnswered }) => {
      const window = windows[Math.floor(dueMs / windowMs)]!;
      window.latencyUs.record(Math.max(1, Math.round(latencyMs * 1000)));
      if (!isAnswered) window.errors += 1;
    },
  });
  await Promise.all(ends);
  return windows;
}

function endOf(clock: Clock, atMs: number, act: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => clock.after(atMs, () => act().then(resolve, reject)));
}

function* before(forMs: number, arrivals: Iterable<number>): Generator<number> {
  for (const atMs of arrivals) {
    if (atMs >= forMs) return;
    yield atMs;
  }
}

function newWindow(): LoadWindow {
  return { latencyUs: createHistogram(), errors: 0 };
}
