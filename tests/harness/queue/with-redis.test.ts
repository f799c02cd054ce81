/** What a coordinator and a worker do with a Redis, where nothing is measured. */
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Coordinator } from "../../../harness/queue/coordinator.io.ts";
import type { JobData, JobResult } from "../../../harness/queue/job-data.ts";
import { RefusedError } from "../../../harness/queue/later-error.ts";
import { keysOf } from "../../../harness/queue/names.ts";
import { roundTask, trainingTasks } from "../../../harness/queue/tasks.ts";
import { workThroughQueues } from "../../../harness/queue/worker.io.ts";
import { makePlan } from "../../fixtures/records.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

const plan = makePlan({ axes: {}, seeds: [1, 2] });
const run = "00000000-0000-4000-8000-000000000000";

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

  /** @returns what it said */
  async function worked(execute: (job: JobData) => Promise<JobResult>): Promise<string[]> {
    const lines: string[] = [];
    await workThroughQueues({
      redis,
      code: plan.code,
      backends: ["onnx"],
      execute,
      signal: new AbortController().signal,
      idleMs: 1500,
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
    expect({ asked, lines }).toEqual({ asked: 2, lines: ["refused: it reads data that is not here"] });
    stop.abort(new Error("enough"));
    expect(await ended).toBe("enough");
    expect(arrived).toEqual([]);
    await coordinator.close();
  });

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
      }),
    ]);
    expect(taken).toEqual(["result round"]);
    expect(plans.map((text) => JSON.parse(text!).name)).toEqual([plan.name]);
    await coordinator.close();
  });
});
