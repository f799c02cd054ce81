import { hostname } from "node:os";
import { Queue } from "bullmq";
import { printable } from "../../harness/base/printable.ts";
import { runKey } from "../../harness/contract/index.ts";
import { connectFirst } from "../../harness/queue/connect.io.ts";
import { type Execution, jobExecution } from "../../harness/queue/execute.io.ts";
import type { JobData } from "../../harness/queue/job-data.ts";
import { keysOf } from "../../harness/queue/names.ts";
import type { RedisPlace } from "../../harness/queue/redis-url.ts";
import { shownRedis } from "../../harness/queue/redis-url.ts";
import { type Working, workThroughQueues } from "../../harness/queue/worker.io.ts";
import { OwnNote } from "../../harness/queue/workers.io.ts";
import { queueArtifacts } from "./queue-artifacts.io.ts";

export interface Work extends Omit<Working, "redis" | "execute" | "onJob"> {
  readonly place: RedisPlace;
  /** That the machines share; Redis if left out. */
  readonly artifactsFolder?: string;
  readonly execution: Omit<Execution, "redis" | "code" | "artifacts" | "openQueue">;
}

/** Connects, and does jobs until it is stopped. @throws ConfigError where Redis cannot be used */
export async function work({ place, artifactsFolder, execution, ...working }: Work): Promise<void> {
  const { code, backends, onLine } = working;
  const redis = await connectFirst(place, onLine);
  const artifacts = await queueArtifacts(redis, artifactsFolder);
  const queues = new Map<string, Queue>();
  const openQueue = (name: string) => {
    const open =
      queues.get(name) ?? new Queue(name, { connection: redis, prefix: keysOf(code).prefix, skipVersionCheck: true });
    if (!queues.has(name)) open.on("error", () => undefined);
    queues.set(name, open);
    return open;
  };
  onLine(
    `waiting for work at ${shownRedis(place)}, for ${printable(backends.join(", "))}, with the measuring code ${code}`,
  );
  const own = new OwnNote(redis, code, { host: hostname(), backends: [...backends] });
  const say = (job: JobData | null) => {
    own.change(job === null ? null : jobText(job));
    if (job !== null) onLine(jobText(job));
  };
  try {
    await workThroughQueues({
      ...working,
      onJob: say,
      redis,
      execute: jobExecution({ ...execution, redis, code, artifacts, openQueue }),
    });
  } finally {
    await own.end();
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    redis.disconnect();
  }
}

function jobText(job: JobData): string {
  switch (job.kind) {
    case "train":
      return `training for ${runKey(job.cell)}`;
    case "release":
      return `${job.cells.length} cells can be served`;
    case "cell":
      return `serving ${runKey(job.cell)}`;
    case "round":
      return `round ${job.round}: ${job.cells.length} samples`;
  }
}
