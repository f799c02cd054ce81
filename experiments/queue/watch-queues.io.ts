import type { Redis } from "ioredis";
import { eachOnce } from "../../harness/base/once.ts";
import type { Coordinator } from "../../harness/queue/coordinator.io.ts";
import { keysOf } from "../../harness/queue/names.ts";
import { livingWorkers } from "../../harness/queue/workers.io.ts";
import type { ProgressPlace } from "../actions/measure.ts";
import { interject } from "../progress.ts";
import { LiveView } from "./live-view.ts";
import { statusLines, unservedLines } from "./status-lines.ts";

/** Between looks at queues and workers, which takes as little of Redis as a job. */
const LOOK_MS = 5000;
/** The same for a reader who watches; in lines, where there is no terminal. */
const LIVE_MS = 1000;
const LINES_MS = 30_000;

export interface Watched {
  readonly redis: Redis;
  readonly code: string;
  readonly coordinator: Coordinator;
  /** Whether all is shown as it happens. */
  readonly isLive: boolean;
}

/** Says what happens to a run's jobs elsewhere while it waits for them. */
export function watchQueues({ redis, code, coordinator, isLive }: Watched): ProgressPlace & { end(): void } {
  const view = isLive && process.stderr.isTTY ? new LiveView(process.stderr) : null;
  const sayOnce = eachOnce(interject);
  let isLooking = false;
  let machines = 0;
  let shownMs = performance.now();
  const look = async () => {
    const [queues, workers] = await Promise.all([coordinator.counts(), livingWorkers(redis, keysOf(code))]);
    machines = workers.length;
    for (const line of unservedLines(queues, workers)) sayOnce(line);
    view?.show(statusLines(queues, workers, new Date()));
    if (isLive && view === null && performance.now() - shownMs > LINES_MS) {
      shownMs = performance.now();
      interject(statusLines(queues, workers, new Date()));
    }
  };
  const lookOnce = () => {
    // A Redis that is gone for a while must not gather questions.
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  };
  lookOnce();
  const timer = setInterval(lookOnce, view === null ? LOOK_MS : LIVE_MS);
  return {
    stream: view?.stream ?? process.stderr,
    machines: () => machines,
    end: () => {
      clearInterval(timer);
      view?.end();
    },
  };
}
