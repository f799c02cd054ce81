import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { plural } from "../../../harness/base/counts.ts";
import { signalChild } from "../../../harness/base/processes.io.ts";
import { endChild } from "../../child.io.ts";
import { tryProgram } from "../../program.io.ts";
import { projectFolder } from "../../project-folder.ts";
import type { Measurement } from "../measurement.ts";
import { SideFailed } from "../side-failed.ts";
import { pricewar } from "../whole-run.io.ts";
import { RunningRedis } from "./running-redis.io.ts";

/** Twenty trainings, each served in two forms: work enough that starting a process is not most of it. */
const MATRIX = {
  name: "queued",
  base: {
    dataset: "synthetic:rows=4000,classes=2,words=2000,length=40,seed=1",
    model: { maxLength: 60 },
    backend: "onnx",
    epochs: 10,
  },
  axes: { quantization: ["float32", "float16"] },
  seeds: Array.from({ length: 20 }, (_, index) => index + 1),
  baseline: { quantization: "float32" },
};
/** Cells are to be trained, scored and recorded, and nothing to be timed for its own sake: workers on one machine disturb each other. */
const UNTIMED = ["--rounds", "0", "--no-baselines"];
const NOTHING_REPEATED = { PRICEWAR_REPEAT_DISTURBED: "0" };

const START_LIMIT_MS = 60_000;

/**
 * Runs forty cells over a queue, from the shell to the page. Each worker has a folder, a cache and, where taskset is there, a processor core of its
 * own; nothing that was made before is used.
 * @throws SideFailed
 */
export async function runOverQueue(folder: string, workers: number): Promise<Measurement> {
  const own = await mkdtemp(join(folder, "queue-"));
  const matrix = join(own, "matrix.json");
  await writeFile(matrix, JSON.stringify(MATRIX));
  const redis = await RunningRedis.started();
  const running: ChildProcess[] = [];
  try {
    const isPinned = (await tryProgram("taskset", ["--version"])) !== null;
    for (let core = 0; core < workers; core += 1)
      running.push(await startedWorker(redis.url, join(own, `worker-${core}`), isPinned ? core : null));
    const { medianMs } = await pricewar(projectFolder, ["run", matrix, "--redis", redis.url, ...UNTIMED], own);
    return { medianMs, startupMs: null, by: `pricewar, ${plural(workers, "worker")}` };
  } finally {
    await Promise.all(running.map((worker) => endChild(worker)));
    await redis.remove();
    await rm(own, { recursive: true, force: true });
  }
}

/** A worker that waits for work. @param core that it runs on alone; null for any @throws SideFailed where it ends before */
async function startedWorker(url: string, folder: string, core: number | null): Promise<ChildProcess> {
  await mkdir(folder);
  const command = [process.execPath, join(projectFolder, "bin", "pricewar"), "worker", "--redis", url];
  const [program = "", ...args] = core === null ? command : ["taskset", "--cpu-list", String(core), ...command];
  const env = { ...process.env, ...NOTHING_REPEATED };
  const worker = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  const limit = setTimeout(() => signalChild(worker, "SIGKILL"), START_LIMIT_MS);
  let last = "";
  for await (const line of createInterface(worker.stderr)) {
    last = line;
    if (line.startsWith("waiting for work")) {
      clearTimeout(limit);
      worker.stderr.resume();
      return worker;
    }
  }
  clearTimeout(limit);
  throw new SideFailed(`a worker ended before it had work: ${last}`);
}
