import { Bench } from "tinybench";

export const WARM_UP_MS = 200;
const SAMPLE_MS = 600;
const FEWEST_CALLS = 64;

/**
 * Median milliseconds of a call after a warm-up, measured with tinybench.
 * @param call gets the number of previous calls
 * @param fewest calls that are timed, however long they take
 */
export async function medianCallMs(
  call: (index: number) => Promise<unknown>,
  fewest: number = FEWEST_CALLS,
): Promise<number> {
  const warmupIterations = Math.ceil(fewest / 4);
  const bench = new Bench({
    warmupTime: WARM_UP_MS,
    warmupIterations,
    time: SAMPLE_MS,
    iterations: fewest,
    throws: true,
  });
  let calls = 0;
  // Declared as asynchronous, since tinybench would otherwise make an extra call to find out.
  bench.add("call", () => call(calls++), { async: true });
  const [task] = await bench.run();
  if (task?.result.state !== "completed") throw new Error(`the sampling ended as ${task?.result.state}`);
  return task.result.latency.p50;
}
