import { readdirSync, readFileSync } from "node:fs";

/** Nanoseconds on a processor of each thread by its id. */
export type ThreadTimes = ReadonlyMap<string, number>;

const TASKS = "/proc/self/task";

/**
 * What the kernel says of this process's threads; null where it does not tell. Synchronous, so that between two readings
 * nothing runs but what the caller runs.
 */
export function threadTimes(): ThreadTimes | null {
  try {
    const read = (id: string) => Number(readFileSync(`${TASKS}/${id}/schedstat`, "utf8").split(" ")[0]);
    return new Map(readdirSync(TASKS).map((id) => [id, read(id)]));
  } catch {
    // No Linux, a kernel without schedstat, or a thread that ended between the two calls.
    return null;
  }
}

/**
 * Less than this share of the caller's own time is a thread that did chores: TensorFlow's pool of one thread took 1.5 %
 * of a training's time, each of two threads that shared the work 14 %.
 */
const LEAST_SHARE = 0.05;

/**
 * The calling thread and those of `library` that computed beside it.
 * @param library ids of the threads that may have computed for it
 * @param caller id of the thread that called the library
 */
export function computingThreads(
  before: ThreadTimes,
  after: ThreadTimes,
  { library, caller }: { library: readonly string[]; caller: string },
): number {
  const spent = (id: string) => (after.get(id) ?? 0) - (before.get(id) ?? 0);
  const least = spent(caller) * LEAST_SHARE;
  return 1 + library.filter((id) => id !== caller && spent(id) > least).length;
}
