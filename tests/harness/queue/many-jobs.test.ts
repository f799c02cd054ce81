/** Many jobs at once are what BullMQ says of each of them: its own reading and removing is what is compared with. */
import { FlowProducer, Worker } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type EndedInPlace, ManyJobs } from "../../../harness/queue/many-jobs.io.ts";
import { OpenQueues, placeOfQueues } from "../../../harness/queue/open-queues.io.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

const CODE = "c0de00000001";
const QUEUE = "onnx";
const TOKEN = "token";
/** BullMQ's own notes about a queue, and not about its jobs. */
const OF_QUEUE = /:(meta|id|events|marker|stalled-check)$/;

describeWithRedis("many jobs", () => {
  let server: RunningRedis | undefined;
  let redis: Redis;
  let queues: OpenQueues;
  let jobs: ManyJobs;
  beforeEach(async () => {
    server ??= await RunningRedis.started();
    redis ??= new Redis(server.port, "127.0.0.1", { maxRetriesPerRequest: null });
    await redis.flushall();
    queues ??= new OpenQueues(redis, CODE);
    jobs ??= new ManyJobs(redis, queues);
  });
  afterAll(async () => {
    await queues?.close();
    redis?.disconnect();
    await server?.remove();
  });

  const place = (id: string) => ({ queue: QUEUE, id });
  const add = (id: string, attempts = 1) => queues.named(QUEUE).add("cell", { id }, { jobId: id, attempts });

  /** Does the next job as a worker does. @param end a value, or an error that it fails with; undefined leaves it under way */
  async function doNext(end?: unknown): Promise<void> {
    const worker = new Worker(QUEUE, null, { ...placeOfQueues(redis, CODE), autorun: false });
    const job = (await worker.getNextJob(TOKEN, { block: false }))!;
    if (end instanceof Error) await job.moveToFailed(end, TOKEN, false);
    else if (end !== undefined) await job.moveToCompleted(end, TOKEN, false);
    await worker.close();
  }

  /** A training and its parent, as a coordinator leaves them. */
  async function addFlow(): Promise<void> {
    const flows = new FlowProducer(placeOfQueues(redis, CODE));
    const opts = { jobId: "train", failParentOnFailure: true };
    const child = { name: "train", queueName: QUEUE, data: {}, opts };
    const removed = { removeOnComplete: true, removeOnFail: true };
    await flows.add({
      name: "release",
      queueName: QUEUE,
      data: {},
      opts: { jobId: "release", ...removed },
      children: [child],
    });
    await flows.close();
  }

  const keys = async () => (await redis.keys("*")).filter((key) => !OF_QUEUE.test(key)).sort();

  test("states are those that BullMQ tells, of a job in each of them", async () => {
    await add("done");
    await doNext({ kind: "released" });
    await add("broken");
    await doNext(new Error("no space left"));
    await add("again", 2);
    await doNext(new Error("no space left"));
    await add("doing");
    // The one that is tried again waits at the head.
    await doNext();
    await doNext();
    await add("waiting");
    await queues.named(QUEUE).add("cell", {}, { jobId: "later", delay: 60_000 });
    const told = {
      done: "completed",
      broken: "failed",
      doing: "active",
      again: "active",
      waiting: "waiting",
      later: "delayed",
      none: "unknown",
    };
    const ids = Object.keys(told);
    expect(await Promise.all(ids.map((id) => queues.named(QUEUE).getJobState(id)))).toEqual(Object.values(told));
    expect(await jobs.states(ids.map(place))).toEqual(["ended", "ended", "open", "open", "open", "open", "missing"]);
    expect((await jobs.ends(ids.map(place))).map((end) => end !== null)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test("more jobs than one command looks at have a state each, in their order", async () => {
    await add("there");
    const ids = Array.from({ length: 1203 }, (_, at) => (at === 1001 ? "there" : `none-${at}`));
    const states = await jobs.states(ids.map(place));
    expect(states.length).toBe(1203);
    expect(states.indexOf("open")).toBe(1001);
    expect(states.filter((state) => state === "missing").length).toBe(1202);
  });

  test("a job that succeeded in a second attempt has its result, and one that did not the last reason", async () => {
    for (const id of ["succeeds", "fails"]) {
      await add(id, 2);
      await doNext(new Error("the first time"));
      await doNext(id === "fails" ? new Error("the second time") : { kind: "released" });
    }
    expect(await jobs.ends([place("succeeds"), place("fails")])).toEqual([
      { ...place("succeeds"), hasParent: false, end: { state: "completed", value: { kind: "released" } } },
      { ...place("fails"), hasParent: false, end: { state: "failed", reason: "the second time" } },
    ]);
  });

  test("results that are large together are read in part, the first of them always", async () => {
    for (const id of ["a", "b", "c", "long"]) {
      await add(id);
      await doNext("x".repeat(id === "long" ? 90 : 50));
    }
    const readOf = async (...ids: string[]) => (await jobs.ends(ids.map(place), 80)).map((end) => end?.id);
    // 52 characters with their quotes are not enough, 104 are.
    expect(await readOf("a", "b", "c")).toEqual(["a", "b"]);
    expect(await readOf("long", "a")).toEqual(["long"]);
  });

  test("a result that is no JSON is one of no kind", async () => {
    await add("odd");
    await doNext({});
    await redis.hset(queues.named(QUEUE).toKey("odd"), "returnvalue", "{");
    expect(await jobs.ends([place("odd")])).toMatchObject([{ end: { state: "completed", value: undefined } }]);
  });

  test("events, which have results in them and no reader, are few however many jobs there were", async () => {
    const ids = Array.from({ length: 600 }, (_, at) => `cell-${at}`);
    const queue = queues.named("simd");
    // BullMQ notes how many it keeps in its own time.
    await expect.poll(() => redis.hget(queue.toKey("meta"), "opts.maxLenEvents")).toBe("100");
    await queue.addBulk(ids.map((id) => ({ name: "cell", data: {}, opts: { jobId: id } })));
    // Two for each job; Redis cuts them by the hundred.
    expect(await redis.xlen(queue.toKey("events"))).toBeLessThanOrEqual(300);
  });

  describe("removing", () => {
    const ended = async (...ids: string[]) =>
      (await jobs.ends(ids.map(place))).filter((end): end is EndedInPlace => end !== null);
    const byBullmq = (all: readonly EndedInPlace[]) =>
      Promise.all(all.map(({ queue, id }) => queues.named(queue).remove(id)));
    const together = (all: readonly EndedInPlace[]) => jobs.remove(all);

    /** Keys and counts that are left once `make`, and then `remove`, have run. */
    async function left(
      make: () => Promise<void>,
      remove: (all: readonly EndedInPlace[]) => Promise<unknown>,
      ...ids: string[]
    ) {
      await redis.flushall();
      await make();
      const before = await keys();
      await remove(await ended(...ids));
      return { before, after: await keys(), counts: await queues.named(QUEUE).getJobCounts() };
    }

    async function asByBullmq(make: () => Promise<void>, ...ids: string[]) {
      const all = await left(make, together, ...ids);
      expect(all).toEqual(await left(make, byBullmq, ...ids));
      return all;
    }

    test("jobs that ended either way leaves what BullMQ leaves: the others", async () => {
      const { before, after, counts } = await asByBullmq(
        async () => {
          await add("done");
          await doNext({ kind: "released" });
          await add("broken");
          await doNext(new Error("no space left"));
          await add("stays");
          await doNext({ kind: "released" });
          await add("waits");
        },
        "done",
        "broken",
      );
      expect(before.length - after.length).toBe(3);
      expect(counts).toMatchObject({ completed: 1, failed: 0, waiting: 1 });
    });

    test("a training whose parent waits still, and one whose parent is gone", async () => {
      const trained = async () => {
        await addFlow();
        await doNext({ kind: "trained" });
      };
      expect(await asByBullmq(trained, "train")).toMatchObject({ counts: { completed: 0, waiting: 1 } });
      const released = async () => {
        await trained();
        await doNext({ kind: "released" });
      };
      expect(await asByBullmq(released, "train")).toMatchObject({ after: [], counts: { completed: 0, waiting: 0 } });
    });

    test("a training that failed lets its parent go on", async () => {
      const failed = async () => {
        await addFlow();
        await doNext(new Error("no space left"));
      };
      expect(await asByBullmq(failed, "train")).toMatchObject({ counts: { failed: 0, waiting: 1 } });
    });
  });
});
