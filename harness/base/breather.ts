/** How long a loop may keep the event loop from everything else. */
const LONGEST_MS = 100;

/**
 * For loops whose promises may all be kept at once, as those of runtimes that compute on this thread are: between microtasks,
 * a process hears neither signals nor the end of its parent.
 * @returns to be awaited after each chunk of work: every 100 ms it lets the event loop turn once
 */
export function breather(): () => Promise<void> | undefined {
  let breathedMs = performance.now();
  return () => {
    if (performance.now() - breathedMs < LONGEST_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        breathedMs = performance.now();
        resolve();
      });
    });
  };
}
