/** Entry point of the process that coordinates a simulated backlog: takes a CoordinateChildJob as JSON, prints a QueueMeasurement without its workers. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Redis } from "ioredis";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { readPlan } from "../../../harness/contract/run-folder.io.ts";
import { describeHost } from "../../../harness/measure/runner/host.io.ts";
import { openRunStore } from "../../../harness/measure/runner/run-store.io.ts";
import type { Take } from "../../../harness/queue/coordinator.io.ts";
import { trainingTasks } from "../../../harness/queue/tasks.ts";
import { coordinating } from "../../queue/coordinating.ts";
import { cellKeeping } from "../../queue/keep-cells.ts";
import { queueArtifacts } from "../../queue/queue-artifacts.io.ts";
import { backlogOf } from "./backlog.ts";
import type { CoordinateChildJob } from "./child-jobs.ts";
import { endWithParent } from "./end-with-parent.ts";
import type { QueueMark } from "./report.ts";

const LIMIT_MS = 60_000;
/** Progress that nobody reads. */
const STREAM = { isTTY: false, columns: 80, cursorTo: () => true, clearLine: () => true, write: () => true } as const;
const UNSEEN = { stream: STREAM, machines: () => 1 };

endWithParent();
const { port, from, out, cells, parts } = JSON.parse(process.argv[2]!) as CoordinateChildJob;
const redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null });
const plan = backlogOf(await readPlan(join(from, RUN_FILES.plan)), cells);
const store = await openRunStore({ out, artifacts: join(out, "artifacts"), onDamaged: console.error });
const artifacts = await queueArtifacts(redis, undefined);
const { signal } = new AbortController();
const coordinated = { redis, run: randomUUID(), plan, signal, limitMs: LIMIT_MS, artifacts };

const startMs = performance.now();
const start = process.cpuUsage();
const redisStartMs = await redisCpuMs();
const marks: QueueMark[] = [await markAt(0)];
await coordinating(coordinated, async ({ coordinator, head }) => {
  const measuring = { plan, store, host: await describeHost() };
  const keeping = cellKeeping(measuring, plan.cells, [], artifacts, UNSEEN);
  let collected = 0;
  const take: Take = async (arrivals) => {
    const again = await keeping.take(arrivals);
    collected += arrivals.length - again.length;
    if (collected >= (marks.length * cells) / parts) marks.push(await markAt(collected));
    return again;
  };
  await coordinator.run(trainingTasks(plan.code, plan.cells, head), take);
  keeping.end();
});
redis.disconnect();
console.log(JSON.stringify({ marks, peakRssBytes: 1024 * process.resourceUsage().maxRSS }));

async function markAt(done: number): Promise<QueueMark> {
  const { user, system } = process.cpuUsage(start);
  return {
    cells: done,
    wallMs: performance.now() - startMs,
    coordinatorCpuMs: (user + system) / 1000,
    redisCpuMs: (await redisCpuMs()) - redisStartMs,
    rssBytes: process.memoryUsage.rss(),
  };
}

async function redisCpuMs(): Promise<number> {
  const info = await redis.info("cpu");
  const seconds = [...info.matchAll(/^used_cpu_(?:sys|user):([\d.]+)/gm)].map(([, number]) => Number(number));
  return 1000 * seconds.reduce((sum, one) => sum + one, 0);
}
