/** How jobs of pricewar stand in BullMQ's queues. */
import type { FlowJob, JobsOptions } from "bullmq";
import { LARGEST_PAYLOAD } from "./job-data.ts";
import type { PlannedJob } from "./tasks.ts";

/** Of a job that throws, such as on a disk that is full. */
const ATTEMPTS = 3;
const BACKOFF_MS = 2000;

export type JobPlace = Pick<PlannedJob, "queue" | "id">;

/** How workers note a job that has ended. */
export function memberOf({ queue, id }: JobPlace): string {
  return `${queue} ${id}`;
}

export function placeOf(member: string): JobPlace {
  const [queue = "", id = ""] = member.split(" ");
  return { queue, id };
}

/** Whether a job's id is one of a run's, as tasks.ts makes them. */
export function isOfRun(id: string, run: string): boolean {
  return id.startsWith(`${run}-`);
}

/** What BullMQ is told of a job: ids are the run's own, so that none is ever another job's. */
export function jobOptions(id: string): JobsOptions {
  return { jobId: id, attempts: ATTEMPTS, backoff: { type: "fixed", delay: BACKOFF_MS }, sizeLimit: LARGEST_PAYLOAD };
}

export function flowOf({ id, queue, data }: PlannedJob): FlowJob {
  return { name: data.kind, queueName: queue, data, opts: jobOptions(id) };
}
