import { Queue } from "bullmq";
import { printable } from "../../harness/base/printable.ts";
import { connectFirst } from "../../harness/queue/connect.io.ts";
import { type Execution, jobExecution } from "../../harness/queue/execute.io.ts";
import { keysOf } from "../../harness/queue/names.ts";
import type { RedisPlace } from "../../harness/queue/redis-url.ts";
import { shownRedis } from "../../harness/queue/redis-url.ts";
import { type Working, workThroughQueues } from "../../harness/queue/worker.io.ts";
import { queueArtifacts } from "./queue-artifacts.io.ts";

export interface Work extends Omit<Working, "redis" | "execute"> {
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
  try {
    await workThroughQueues({
      ...working,
      redis,
      execute: jobExecution({ ...execution, redis, code, artifacts, openQueue }),
    });
  } finally {
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    redis.disconnect();
  }
}
