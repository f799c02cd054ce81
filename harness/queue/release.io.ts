import type { Redis } from "ioredis";
import { groupBy } from "../base/group-by.ts";
import type { JobOf, JobResult } from "./job-data.ts";
import { keysOf } from "./names.ts";
import type { OpenQueues } from "./open-queues.io.ts";
import { jobOptions } from "./queue-jobs.ts";
import { cellJob } from "./tasks.ts";

export interface Releasing {
  readonly redis: Redis;
  readonly code: string;
  readonly queues: OpenQueues;
}

/** Adds the cells that waited for a training. One that is there already stays as it is. */
export async function release(
  { redis, code, queues }: Releasing,
  { cells, plan, run, limitMs }: JobOf<"release">,
): Promise<JobResult> {
  const keys = keysOf(code);
  const jobs = cells.map((cell) => cellJob(cell, { plan, run, limitMs }));
  for (const [name, group] of groupBy(jobs, ({ queue }) => queue)) {
    await redis.sadd(keys.queues, name);
    await queues.named(name).addBulk(group.map(({ id, data }) => ({ name: data.kind, data, opts: jobOptions(id) })));
  }
  return { kind: "released" };
}
