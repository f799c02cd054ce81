import { setTimeout } from "node:timers/promises";
import { type FlowJob, FlowProducer } from "bullmq";
import type { Redis } from "ioredis";
import { canonicalJson, type Json, sha256Hex } from "../base/canonical-json.ts";
import type { Plan } from "../contract/index.ts";
import { type Arrival, Awaited, awaitedJobs } from "./awaited.ts";
import type { JobData, PlanHeader } from "./job-data.ts";
import { type EndedInPlace, ManyJobs } from "./many-jobs.io.ts";
import { CODES_KEY, type Keys, keysOf, SECONDS_KEPT, servingQueue } from "./names.ts";
import { OpenQueues, placeOfQueues } from "./open-queues.io.ts";
import { flowOf, type JobPlace, jobOptions, memberOf, placeOf } from "./queue-jobs.ts";
import type { Task, TrainingTask } from "./tasks.ts";

/** Awaited jobs that are in Redis at a time: enough for hundreds of workers, and a bound for memory here and there. */
const WINDOW = 2000;
/** Results that are taken at a time. */
const BATCH = 100;
/** Between looks for results. */
const PAUSE_MS = 200;
const AUDIT_MS = 15_000;

export interface Coordinating {
  readonly redis: Redis;
  readonly code: string;
  /** Of the run folder. */
  readonly run: string;
  readonly signal: AbortSignal;
  /** Between looks whether jobs are still there. */
  readonly auditMs?: number;
  /** Leaves what jobs need beside their plans, where it is not there any more. Nothing if left out. */
  readonly leaveContents?: () => Promise<void>;
}

/** How many jobs of a queue wait, and how many are done now. */
export interface QueueCounts {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
}

/**
 * Keeps what arrived, safely on disk.
 * @returns ids of jobs to do once more, since what they made is gone
 */
export type Take = (arrivals: readonly Arrival[]) => Promise<readonly string[]>;

/** Where a run leaves its work and finds what came of it. */
export class Coordinator {
  readonly #settings: Coordinating;
  readonly #keys: Keys;
  readonly #queues: OpenQueues;
  readonly #jobs: ManyJobs;
  readonly #flows: FlowProducer;
  /** What was left of each, by its SHA-256. */
  readonly #plans = new Map<string, string>();

  constructor(settings: Coordinating) {
    this.#settings = settings;
    this.#keys = keysOf(settings.code);
    this.#queues = new OpenQueues(settings.redis, settings.code);
    this.#jobs = new ManyJobs(settings.redis, this.#queues);
    this.#flows = new FlowProducer(placeOfQueues(settings.redis, settings.code));
    // The connection says when it is lost.
    this.#flows.on("error", () => undefined);
  }

  /** What jobs of the next runs refer to. @returns its SHA-256 */
  addPlan({ cells: _, ...header }: PlanHeader & Partial<Pick<Plan, "cells">>): string {
    const text = canonicalJson(header as unknown as Json);
    const sha256 = sha256Hex(text);
    this.#plans.set(sha256, text);
    return sha256;
  }

  /**
   * Leaves tasks, a window of them at a time, until all that they await has arrived. What is there of an earlier command is not
   * done again: its results come first. Jobs that a Redis has lost are left again.
   * @throws the signal's reason if stopped, and what `take` throws
   */
  async run(tasks: Iterable<Task>, take: Take): Promise<void> {
    try {
      await this.#run(tasks, take);
    } catch (error) {
      // Whatever fails then fails since the connection ends.
      this.#settings.signal.throwIfAborted();
      throw error;
    }
  }

  async #run(tasks: Iterable<Task>, take: Take): Promise<void> {
    const { signal, auditMs: betweenMs = AUDIT_MS } = this.#settings;
    const left = tasks[Symbol.iterator]();
    const awaited = new Awaited();
    let next = left.next();
    await this.#leavePlans();
    let auditMs = performance.now() + betweenMs;
    let toAudit = new Set<Task>();
    while (next.done !== true || awaited.size > 0) {
      signal.throwIfAborted();
      for (; next.done !== true && awaited.size < WINDOW; next = left.next()) {
        awaited.add(next.value);
        toAudit.add(next.value);
      }
      if (performance.now() > auditMs) {
        auditMs = performance.now() + betweenMs;
        toAudit = new Set(awaited.tasks());
        await this.#leavePlans();
      }
      await this.#audit([...toAudit], awaited);
      const { ended, isAll } = await this.#finished();
      toAudit = await this.#accept(ended, awaited, take);
      // Many small batches would cost more than a few large ones, and nobody waits for a result.
      if (isAll && awaited.size > 0) await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** How many jobs wait and are done now, of each queue that this run has left some in, whoever left them. */
  async counts(): Promise<readonly QueueCounts[]> {
    return Promise.all(
      this.#queues.all().map(async (queue) => {
        const { waiting = 0, delayed = 0, active = 0 } = await queue.getJobCounts("waiting", "delayed", "active");
        return { queue: queue.name, waiting: waiting + delayed, active };
      }),
    );
  }

  async close(): Promise<void> {
    await this.#queues.close();
    await this.#flows.close();
  }

  /** Keeps what ended, and removes it from Redis only then. @returns tasks to look after */
  async #accept(ended: readonly EndedInPlace[], awaited: Awaited, take: Take): Promise<Set<Task>> {
    if (ended.length === 0) return new Set();
    const arrivals = ended.flatMap((one) => awaited.arrivalsOf(one));
    const again = new Set(arrivals.length === 0 ? [] : await take(arrivals));
    await this.#jobs.remove(ended);
    for (const { job } of arrivals) if (!again.has(job.id)) awaited.settle(job.id);
    await this.#forget(ended);
    return new Set([...again].map((id) => awaited.taskOf(id)));
  }

  /** Jobs of this run that are said to have ended, and whether these are all. */
  async #finished(): Promise<{ readonly ended: readonly EndedInPlace[]; readonly isAll: boolean }> {
    const { redis, run } = this.#settings;
    const places = (await redis.srandmember(this.#keys.finished(run), BATCH)).map(placeOf);
    const ends = await this.#jobs.ends(places);
    // One that was taken up again, or is gone, will be said again.
    await this.#forget(places.filter((_, at) => ends[at] === null));
    return {
      ended: ends.filter((end) => end !== null),
      isAll: places.length < BATCH && ends.length === places.length,
    };
  }

  /** Takes jobs as ended that no worker has said to be. */
  async #say(places: readonly JobPlace[]): Promise<void> {
    const { redis, run } = this.#settings;
    if (places.length > 0) await redis.sadd(this.#keys.finished(run), places.map(memberOf));
  }

  async #forget(places: readonly JobPlace[]): Promise<void> {
    const { redis, run } = this.#settings;
    if (places.length > 0) await redis.srem(this.#keys.finished(run), places.map(memberOf));
  }

  /** Leaves what tasks need and Redis has not, and takes up what has ended of them meanwhile. */
  async #audit(tasks: readonly Task[], awaited: Awaited): Promise<void> {
    if (tasks.length === 0) return;
    const jobs = tasks.flatMap((task) => awaitedJobs(task).filter(({ id }) => awaited.has(id)));
    const states = await this.#jobs.states(jobs);
    await this.#say(jobs.filter((_, at) => states[at] === "ended"));
    const missing = new Set(jobs.filter((_, at) => states[at] === "missing").map(({ id }) => id));
    const lacking = tasks.filter((task) => awaitedJobs(task).some(({ id }) => missing.has(id)));
    const trainings = await this.#toTrain(lacking.filter((task) => task.kind === "training"));
    const flows = [
      ...lacking.flatMap((task) => (task.kind === "round" ? [flowOf(task.job)] : [])),
      ...trainings.map((task) => trainingFlow(task, missing)),
    ];
    if (flows.length > 0) await this.#leave(flows);
  }

  /** Of trainings whose cells are missing, those that will not add them any more. */
  async #toTrain(tasks: readonly TrainingTask[]): Promise<readonly TrainingTask[]> {
    const [releases, trains] = await Promise.all([
      this.#jobs.states(tasks.map(({ release }) => release)),
      this.#jobs.states(tasks.map(({ train }) => train)),
    ]);
    const waiting = tasks.filter((_, at) => releases[at] !== "open");
    // What has ended is in the way of what is left under its id: it is taken first, and the next audit leaves the rest.
    const ended = tasks.flatMap(({ release, train }, at) => [
      ...(releases[at] === "ended" ? [release] : []),
      ...(releases[at] !== "open" && trains[at] === "ended" ? [train] : []),
    ]);
    await this.#say(ended);
    const isInTheWay = new Set(ended.map(({ id }) => id));
    return waiting.filter(({ release, train }) => !isInTheWay.has(release.id) && !isInTheWay.has(train.id));
  }

  async #leave(flows: readonly FlowJob[]): Promise<void> {
    const names = new Set(flows.flatMap(({ queueName, data }) => [queueName, ...releasedTo(data)]));
    await this.#settings.redis.sadd(this.#keys.queues, [...names]);
    await this.#flows.addBulk([...flows]);
  }

  /** Before the jobs that refer to them; and tells workers of other code that there is work that they cannot do. */
  async #leavePlans(): Promise<void> {
    const { redis, code, leaveContents } = this.#settings;
    await leaveContents?.();
    for (const [sha256, text] of this.#plans) await redis.set(this.#keys.plan(sha256), text, "EX", SECONDS_KEPT);
    await redis.zadd(CODES_KEY, Date.now(), code);
  }
}

/**
 * A training, and its parent, which ends with it: BullMQ would let it wait for ever for one that failed.
 * @param missing ids of the cells that the parent is to add
 */
function trainingFlow({ train, release, cells }: TrainingTask, missing: ReadonlySet<string>): FlowJob {
  const child = flowOf(train);
  const added = cells.filter(({ id }) => missing.has(id)).map(({ data }) => data.cell);
  return {
    ...flowOf({ ...release, data: { ...release.data, cells: added } }),
    opts: { ...jobOptions(release.id), removeOnComplete: true, removeOnFail: true },
    children: [{ ...child, opts: { ...child.opts, failParentOnFailure: true } }],
  };
}

/** The queues that a parent adds to. */
function releasedTo(data: JobData): string[] {
  return data.kind === "release" ? data.cells.map(servingQueue) : [];
}
