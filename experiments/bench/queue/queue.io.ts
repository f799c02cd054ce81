import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { bundle } from "../../../harness/base/bundle/bundle.io.mjs";
import { signalChild } from "../../../harness/base/processes.io.ts";
import { tryProgram } from "../../program.io.ts";
import { projectFolder } from "../../project-folder.ts";
import { SideFailed } from "../side-failed.ts";
import type { CoordinateChildJob, WorkChildJob } from "./child-jobs.ts";
import { QUEUE, type QueueMeasurement, queueReport } from "./report.ts";
import { RunningRedis } from "./running-redis.io.ts";

/** The measured run that made-up cells are made from. */
const FROM = join(projectFolder, "tests", "fixtures", "many-cells");
/** Of the backlog, of which each is told by itself. */
const PARTS = 4;
/** Side by side in one process, so that what each waits for Redis is used. */
const WORKERS = 24;

/**
 * Runs a backlog of cells over a queue with a Redis of its own and workers that measure nothing.
 * @returns the report; a sentence where there is no Redis
 * @throws SideFailed where one of its processes does not end well
 */
export async function measureQueue(cells: number): Promise<string> {
  if ((await tryProgram("redis-server", ["--version"])) === null)
    return `${QUEUE} is left out: no redis-server on the PATH (apt install redis-server, or brew install redis)`;
  const folder = await mkdtemp(join(tmpdir(), "pricewar-backlog-"));
  const redis = await RunningRedis.started("--appendonly", "no");
  try {
    return queueReport(await measured(redis.port, folder, cells));
  } finally {
    await redis.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(port: number, folder: string, cells: number): Promise<QueueMeasurement> {
  const work: WorkChildJob = { port, from: FROM, workers: WORKERS };
  const coordinate: CoordinateChildJob = { port, from: FROM, out: join(folder, "run"), cells, parts: PARTS };
  const workers = await started("work-child.ts", work);
  const coordinator = await started("coordinate-child.ts", coordinate);
  try {
    const worked = printed("the workers", workers);
    const collected = printed("the coordinator", coordinator);
    // Each is killed below where the other has failed.
    for (const ended of [worked, collected]) ended.catch(() => undefined);
    // Workers that fail would let the coordinator wait for ever.
    const measurement = await Promise.race([collected, worked.then(() => collected)]);
    signalChild(workers, "SIGTERM");
    return { ...JSON.parse(measurement), workersCpuMs: Number(await worked) } as QueueMeasurement;
  } finally {
    for (const child of [workers, coordinator]) signalChild(child, "SIGKILL");
  }
}

async function started(script: string, job: WorkChildJob | CoordinateChildJob): Promise<ChildProcess> {
  const { file } = await bundle({ project: projectFolder, entry: join("experiments", "bench", "queue", script) });
  return spawn(process.execPath, [file, JSON.stringify(job)], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
}

/** @throws SideFailed where it ends with another exit code than 0 */
async function printed(name: string, child: ChildProcess): Promise<string> {
  const [output, [exitCode]] = await Promise.all([text(child.stdout!), once(child, "exit")]);
  if (exitCode !== 0) throw new SideFailed(`${name} of the backlog ended with exit code ${exitCode}`);
  return output;
}
