import { setTimeout } from "node:timers/promises";
import { type FlowJob, FlowProducer } from "bullmq";
import type { Redis } from "ioredis";
import { canonicalJson, type Json, sha256Hex } from "../base/canonical-json.ts";
import type { Plan } from "../contract/index.ts";
import { type Arrival, Awaited, awaitedJobs, type EndedJob } from "./awaited.ts";
import type { JobData } from "./job-data.ts";
import { CODES_KEY, type Keys, keysOf, SECONDS_KEPT, servingQueue } from "./names.ts";
import { OpenQueues, placeOfQueues } from "./open-queues.io.ts";
import { flowOf, type JobPlace, jobOptions, memberOf, placeOf } from "./queue-jobs.ts";
import type { Task, TrainingTask } from "./tasks.ts";

/** Awaited jobs that are in Redis at a time: enough for hundreds of workers, and a bound for memory here and there. */
const WINDOW = 2000;
/** Results that are taken at a time. */
const BATCH = 500;
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
  readonly #flows: FlowProducer;
  /** What was left of each, by its SHA-256. */
  readonly #plans = new Map<string, string>();

  constructor(settings: Coordinating) {
    this.#settings = settings;
    this.#keys = keysOf(settings.code);
    this.#queues = new OpenQueues(settings.redis, settings.code);
    this.#flows = new FlowProducer(placeOfQueues(settings.redis, settings.code));
    // The connection says when it is lost.
    this.#flows.on("error", () => undefined);
  }

  /** What jobs of the next runs refer to. @returns its SHA-256 */
  addPlan({ cells: _, ...header }: Plan): string {
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
      const ended = [...(await this.#audit(toAudit, awaited)), ...(await this.#finished())];
      toAudit = await this.#accept(ended, awaited, take);
      if (ended.length === 0 && awaited.size > 0)
        await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
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
  async #accept(found: readonly Ended[], awaited: Awaited, take: Take): Promise<Set<Task>> {
    // An audit may have met what a worker has said, too.
    const ended = [...new Map(found.map((one) => [one.id, one])).values()];
    const arrivals = ended.flatMap((one) => awaited.arrivalsOf(one));
    const again = new Set(arrivals.length === 0 ? [] : await take(arrivals));
    await Promise.all(ended.map(({ id, queue }) => this.#queues.named(queue).remove(id)));
    for (const { job } of arrivals) if (!again.has(job.id)) awaited.settle(job.id);
    const { redis, run } = this.#settings;
    if (ended.length > 0) await redis.srem(this.#keys.finished(run), ended.map(memberOf));
    return new Set([...again].map((id) => awaited.taskOf(id)));
  }

  /** Jobs of this run that workers have said to have ended. */
  async #finished(): Promise<Ended[]> {
    const { redis, run } = this.#settings;
    const members = await redis.srandmember(this.#keys.finished(run), BATCH);
    const places = members.map(placeOf);
    const ends = await Promise.all(places.map((place) => this.#endOf(place)));
    // One that was taken up again, or is gone, will be said again.
    const early = members.filter((_, at) => ends[at] === null);
    if (early.length > 0) await redis.srem(this.#keys.finished(run), early);
    return ends.filter((end) => end !== null);
  }

  /** BullMQ's own question searches the list of those that wait, which would make each cell dearer the more there are. */
  async #stateOf({ queue, id }: JobPlace): Promise<"completed" | "failed" | "open" | "missing"> {
    const { redis } = this.#settings;
    const keyOf = (name: string) => this.#queues.named(queue).toKey(name);
    const [exists, completed, failed] = await Promise.all([
      redis.exists(keyOf(id)),
      redis.zscore(keyOf("completed"), id),
      redis.zscore(keyOf("failed"), id),
    ]);
    if (exists === 0) return "missing";
    return completed !== null ? "completed" : failed !== null ? "failed" : "open";
  }

  /** @returns null for a job that has not ended, or is not there */
  async #endOf({ queue, id }: JobPlace): Promise<Ended | null> {
    const state = await this.#stateOf({ queue, id });
    if (state !== "completed" && state !== "failed") return null;
    const job = await this.#queues.named(queue).getJob(id);
    if (job === undefined) return null;
    const end = state === "completed" ? { state, value: job.returnvalue } : { state, reason: job.failedReason ?? "" };
    return { queue, id, end };
  }

  /** Leaves what tasks need and Redis has not. @returns what ended of them meanwhile */
  async #audit(tasks: ReadonlySet<Task>, awaited: Awaited): Promise<Ended[]> {
    const found = await Promise.all([...tasks].map((task) => this.#auditTask(task, awaited)));
    const flows = found.flatMap(({ flow }) => flow ?? []);
    if (flows.length > 0) await this.#leave(flows);
    return found.flatMap(({ ended }) => ended);
  }

  async #auditTask(task: Task, awaited: Awaited): Promise<{ ended: Ended[]; flow?: FlowJob }> {
    const jobs = awaitedJobs(task).filter(({ id }) => awaited.has(id));
    const states = await Promise.all(jobs.map((job) => this.#stateOf(job)));
    const isEnded = (at: number) => states[at] === "completed" || states[at] === "failed";
    const ends = await Promise.all(jobs.filter((_, at) => isEnded(at)).map((job) => this.#endOf(job)));
    const ended = ends.filter((end) => end !== null);
    const missing = jobs.filter((_, at) => states[at] === "missing");
    if (missing.length === 0) return { ended };
    if (task.kind === "round") return { ended, flow: flowOf(task.job) };
    const release = await this.#stateOf(task.release);
    if (release === "open") return { ended };
    const trained = await this.#endOf(task.train);
    if (trained !== null && awaited.arrivalsOf(trained).length > 0) return { ended: [...ended, trained] };
    // What ended is in the way of what is left under its id.
    for (const { queue, id } of [task.train, task.release]) await this.#queues.named(queue).remove(id);
    const wanted = new Set(missing.map(({ id }) => id));
    const cells = task.cells.filter(({ id }) => wanted.has(id)).map(({ data }) => data.cell);
    return {
      ended,
      flow: trainingFlow({ ...task, release: { ...task.release, data: { ...task.release.data, cells } } }),
    };
  }

  async #leave(flows: readonly FlowJob[]): Promise<void> {
    const names = new Set(flows.flatMap(({ queueName, data }) => [queueName, ...releasedTo(data)]));
    await this.#settings.redis.sadd(this.#keys.queues, [...names]);
    await this.#flows.addBulk([...flows]);
  }

  /** Before the jobs that refer to them; and tells workers of other code that there is work that they cannot do. */
  async #leavePlans(): Promise<void> {
    const { redis, code } = this.#settings;
    for (const [sha256, text] of this.#plans) await redis.set(this.#keys.plan(sha256), text, "EX", SECONDS_KEPT);
    await redis.zadd(CODES_KEY, Date.now(), code);
  }
}

type Ended = EndedJob & JobPlace;

/** A training, and its parent, which ends with it: BullMQ would let it wait for ever for one that failed. */
function trainingFlow({ train, release }: TrainingTask): FlowJob {
  const child = flowOf(train);
  return {
    ...flowOf(release),
    opts: { ...jobOptions(release.id), removeOnComplete: true, removeOnFail: true },
    children: [{ ...child, opts: { ...child.opts, failParentOnFailure: true } }],
  };
}

/** The queues that a parent adds to. */
function releasedTo(data: JobData): string[] {
  return data.kind === "release" ? data.cells.map(servingQueue) : [];
}
