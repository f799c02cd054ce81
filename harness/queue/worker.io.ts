import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Job, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { refusalBy } from "../base/documents/accepts.ts";
import { eachOnce } from "../base/once.ts";
import { printable } from "../base/printable.ts";
import { type JobData, type JobResult, jobSchema, LARGEST_PAYLOAD } from "./job-data.ts";
import { LaterError, RefusedError } from "./later-error.ts";
import { CODES_KEY, canServe, type Keys, keysOf } from "./names.ts";
import { placeOfQueues } from "./open-queues.io.ts";
import { isOfRun, memberOf } from "./queue-jobs.ts";

/** Workers that may die with a job before it counts as failed: so many are hardly killed by chance. */
const MOST_DEATHS = 5;
/** Between looks for work where there was none, and for further queues. */
const PAUSE_MS = 500;
const QUEUES_MS = 5000;
/** For so long a worker leaves a run's jobs to others, after one that it refused: for longer than that job waits, or it would take it again. */
const LEFT_MS = 30_000;
/** A coordinator says more often that it has work. */
const RECENT_MS = 60_000;

const refusalOfJob = refusalBy(jobSchema);

export interface Working {
  readonly redis: Redis;
  /** Of what measures here. */
  readonly code: string;
  readonly backends: readonly string[];
  /** Does a job. @throws LaterError, or what went wrong; the signal's reason if it was stopped */
  readonly execute: (job: JobData, signal: AbortSignal, onStart: () => void) => Promise<JobResult>;
  readonly signal: AbortSignal;
  /** Ends after so long without work; goes on for ever if left out. */
  readonly idleMs?: number;
  /** How long it may be silent before its job goes to another worker. */
  readonly lockMs: number;
  /** A job that has begun; null when it has ended. */
  readonly onJob: (job: JobData | null) => void;
  readonly onLine: (line: string) => void;
}

/** Does one job after another, of all queues that this machine can serve, until it is stopped. Its job then goes back. */
export async function workThroughQueues(settings: Working): Promise<void> {
  const { redis, code, signal, idleMs = Number.POSITIVE_INFINITY } = settings;
  const queues = new QueueWorkers(settings);
  const sayOnce = eachOnce(settings.onLine);
  let lookMs = 0;
  let idleSinceMs = performance.now();
  try {
    while (!signal.aborted && performance.now() - idleSinceMs < idleMs) {
      if (performance.now() >= lookMs) {
        lookMs = performance.now() + QUEUES_MS;
        queues.open(await redis.smembers(keysOf(code).queues));
        for (const line of await foreignWork(redis, code)) sayOnce(line);
      }
      const found = await queues.doOne();
      if (found === "work") idleSinceMs = performance.now();
      else if (found === "nothing") await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await queues.close();
  }
}

/** BullMQ's workers of each queue, which only fetch: this process does one job at a time, whatever its queue. */
class QueueWorkers {
  readonly #settings: Working;
  readonly #keys: Keys;
  readonly #workers = new Map<string, Worker>();
  /** Until when each is taken as empty, where it was. */
  readonly #emptyUntilMs = new Map<Worker, number>();
  /** Until when the jobs of a run are left to others, by its id. */
  readonly #leftUntilMs = new Map<string, number>();
  readonly #sayRefusal: (reason: string) => void;
  /** Which of them comes next, so that none waits for the others to be empty. */
  #turn = 0;

  constructor(settings: Working) {
    this.#settings = settings;
    this.#keys = keysOf(settings.code);
    this.#sayRefusal = eachOnce((reason) => settings.onLine(`refused: ${printable(reason)}`));
  }

  open(names: readonly string[]): void {
    for (const name of names) {
      if (this.#workers.has(name) || !canServe(name, this.#settings.backends)) continue;
      this.#workers.set(name, this.#opened(name));
    }
  }

  /** @returns what was there, in queues that have not just been empty */
  async doOne(): Promise<"work" | "refused" | "nothing"> {
    const workers = [...this.#workers.values()];
    for (let tried = 0; tried < workers.length; tried += 1) {
      const worker = workers[this.#turn % workers.length]!;
      this.#turn += 1;
      if (performance.now() < (this.#emptyUntilMs.get(worker) ?? 0)) continue;
      const token = randomUUID();
      const job = (await this.#isLeft(worker)) ? undefined : await worker.getNextJob(token, { block: false });
      if (job === undefined) {
        this.#emptyUntilMs.set(worker, performance.now() + PAUSE_MS);
        continue;
      }
      return (await this.#do(job, token)) ? "work" : "refused";
    }
    return "nothing";
  }

  /** Whether a queue has jobs of such runs alone: who takes one only to refuse it keeps it from those who could do it. */
  async #isLeft(worker: Worker): Promise<boolean> {
    const runs = [...this.#leftUntilMs].flatMap(([run, untilMs]) => (performance.now() < untilMs ? run : []));
    if (runs.length === 0) return false;
    const { redis } = this.#settings;
    const ids = await Promise.all([
      redis.lrange(worker.toKey("wait"), 0, -1),
      redis.zrange(worker.toKey("delayed"), 0, "-1"),
    ]);
    return ids.flat().every((id) => runs.some((run) => isOfRun(id, run)));
  }

  async close(): Promise<void> {
    // Jobs end by this class, so that BullMQ has none to wait for, and asks a Redis that may be gone for nothing.
    await Promise.all([...this.#workers.values()].map((worker) => worker.close(true)));
  }

  #opened(name: string): Worker {
    const { redis, code, lockMs } = this.#settings;
    const worker = new Worker(name, null, {
      ...placeOfQueues(redis, code),
      autorun: false,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MOST_DEATHS,
    });
    worker.on("error", () => undefined);
    // One whose workers died too often, which this one found out.
    worker.on("failed", (job) => {
      if (job !== undefined) void this.#sayEnded(job).catch(() => undefined);
    });
    void worker.startStalledCheckTimer();
    return worker;
  }

  /** @returns false if this worker refuses it */
  async #do(job: Job, token: string): Promise<boolean> {
    const { signal, execute, onJob, onLine, lockMs } = this.#settings;
    const lost = new AbortController();
    const renewal = setInterval(() => {
      job.extendLock(token, lockMs).then(
        (extended) => extended === 1 || lost.abort(new Error("it was given to another worker")),
        (error: Error) => lost.abort(error),
      );
    }, lockMs / 3);
    try {
      const refusal = refusalOfJob(job.data);
      if (refusal !== null) throw new UnrecoverableError(`the job is none that this worker knows: ${refusal.message}`);
      const data = job.data as JobData;
      const result = await execute(data, AbortSignal.any([signal, lost.signal]), () => onJob(data));
      lost.signal.throwIfAborted();
      if (JSON.stringify(result).length > LARGEST_PAYLOAD)
        throw new UnrecoverableError(`its result is over ${LARGEST_PAYLOAD} characters long`);
      await job.moveToCompleted(result, token, false);
      await this.#sayEnded(job);
      return true;
    } catch (error) {
      await this.#giveBack(job, token, lost.signal.aborted ? lost.signal.reason : error).catch((reason: Error) =>
        onLine(`${job.name} ${job.id}: ${printable(reason.message)}`),
      );
      return !(error instanceof RefusedError);
    } finally {
      clearInterval(renewal);
      onJob(null);
    }
  }

  async #giveBack(job: Job, token: string, error: unknown): Promise<void> {
    const { signal, onLine } = this.#settings;
    if (signal.aborted) {
      await job.moveToWait(token);
      return;
    }
    if (error instanceof RefusedError) {
      this.#sayRefusal(error.message);
      this.#leftUntilMs.set((job.data as JobData).run, performance.now() + LEFT_MS);
    }
    if (error instanceof LaterError) {
      await job.moveToDelayed(Date.now() + error.waitMs, token);
      return;
    }
    const failure = error instanceof Error ? error : new Error(String(error));
    onLine(`${job.name} ${job.id}: ${printable(failure.message)}`);
    await job.moveToFailed(failure, token, false);
    await this.#sayEnded(job);
  }

  /** Tells the job's coordinator, which asks for what is said more or less often itself. Nothing waits for one that releases others. */
  async #sayEnded({ id, queueName, data }: Job): Promise<void> {
    const { kind, run } = data as JobData;
    if (kind === "release") return;
    await this.#settings.redis.sadd(this.#keys.finished(run), memberOf({ queue: queueName, id: id! }));
  }
}

/** Sentences about work that waits for other code than this worker's. */
async function foreignWork(redis: Redis, code: string): Promise<string[]> {
  const codes = await redis.zrange(CODES_KEY, Date.now() - RECENT_MS, "+inf", "BYSCORE");
  return codes
    .filter((other) => other !== code)
    .map(
      (other) =>
        `work of the measuring code ${printable(other)} waits here, and this worker's is ${code}: it takes none of that. Run the same version of pricewar, with the same lockfile, on both sides`,
    );
}
