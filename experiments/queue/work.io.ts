import { hostname } from "node:os";
import { printable } from "../../harness/base/printable.ts";
import { runKey } from "../../harness/contract/index.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { connectFirst, disconnect } from "../../harness/queue/connect.io.ts";
import { type Execution, jobExecution } from "../../harness/queue/execute.io.ts";
import type { JobData } from "../../harness/queue/job-data.ts";
import { OpenQueues } from "../../harness/queue/open-queues.io.ts";
import { type RedisPlace, shownRedis } from "../../harness/queue/redis-url.ts";
import { type Working, workThroughQueues } from "../../harness/queue/worker.io.ts";
import { OwnNote } from "../../harness/queue/workers.io.ts";
import { queueArtifacts } from "./queue-artifacts.io.ts";

export interface Work extends Omit<Working, "redis" | "execute" | "onJob"> {
  readonly place: RedisPlace;
  /** That the machines share; Redis if left out. */
  readonly artifactsFolder?: string;
  readonly execution: Omit<Execution, "redis" | "code" | "artifacts" | "queues">;
}

/** Connects, and does jobs until it is stopped. @throws ConfigError where Redis cannot be used */
export async function work({ place, artifactsFolder, execution, ...working }: Work): Promise<void> {
  const { code, backends, onLine, signal } = working;
  const redis = await connectFirst(place, onLine, signal);
  const artifacts = await queueArtifacts(redis, artifactsFolder);
  const queues = new OpenQueues(redis, code);
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
      execute: jobExecution({ ...execution, redis, code, artifacts, queues }),
    });
  } catch (error) {
    // What was under way goes to another worker once this one has been silent for long enough.
    if (!signal.aborted) throw error;
  } finally {
    await own.end();
    await queues.close();
    disconnect(redis);
  }
}

function jobText(job: JobData): string {
  switch (job.kind) {
    case "train":
      return `training for ${runKey(job.cell)}`;
    case "release":
      return `${plural(job.cells.length, "cell")} can be served`;
    case "cell":
      return `serving ${runKey(job.cell)}`;
    case "round":
      return `round ${job.round}: ${plural(job.cells.length, "sample")}`;
  }
}
