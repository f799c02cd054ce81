/**
 * `npm run fuzz:queue [KILLS] [SEED]`: 60 cells over a queue, by three workers in network namespaces of their own, while workers and the
 * run are killed, Redis is restarted twice and links are cut twice; then compares all with a local run. It needs root on Linux, redis-server and ip,
 * and takes minutes, so that it is not part of the tests: those have a shorter one without namespaces (tests/experiments/queue/run.test.ts).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { folderInspector } from "../../harness/base/seal.io.ts";
import { type RunRecord, recordsIn, runKey } from "../../harness/contract/index.ts";
import { PROJECT } from "../fixtures/pricewar.ts";
import { seeded } from "../fixtures/records.ts";
import { RunningRedis } from "../fixtures/redis.ts";
import { finish, wholeLines } from "./finished-run.ts";
import { canMakeNamespaces, Namespace } from "./namespace.ts";

const [kills = 30, seed = 1] = process.argv.slice(2).map(Number);
const WORKERS = 3;
const PASSWORD = "not a secret";
const MATRIX = {
  name: "killed",
  base: {
    dataset: "synthetic:rows=200,classes=2,words=200,length=10,seed=1",
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
    epochs: 2,
  },
  axes: {
    quantization: ["float32", "float16", "int8-rows"],
    serveBackend: ["onnx", "simd"],
    batchSize: [16, 32],
  },
  seeds: [1, 2, 3, 4, 5],
  baseline: { quantization: "float32", serveBackend: "onnx", batchSize: 16 },
};
const CELLS = 60;
const TRAININGS = 10;
const BETWEEN_KILLS_MS = { least: 1000, most: 4000 };
/** The first is longer than a worker may be silent, so that its job goes to another. */
const CUTS_MS = [40_000, 10_000];
const LOCK_SECONDS = "20";
const LIMIT_MS = 30 * 60_000;

const random = seeded(seed);
const env = { ...process.env, PRICEWAR_REDIS_PASSWORD: PASSWORD };

/** A process that is started anew whenever it is killed or gives up, as a supervisor would. */
class Supervised {
  readonly #start: () => ChildProcess;
  /** Once it ends with 0. */
  readonly succeeded: Promise<void>;
  #child: ChildProcess | null = null;
  #succeed = () => {};

  constructor(start: () => ChildProcess) {
    this.#start = start;
    this.succeeded = new Promise((resolve) => {
      this.#succeed = resolve;
    });
    this.restart();
  }

  /** With the processes of its phases. */
  stop(): void {
    const child = this.#child;
    this.#child = null;
    if (child !== null && child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGKILL");
  }

  restart(): void {
    this.stop();
    const child = this.#start();
    this.#child = child;
    child.once("exit", async (code) => {
      if (code === 0) this.#succeed();
      else await setTimeout(1000);
      if (code !== 0 && this.#child === child) this.restart();
    });
  }
}

function started(cwd: string, args: readonly string[], prefix: readonly string[] = []): ChildProcess {
  const [program, ...rest] = [...prefix, join(PROJECT, "bin", "pricewar"), ...args];
  return spawn(program!, rest, { cwd, env, stdio: "ignore", detached: true });
}

function below(count: number): number {
  return Math.floor(random() * count);
}

async function recordsOf(place: string, folder: string): Promise<readonly RunRecord[]> {
  return recordsIn(await wholeLines(join(place, folder)));
}

/** What a cell has in common on any machine. */
function resultOf(record: RunRecord): string {
  const correct = record.status === "ok" ? `${record.quality.correct} right` : "";
  return `${runKey(record)} ${record.status} ${correct}`;
}

/** Kills and cuts until all kills are done or the run has ended. @returns the number of kills */
async function disturb(
  run: Supervised,
  workers: readonly Supervised[],
  links: readonly Namespace[],
  redis: RunningRedis,
) {
  const at = (share: number) => Math.ceil(kills * share);
  const cutting: Promise<void>[] = [];
  let hasEnded = false;
  const ended = run.succeeded.then(() => {
    hasEnded = true;
  });
  let kill = 0;
  for (;;) {
    const { least, most } = BETWEEN_KILLS_MS;
    await Promise.race([setTimeout(least + (most - least) * random()), ended]);
    if (hasEnded || kill === kills) break;
    kill += 1;
    const victim = below(WORKERS + 1);
    (victim === WORKERS ? run : workers[victim]!).restart();
    console.log(`${kill}/${kills} killed ${victim === WORKERS ? "the run" : `worker ${victim}`}`);
    if (kill === at(0.3) || kill === at(0.7)) {
      const signal = kill === at(0.3) ? "SIGTERM" : "SIGKILL";
      await redis.stop(signal);
      await setTimeout(2000);
      await redis.start();
      console.log(`Redis restarted after ${signal}`);
    }
    if (kill === at(0.2) || kill === at(0.6)) {
      const link = below(WORKERS);
      cutting.push(cutFor(links[link]!, CUTS_MS[cutting.length]!));
      console.log(`link of worker ${link} cut`);
    }
  }
  await Promise.all(cutting);
  return kill;
}

async function cutFor(link: Namespace, ms: number): Promise<void> {
  link.cut();
  await setTimeout(ms);
  link.mend();
}

/** @returns what differs from a local run */
async function faultsOf(place: string): Promise<string[]> {
  const [local, far] = [await recordsOf(place, "local"), await recordsOf(place, "far")];
  const expected = new Set(local.map(resultOf));
  const found = far.map(resultOf);
  const trainings = new Set(far.flatMap((record) => (record.status === "ok" ? [record.usage.trainRun] : [])));
  const inspect = folderInspector();
  const states = await Promise.all(far.map(({ experiment }) => inspect(join(place, "far", "cells", experiment.id))));
  return [
    ...(local.length === CELLS ? [] : [`${local.length} records of the local run`]),
    ...(far.length === CELLS ? [] : [`${far.length} records`]),
    ...(new Set(far.map(runKey)).size === far.length ? [] : ["a cell has two records"]),
    ...(trainings.size === TRAININGS ? [] : [`${trainings.size} trainings`]),
    ...found.filter((result) => !expected.has(result)).map((result) => `not as in a local run: ${result}`),
    ...(states.every((state) => state === "whole") ? [] : ["a model is not whole"]),
  ];
}

if (!canMakeNamespaces()) throw new Error("kill-queue needs root on Linux, and ip of iproute2, for network namespaces");
const place = await mkdtemp(join(tmpdir(), "pricewar-kill-queue-"));
await writeFile(join(place, "matrix.json"), JSON.stringify(MATRIX));
await finish(["run", "matrix.json", "--out", "local", "--rounds", "0"], place);
console.log(`a local run: ${(await recordsOf(place, "local")).length} records`);

const links = Array.from({ length: WORKERS }, (_, index) => new Namespace(index));
const redis = await RunningRedis.started(
  "--bind",
  "127.0.0.1",
  ...links.map(({ hostAddress }) => hostAddress),
  "--requirepass",
  PASSWORD,
);
const workers: Supervised[] = [];
let run: Supervised | undefined;
try {
  for (const [index, link] of links.entries()) {
    const cwd = join(place, `worker-${index}`);
    await mkdir(cwd);
    const url = `redis://${link.hostAddress}:${redis.port}`;
    const args = ["worker", "--redis", url, "--backends", "onnx,simd", "--lock-seconds", LOCK_SECONDS];
    workers.push(new Supervised(() => started(cwd, args, link.prefix)));
  }
  run = new Supervised(() =>
    started(place, ["run", "matrix.json", "--out", "far", "--rounds", "0", "--redis", redis.url]),
  );
  const done = await disturb(run, workers, links, redis);
  const late = setTimeout(LIMIT_MS, "late", { ref: false });
  if ((await Promise.race([run.succeeded, late])) === "late")
    throw new Error(`the run has not ended ${LIMIT_MS / 60_000} minutes after the last kill`);
  const faults = await faultsOf(place);
  console.log([`${done} kills, ${faults.length} faults`, ...faults].join("\n"));
  if (faults.length > 0) console.log(`kept: ${place}`);
  else await rm(place, { recursive: true });
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  run?.stop();
  for (const worker of workers) worker.stop();
  await redis.remove();
  for (const link of links) link.remove();
}
