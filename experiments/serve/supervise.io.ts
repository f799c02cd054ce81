import cluster, { type Worker } from "node:cluster";
import type { Logger } from "pino";
import type { Clock } from "../../harness/base/clock.ts";
import { signalChild } from "../../harness/base/processes.io.ts";
import { MetricsRounds } from "./metrics-rounds.io.ts";
import { mayRestart } from "./restarts.ts";

export interface Supervision {
  readonly workers: number;
  /** Command line of a worker: of an option that stands twice, the last counts. */
  readonly args: readonly string[];
  /** What a worker has for its last answers. */
  readonly drainLimitMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Aborts when the service is to end. */
  readonly stop: AbortSignal;
}

/** For a worker that should have ended by itself. */
const GRACE_MS = 2000;

/**
 * Starts this process's program again as workers, which share its port, and replaces those that die.
 * @returns the exit code, when all have ended: that of the first worker if it could not start, else 0 if all ended well
 */
export function supervise(supervision: Supervision): Promise<number> {
  cluster.setupPrimary({ args: [...supervision.args] });
  return new Promise((resolve) => {
    new Workers(supervision, resolve).startFirst();
  });
}

type State = "starting" | "serving" | "ending";

class Workers {
  readonly #supervision: Supervision;
  readonly #resolve: (exitCode: number) => void;
  readonly #metrics: MetricsRounds;
  readonly #running = new Set<Worker>();
  readonly #deathsMs: number[] = [];
  #state: State = "starting";
  #exitCode = 0;
  #forgetKill: (() => void) | null = null;

  constructor(supervision: Supervision, resolve: (exitCode: number) => void) {
    this.#supervision = supervision;
    this.#resolve = resolve;
    this.#metrics = new MetricsRounds(supervision.clock);
  }

  /** The others follow when it listens: what keeps one from it would keep all, and is said once. */
  startFirst(): void {
    this.#start().once("listening", () => {
      const { workers, stop } = this.#supervision;
      if (this.#state !== "starting") return;
      this.#state = "serving";
      if (stop.aborted) this.#end();
      stop.addEventListener("abort", () => this.#end(), { once: true });
      while (this.#state === "serving" && this.#running.size < workers) this.#start();
    });
  }

  #start(): Worker {
    const worker = cluster.fork();
    this.#running.add(worker);
    worker.once("listening", () => this.#metrics.add(worker));
    worker.once("exit", (code: number | null, signal: string | null) => void this.#ended(worker, code, signal));
    return worker;
  }

  async #ended(worker: Worker, code: number | null, signal: string | null): Promise<void> {
    this.#running.delete(worker);
    await this.#metrics.end(worker);
    if (this.#state === "starting") this.#exitCode = code ?? 1;
    else if (this.#state === "serving") this.#replace(worker, code, signal);
    else if (code !== 0) this.#exitCode = 1;
    if (this.#running.size > 0) return;
    this.#forgetKill?.();
    this.#resolve(this.#exitCode);
  }

  #replace(worker: Worker, code: number | null, signal: string | null): void {
    const { clock, logger } = this.#supervision;
    this.#deathsMs.push(clock.nowMs());
    const died = { worker: worker.id, workerPid: worker.process.pid, code, signal };
    if (mayRestart(this.#deathsMs, clock.nowMs())) {
      logger.error(died, "a worker died and is replaced");
      this.#start();
    } else {
      logger.fatal(died, "workers keep dying: the service ends");
      this.#exitCode = 1;
      this.#end();
    }
  }

  /** Each worker answers what it has, and ends by itself. */
  #end(): void {
    this.#state = "ending";
    const { clock, drainLimitMs } = this.#supervision;
    for (const worker of this.#running) signalChild(worker.process, "SIGTERM");
    this.#forgetKill = clock.after(drainLimitMs + GRACE_MS, () => {
      for (const worker of this.#running) signalChild(worker.process, "SIGKILL");
    });
  }
}
