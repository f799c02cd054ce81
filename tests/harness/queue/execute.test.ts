/** What a worker makes of a job whose phases end at once: nothing is trained or measured here. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson, type Json, sha256Hex } from "../../../harness/base/canonical-json.ts";
import type { Plan } from "../../../harness/contract/index.ts";
import { trainingKey } from "../../../harness/measure/artifact-keys.ts";
import { runRepeats } from "../../../harness/measure/machine/repeats.ts";
import { writeTraining } from "../../../harness/measure/phases/training-folder.io.ts";
import type { Executor } from "../../../harness/measure/runner/executor.ts";
import { openRunStore } from "../../../harness/measure/runner/run-store.io.ts";
import { folderBlobs } from "../../../harness/queue/artifacts/folder-blobs.io.ts";
import { packedArtifacts } from "../../../harness/queue/artifacts/packed-folder.io.ts";
import { jobExecution } from "../../../harness/queue/execute.io.ts";
import { JOB_SCHEMA, type JobData } from "../../../harness/queue/job-data.ts";
import { keysOf } from "../../../harness/queue/names.ts";
import { OpenQueues } from "../../../harness/queue/open-queues.io.ts";
import { HOST, makePlan } from "../../fixtures/records.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

const plan = makePlan({ axes: {} });
const [cell] = plan.cells;
const KEY = trainingKey(cell!, plan.code);
const [EARLIER, LATER] = ["2026-01-01T00:00:01.000Z", "2026-01-01T00:00:02.000Z"];

const ENDS_AT_ONCE: Executor = {
  run: async () => ({ status: "failed", kind: "crash", error: "nothing is done here" }),
  startAhead: () => undefined,
  close: () => undefined,
};

describeWithRedis("the training of a cell", () => {
  let place: string;
  let server: RunningRedis;
  let redis: Redis;
  let queues: OpenQueues;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), "pricewar-execute-"));
    server = await RunningRedis.started();
    redis = new Redis(server.port, "127.0.0.1", { maxRetriesPerRequest: null });
    queues = new OpenQueues(redis, plan.code);
  });
  afterAll(async () => {
    await queues?.close();
    redis?.disconnect();
    await server?.remove();
    await rm(place, { recursive: true });
  });

  /** A worker that has trained what the cell needs, at some time, and has passed that on to nobody. */
  async function workerOf(shared: string, trainedAt: string, ofPlan: Plan = plan) {
    const own = await mkdtemp(join(place, "worker-"));
    const folders = { out: join(own, "run"), artifacts: join(own, "artifacts"), onDamaged: console.error };
    const store = await openRunStore(folders);
    await writeTraining(store.trainingFolder(KEY), trainingOf(trainedAt), { weights: trainedAt });
    const execute = jobExecution({
      redis,
      code: plan.code,
      artifacts: packedArtifacts(await folderBlobs(shared)),
      executor: ENDS_AT_ONCE,
      host: HOST,
      repeats: runRepeats(),
      openStore: async () => store,
      contentsFolder: own,
      ownPlan: (given) => given,
      costOf: () => () => ({ usd: { train: 0, serve: 0 } }) as never,
      together: () => 1,
      timeLoop: () => 0,
      queues,
    });
    const { cells: _, ...header } = ofPlan;
    const text = canonicalJson(header as unknown as Json);
    await redis.set(keysOf(plan.code).plan(sha256Hex(text)), text);
    const head = { schema: JOB_SCHEMA, plan: sha256Hex(text), run: "r", limitMs: 1000 } as const;
    const does = (kind: "train" | "cell") =>
      execute({ kind, ...head, cell: cell! } as JobData, new AbortController().signal, () => undefined);
    return { does, trainedAt: async () => (await store.findTraining(KEY))?.trainRun };
  }

  function trainingOf(at: string) {
    return {
      trainRun: `${cell!.experiment.id}#1@${at}`,
      history: [],
      executed: { device: "cpu", provider: "p", kernelPrecision: "float32" as const, threads: 1, library: "l 1.0.0" },
      stopped: null,
      reducedAfter: null,
      evaluationWallMs: 1,
      trainSteps: 1,
      trainWallMs: 1,
      processWallMs: 1,
      peakRssBytes: null,
      disturbance: null,
    };
  }

  const madeAt = (time: string) => trainingOf(time).trainRun;

  test("is that of the worker that passed it on first, whoever has trained the same", async () => {
    const shared = await mkdtemp(join(place, "shared-"));
    const [first, second, third] = [
      await workerOf(shared, LATER),
      await workerOf(shared, EARLIER),
      await workerOf(shared, EARLIER),
    ];
    await first.does("train");
    expect(await second.trainedAt()).toBe(madeAt(EARLIER));
    await second.does("cell");
    expect(await second.trainedAt()).toBe(madeAt(LATER));
    await third.does("train");
    await first.does("cell");
    expect([await third.trainedAt(), await first.trainedAt()]).toEqual([madeAt(LATER), madeAt(LATER)]);
  });

  test("is none of those that others passed on where a run trains anew", async () => {
    const shared = await mkdtemp(join(place, "shared-"));
    await (await workerOf(shared, EARLIER)).does("train");
    const anew = { ...plan, measuredSince: LATER };
    const worker = await workerOf(shared, LATER, anew);
    await worker.does("train");
    expect(await worker.trainedAt()).toBe(madeAt(LATER));
    const other = await workerOf(shared, EARLIER, anew);
    await other.does("cell");
    expect(await other.trainedAt()).toBe(madeAt(LATER));
  });
});
