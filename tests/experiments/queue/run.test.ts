/** A run over a queue, with real processes and a real Redis that die and come back. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderInspector } from "../../../harness/base/seal.io.ts";
import { type OkRecord, type RunRecord, recordsIn, samplesIn } from "../../../harness/contract/index.ts";
import { readRunLines } from "../../../harness/contract/run-folder.io.ts";
import { pricewar, startPricewar } from "../../fixtures/pricewar.ts";
import { seeded } from "../../fixtures/records.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";
import { bertFiles, bertTexts, smallBert, writeFiles } from "../../fixtures/small-bert.ts";

const KILLS = 5;
const PASSWORD = "geheim-2026";
const BACKENDS = "onnx,simd";

let place: string;
let redis: RunningRedis;
const workers = new Map<number, ChildProcess>();

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-queue-"));
  const matrix = {
    name: "m",
    base: {
      dataset: "synthetic:rows=120",
      epochs: 1,
      model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
    },
    axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "simd"] },
    seeds: [1, 2],
    baseline: { quantization: "float32", serveBackend: "onnx" },
  };
  await writeFile(join(place, "m.json"), JSON.stringify(matrix));
});
afterAll(async () => {
  for (const child of workers.values()) kill(child);
  await redis?.remove();
  await rm(place, { recursive: true, force: true });
});

const env = { ...process.env, PRICEWAR_REDIS_PASSWORD: PASSWORD };

function kill(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGKILL");
}

async function startWorker(index: number): Promise<void> {
  const cwd = join(place, `worker-${index}`);
  await mkdir(cwd, { recursive: true });
  const args = ["worker", "--redis", redis.url, "--backends", BACKENDS, "--lock-seconds", "2"];
  workers.set(index, startPricewar(args, { cwd, env, stdio: "ignore", detached: true }));
}

const ran = async (folder: string): Promise<readonly RunRecord[]> =>
  recordsIn(await readRunLines(join(place, folder, "records.jsonl")));
const accuracies = (records: readonly RunRecord[]) =>
  new Map(records.map((record) => [record.experiment.id, (record as OkRecord).quality.accuracy]));

describeWithRedis("a run over a queue", () => {
  test("ends each cell once, as a local run does, though workers, the run and Redis die meanwhile", async () => {
    redis = await RunningRedis.started("--requirepass", PASSWORD);
    const local = pricewar(["run", "m.json", "--out", "local", "--rounds", "0"], { cwd: place });
    const args = ["run", "m.json", "--redis", redis.url, "--out", "far", "--rounds", "1"];
    const start = () => startPricewar(args, { cwd: place, env, stdio: "ignore", detached: true });
    await Promise.all([startWorker(0), startWorker(1)]);
    let run = start();
    const random = seeded(7);
    for (let killed = 0; killed < KILLS && run.exitCode === null; killed += 1) {
      await setTimeout(1000 + 1500 * random());
      if (killed === 2) {
        kill(run);
        await redis.stop();
        await redis.start();
        run = start();
      } else {
        const victim = Math.floor(2 * random());
        kill(workers.get(victim)!);
        await startWorker(victim);
      }
    }
    if (run.exitCode === null) await once(run, "exit");
    expect(run.exitCode).toBe(0);
    expect((await local).status).toBe(0);

    const records = await ran("far");
    expect(records.length).toBe(8);
    expect(accuracies(records)).toEqual(accuracies(await ran("local")));
    // Nothing trains twice: the four cells of a seed name one training.
    expect(new Set(records.map((record) => (record as OkRecord).usage.trainRun)).size).toBe(2);
    const inspect = folderInspector();
    for (const { experiment } of records) {
      expect(await inspect(join(place, "far", "cells", experiment.id))).toBe("whole");
    }
    // Each of the four configurations once, and the baseline twice.
    const samples = samplesIn(await readRunLines(join(place, "far", "records.jsonl")));
    expect(samples.length).toBe(5);
    for (const file of ["plan.json", "records.jsonl", "samples.jsonl", "queue.json", "summary.json"]) {
      expect(await readFile(join(place, "far", file), "utf8"), file).not.toContain(PASSWORD);
    }
  });

  test("the same line again has nothing to do, and a worker without work ends when it is told to", async () => {
    const again = await pricewar(["run", "m.json", "--redis", redis.url, "--out", "far", "--rounds", "1"], {
      cwd: place,
      env,
    });
    expect(again.stdout).toMatch(/8 already done/);
    expect((await ran("far")).length).toBe(8);
    const idle = await pricewar(["worker", "--redis", redis.url, "--backends", BACKENDS, "--idle-minutes", "0.01"], {
      cwd: place,
      env,
    });
    expect(idle).toMatchObject({ status: 0, stdout: "" });
    expect(idle.stderr).toMatch(
      /^waiting for work at redis:\/\/127\.0\.0\.1:\d+, for onnx, simd, with the measuring code [0-9a-f]{12}\n$/,
    );
  });

  test("models and word vectors that are files of the run's machine are what workers read", async () => {
    const bert = smallBert();
    await writeFiles(join(place, "bert"), bertFiles(bert));
    await writeFile(join(place, "vectors.txt"), "senate 1 2 3 4\ngame 5 6 7 8\n");
    const rows = (from: number, to: number) =>
      bertTexts(60)
        .filter((text) => text !== "")
        .slice(from, to)
        .map((text, index) => `"${text}",${bert.labels[index % bert.labels.length]}`);
    const csv = (name: string, lines: readonly string[]) =>
      writeFile(join(place, name), ["text,label", ...lines, ""].join("\n"));
    await csv("train.csv", rows(0, 40));
    await csv("test.csv", rows(40, 55));
    const dataset = `csv:${join(place, "train.csv")},test=${join(place, "test.csv")}`;
    const model = { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4], initial: "vectors.txt" };
    const matrix = {
      name: "given",
      base: { dataset, epochs: 1, model },
      axes: { "model.source": ["reference", "onnx:bert"] },
      baseline: { "model.source": "reference" },
    };
    await writeFile(join(place, "given.json"), JSON.stringify(matrix));
    const line = ["run", "given.json", "--rounds", "0"];
    const local = pricewar([...line, "--out", "given-local"], { cwd: place });
    const cwd = join(place, "worker-given");
    await mkdir(cwd, { recursive: true });
    const args = ["worker", "--redis", redis.url, "--backends", BACKENDS, "--dataset", dataset];
    workers.set(2, startPricewar(args, { cwd, env, stdio: "ignore", detached: true }));
    // Those of before have no such data, and would leave the jobs to this one.
    for (const index of [0, 1]) kill(workers.get(index)!);
    expect(await pricewar([...line, "--redis", redis.url, "--out", "given-far"], { cwd: place, env })).toMatchObject({
      status: 0,
    });
    expect((await local).status).toBe(0);
    const records = await ran("given-far");
    expect(records.map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(accuracies(records)).toEqual(accuracies(await ran("given-local")));
  });

  test("a worker and a run that are stopped while Redis is gone do not wait for it", async () => {
    const gone = await RunningRedis.started();
    const cwd = join(place, "gone");
    await mkdir(cwd);
    const commands = [
      ["worker", "--redis", gone.url, "--backends", "simd"],
      // Of work that this worker cannot do.
      ["run", join(place, "m.json"), "--redis", gone.url, "--filter", "serveBackend=onnx"],
    ].map((args) => startPricewar(args, { cwd, stdio: ["ignore", "ignore", "pipe"], detached: true }));
    const said = commands.map(() => "");
    commands.forEach((child, index) => {
      child.stderr!.on("data", (text) => {
        said[index] += text;
      });
    });
    const haveSaid = (text: RegExp) => said.every((one) => text.test(one));
    while (!haveSaid(/waiting for work|jobs wait in the queue/)) await setTimeout(50);
    await gone.remove();
    while (!haveSaid(/cannot be reached \(ECONNREFUSED\): waiting until it can/)) await setTimeout(50);
    const ended = commands.map((child) => once(child, "exit"));
    for (const child of commands) child.kill("SIGTERM");
    expect(await Promise.all(ended)).toEqual([
      [130, null],
      [130, null],
    ]);
  });

  test("a place that cannot be used is refused before anything is measured, and without the password", async () => {
    const refused = async (url: string, password: string, ...options: string[]) => {
      const matrix = options.includes("--matrix") ? [] : ["m.json"];
      const args = ["run", ...matrix, "--out", "refused", "--redis", url, ...options];
      const ended = await pricewar(args, { cwd: place, env: { ...env, PRICEWAR_REDIS_PASSWORD: password } });
      expect(ended.stderr + ended.stdout).not.toMatch(/geheim|wrong/);
      return { status: ended.status, line: ended.stderr.trimEnd().split("\n").at(-1) };
    };
    expect(await refused(redis.url, "wrong")).toEqual({
      status: 2,
      line: expect.stringMatching(
        /^redis:\/\/127\.0\.0\.1:\d+: refuses the password or has none given; set PRICEWAR_REDIS_PASSWORD/,
      ),
    });
    expect(await refused("redis://127.0.0.1:1", PASSWORD)).toEqual({
      status: 2,
      line: "redis://127.0.0.1:1: cannot be reached (ECONNREFUSED); start a Redis there, or name another with --redis",
    });
    // Nothing of a run is left that others would take for one that goes on.
    expect(await readdir(join(place, "refused"))).not.toContain("run.lock");
    expect(await refused(redis.url, PASSWORD, "--max-minutes", "5")).toMatchObject({
      status: 2,
      line: expect.stringMatching(/^--max-minutes and --max-usd limit the time of this machine/),
    });
    await writeFile(join(place, "my vectors.txt"), "word 1 2 3 4\nother 5 6 7 8\n");
    const base = { dataset: "synthetic:rows=120", model: { embedding: 4, initial: "my vectors.txt" } };
    await writeFile(join(place, "files.json"), JSON.stringify({ name: "files", base, axes: {} }));
    expect(await refused(redis.url, PASSWORD, "--matrix", "files.json")).toEqual({
      status: 2,
      line: expect.stringMatching(/my vectors\.txt" cannot be sent to workers: names of files and folders that travel/),
    });
    const forgetful = await RunningRedis.started("--maxmemory-policy", "allkeys-lru");
    try {
      expect(await refused(forgetful.url, "")).toEqual({
        status: 2,
        line: expect.stringMatching(/its maxmemory-policy is allkeys-lru, by which it forgets jobs .*noeviction$/),
      });
    } finally {
      await forgetful.remove();
    }
  });
});
