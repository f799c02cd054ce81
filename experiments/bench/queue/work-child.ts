/** Entry point of the process of simulated workers: takes a WorkChildJob as JSON, works until SIGTERM, and prints its processor time in ms. */
import { join } from "node:path";
import { Redis } from "ioredis";
import type { OkRecord } from "../../../harness/contract/record.ts";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { readPlan, readRecords } from "../../../harness/contract/run-folder.io.ts";
import type { JobData, JobResult } from "../../../harness/queue/job-data.ts";
import { OpenQueues } from "../../../harness/queue/open-queues.io.ts";
import { release } from "../../../harness/queue/release.io.ts";
import { workThroughQueues } from "../../../harness/queue/worker.io.ts";
import { simulatedRecords } from "./backlog.ts";
import type { WorkChildJob } from "./child-jobs.ts";
import { endWithParent } from "./end-with-parent.ts";

const LOCK_MS = 30_000;

endWithParent();
const { port, from, workers } = JSON.parse(process.argv[2]!) as WorkChildJob;
const redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null });
const { code, cells } = await readPlan(join(from, RUN_FILES.plan));
const records = await readRecords(join(from, RUN_FILES.records));
const recordOf = simulatedRecords(records.filter((record): record is OkRecord => record.status === "ok"));
const queues = new OpenQueues(redis, code);
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());

const backends = cells.flatMap(({ experiment }) => [experiment.training.backend, experiment.serving.backend]);
const working = Array.from({ length: workers }, () =>
  workThroughQueues({
    redis,
    code,
    backends: [...new Set(backends)],
    execute,
    signal: AbortSignal.any([stop.signal]),
    lockMs: LOCK_MS,
    onJob: () => undefined,
    onLine: console.error,
  }),
);
await Promise.all(working);
await queues.close();
redis.disconnect();
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);

/** Ends each job at once, as if it had been done. */
async function execute(job: JobData): Promise<JobResult> {
  switch (job.kind) {
    case "train":
      return { kind: "trained", unfinished: null };
    case "release":
      return release({ redis, code, queues }, job);
    case "cell":
      return { kind: "recorded", record: recordOf(job.cell, new Date().toISOString()), model: null };
    case "round":
      throw new Error("a simulated backlog has no rounds");
  }
}
