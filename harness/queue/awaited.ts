import { refusalBy } from "../base/documents/accepts.ts";
import { type JobResult, resultSchema } from "./job-data.ts";
import type { PlannedJob, Task } from "./tasks.ts";

/** A job that ended, as Redis has it. */
export interface EndedJob {
  readonly id: string;
  readonly end:
    | { readonly state: "completed"; readonly value: unknown }
    | { readonly state: "failed"; readonly reason: string };
}

/** What came of an awaited job. */
export type Arrival =
  | { readonly type: "result"; readonly job: PlannedJob; readonly result: JobResult }
  /** No attempt of it, or of the training that it waited for, came to an end. */
  | { readonly type: "lost"; readonly job: PlannedJob; readonly reason: string };

const refusalOfResult = refusalBy(resultSchema);

/** The jobs whose results a coordinator waits for. */
export class Awaited {
  readonly #tasks = new Map<string, Task>();
  readonly #jobs = new Map<string, PlannedJob>();

  get size(): number {
    return this.#jobs.size;
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** That of an awaited job. */
  taskOf(id: string): Task {
    return this.#tasks.get(id)!;
  }

  /** Each task that something is awaited of. */
  tasks(): ReadonlySet<Task> {
    return new Set(this.#tasks.values());
  }

  add(task: Task): void {
    for (const job of awaitedJobs(task)) {
      this.#jobs.set(job.id, job);
      this.#tasks.set(job.id, task);
    }
    if (task.kind === "training") this.#tasks.set(task.train.id, task);
  }

  /** What a job's end tells of those that are awaited: nothing where it is a training that succeeded, or is not awaited any more. */
  arrivalsOf({ id, end }: EndedJob): Arrival[] {
    const task = this.#tasks.get(id);
    if (task === undefined) return [];
    const own = this.#jobs.get(id);
    const jobs = own === undefined ? awaitedJobs(task).filter((job) => this.has(job.id)) : [own];
    if (end.state === "failed") return jobs.map((job) => ({ type: "lost", job, reason: end.reason }));
    const refusal = refusalOfResult(end.value);
    if (refusal !== null)
      return jobs.map((job) => ({ type: "lost", job, reason: `its result cannot be read: ${refusal.message}` }));
    // The value itself: the schema would leave out fields that it does not know.
    const result = end.value as JobResult;
    if (own === undefined && result.kind === "trained" && result.unfinished === null) return [];
    return jobs.map((job) => ({ type: "result", job, result }));
  }

  /** Awaits it no more. */
  settle(id: string): void {
    const task = this.#tasks.get(id);
    this.#jobs.delete(id);
    this.#tasks.delete(id);
    if (task?.kind === "training" && task.cells.every((cell) => !this.has(cell.id))) this.#tasks.delete(task.train.id);
  }
}

/** The jobs of a task whose results are kept. */
export function awaitedJobs(task: Task): readonly PlannedJob[] {
  return task.kind === "round" ? [task.job] : task.cells;
}
