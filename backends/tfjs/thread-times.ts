import { readdirSync, readFileSync } from "node:fs";

/** CPU time of each thread in nanoseconds, by thread id. */
export type ThreadTimes = ReadonlyMap<string, number>;

const TASKS = "/proc/self/task";

/**
 * CPU times of this process's threads as the kernel reports them; null if it does not. Synchronous, so that only the
 * caller's work runs between two readings.
 */
export function threadTimes(): ThreadTimes | null {
  try {
    const read = (id: string) => Number(readFileSync(`${TASKS}/${id}/schedstat`, "utf8").split(" ")[0]);
    return new Map(readdirSync(TASKS).map((id) => [id, read(id)]));
  } catch {
    // Not Linux, a kernel without schedstat, or a thread that ended between the two calls.
    return null;
  }
}

/**
 * A thread with less than this share of the caller's CPU time did only housekeeping: TensorFlow's pool of one thread took
 * 1.5 % of a training's time, each of two threads that shared the work 14 %.
 */
const LEAST_SHARE = 0.05;

/**
 * Counts the calling thread and the threads of `library` that computed along with it.
 * @param library ids of the library's threads
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
