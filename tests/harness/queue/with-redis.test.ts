/** What a coordinator and a worker do with a Redis, where nothing is measured. */
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Coordinator } from "../../../harness/queue/coordinator.io.ts";
import type { JobData, JobOf, JobResult } from "../../../harness/queue/job-data.ts";
import { RefusedError } from "../../../harness/queue/later-error.ts";
import { keysOf } from "../../../harness/queue/names.ts";
import { OpenQueues } from "../../../harness/queue/open-queues.io.ts";
import { release } from "../../../harness/queue/release.io.ts";
import { cellJob, roundTask, trainingTasks } from "../../../harness/queue/tasks.ts";
import { workThroughQueues } from "../../../harness/queue/worker.io.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

const plan = makePlan({ axes: {}, seeds: [1, 2] });
const run = "00000000-0000-4000-8000-000000000000";
const never = new AbortController().signal;

describeWithRedis("a queue", () => {
  let server: RunningRedis | undefined;
  let redis: Redis;
  beforeEach(async () => {
    server ??= await RunningRedis.started();
    redis ??= new Redis(server.port, "127.0.0.1", { maxRetriesPerRequest: null });
    await redis.flushall();
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.remove();
  });

  async function workIsLeft(): Promise<void> {
    while ((await redis.exists(keysOf(plan.code).queues)) === 0) await setTimeout(20);
  }

  /** @param until when the worker ends; after a while without work if left out. @returns what it said */
  async function worked(execute: (job: JobData) => Promise<JobResult>, until?: Promise<unknown>): Promise<string[]> {
    const lines: string[] = [];
    const stop = new AbortController();
    const end = () => stop.abort(new Error("enough"));
    void until?.then(end, end);
    await workThroughQueues({
      redis,
      code: plan.code,
      backends: ["onnx"],
      execute,
      signal: stop.signal,
      ...(until === undefined ? { idleMs: 1500 } : {}),
      lockMs: 10_000,
      onJob: () => undefined,
      onLine: (line) => lines.push(line),
    });
    return lines;
  }

  test("a worker says once why it does no work of a plan, and leaves it to others", async () => {
    const stop = new AbortController();
    const coordinator = new Coordinator({ redis, code: plan.code, run, signal: stop.signal });
    const head = { plan: coordinator.addPlan(plan), run, limitMs: 1000 };
    const arrived: unknown[] = [];
    const left = coordinator.run(trainingTasks(plan.code, plan.cells, head), async (arrivals) => {
      arrived.push(...arrivals);
      return [];
    });
    const ended = left.catch((error: Error) => error.message);
    await workIsLeft();
    let asked = 0;
    const lines = await worked(async () => {
      asked += 1;
      throw new RefusedError("it reads data that is not here");
    });
    // The first job tells of the other's run, too.
    expect({ asked, lines }).toEqual({ asked: 1, lines: ["refused: it reads data that is not here"] });
    stop.abort(new Error("enough"));
    expect(await ended).toBe("enough");
    expect(arrived).toEqual([]);
    await coordinator.close();
  });

  test("a worker that refuses a run neither keeps its jobs from others nor counts them as work, and does those of other runs", async () => {
    const other = "11111111-1111-4111-8111-111111111111";
    const coordinators = [run, other].map(
      (of) => new Coordinator({ redis, code: plan.code, run: of, signal: never, auditMs: 300 }),
    );
    const cells = plan.cells.map((cell) => ({ cell, model: "0".repeat(64) }));
    const collected = coordinators.map(async (coordinator, index) => {
      const head = { plan: coordinator.addPlan(plan), run: [run, other][index]!, limitMs: 1000 };
      // Ahead of the other run's, and more than it has.
      const rounds = Array.from({ length: index === 0 ? 12 : 1 }, (_, at) => roundTask({ round: at + 1, cells }, head));
      await coordinator.run(rounds, async () => []);
    });
    const done: Record<"able" | "unable", string[]> = { able: [], unable: [] };
    const does = (who: keyof typeof done) => async (job: JobData) => {
      if (who === "unable" && job.run === run) throw new RefusedError("it reads data that is not here");
      done[who].push(job.run);
      return { kind: "sampled", samples: [], unsampled: [] } as const;
    };
    await workIsLeft();
    // By itself it ends as one without work.
    await worked(does("unable"));
    expect(done.unable).toEqual([other]);
    const startMs = performance.now();
    await Promise.all([...collected, worked(does("able"), collected[0]), worked(does("unable"), collected[0])]);
    expect(done.able).toEqual(new Array(12).fill(run));
    // What was refused waits five seconds once; kept by the other, all of it would have waited again and again.
    expect(performance.now() - startMs).toBeLessThan(15_000);
    await Promise.all(coordinators.map((coordinator) => coordinator.close()));
  }, 60_000);

  test("a Redis that has lost all it held is given jobs and their plan again", async () => {
    const signal = new AbortController().signal;
    const coordinator = new Coordinator({ redis, code: plan.code, run, signal, auditMs: 300 });
    const head = { plan: coordinator.addPlan(plan), run, limitMs: 1000 };
    const cells = plan.cells.map((cell) => ({ cell, model: "0".repeat(64) }));
    const taken: string[] = [];
    const collected = coordinator.run([roundTask({ round: 1, cells }, head)], async (arrivals) => {
      taken.push(...arrivals.map(({ type, job }) => `${type} ${job.data.kind}`));
      return [];
    });
    await workIsLeft();
    await redis.flushall();
    await workIsLeft();
    const plans: (string | null)[] = [];
    await Promise.all([
      collected,
      worked(async ({ plan: sha256 }) => {
        plans.push(await redis.get(keysOf(plan.code).plan(sha256)));
        return { kind: "sampled", samples: [], unsampled: [] };
      }, collected),
    ]);
    expect(taken).toEqual(["result round"]);
    expect(plans.map((text) => JSON.parse(text!).name)).toEqual([plan.name]);
    await coordinator.close();
  });

  /** What a worker answers that has nothing to train or to serve. */
  async function answered(job: JobData): Promise<JobResult> {
    const queues = new OpenQueues(redis, plan.code);
    try {
      if (job.kind === "train") return { kind: "trained", unfinished: null };
      if (job.kind === "release") return await release({ redis, code: plan.code, queues }, job);
      return { kind: "recorded", record: okRecord((job as JobOf<"cell">).cell), model: null };
    } finally {
      await queues.close();
    }
  }

  /** Runs the plan's cells, two trainings of one each. @returns cells whose result was taken, in order */
  async function collected(signal: AbortSignal): Promise<string[]> {
    const coordinator = new Coordinator({ redis, code: plan.code, run, signal, auditMs: 300 });
    const taken: string[] = [];
    try {
      const head = { plan: coordinator.addPlan(plan), run, limitMs: 1000 };
      await coordinator.run(trainingTasks(plan.code, plan.cells, head), async (arrivals) => {
        taken.push(...arrivals.map(({ type, job }) => `${type} ${job.id}`));
        return [];
      });
    } finally {
      await coordinator.close();
    }
    return taken.sort();
  }

  const all = plan.cells.map((cell) => `result ${cellJob(cell, { plan: "", run, limitMs: 1 }).id}`).sort();

  /** Leaves the work, and ends before anything of it is done. */
  async function leave(): Promise<void> {
    const stop = new AbortController();
    const left = collected(stop.signal).catch(() => undefined);
    await workIsLeft();
    stop.abort(new Error("enough"));
    await left;
  }

  test("what ended while nobody collected arrives once, whether or not it was said, and nothing of it is left", async () => {
    await leave();
    await worked(answered);
    const words = await redis.smembers(keysOf(plan.code).finished(run));
    // As where a worker dies before it can say so.
    await redis.srem(keysOf(plan.code).finished(run), ...words.filter((word) => word.includes("-cell-")));
    expect(words.length).toBe(4);
    expect(await collected(never)).toEqual(all);
    const states = ["wait", "active", "delayed", "completed", "failed", "waiting-children"];
    const queues = await redis.smembers(keysOf(plan.code).queues);
    for (const key of queues.flatMap((name) => states.map((state) => `${keysOf(plan.code).prefix}:${name}:${state}`)))
      expect(await redis.exists(key), key).toBe(0);
    expect(await redis.keys(`*${run}*`)).toEqual([]);
  });

  test("a training whose cells a Redis has lost is done again", async () => {
    await leave();
    await worked(answered);
    for (const key of await redis.keys(`*${run}-cell-*`)) await redis.del(key);
    const asked: string[] = [];
    const taken = collected(never);
    await worked(async (job) => {
      asked.push(job.kind);
      return answered(job);
    }, taken);
    expect(await taken).toEqual(all);
    expect(asked.sort()).toEqual(["cell", "cell", "release", "release", "train", "train"]);
  });
});
