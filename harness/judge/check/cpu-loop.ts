import { median } from "simple-statistics";

const RUNS = 15;
const ITERATIONS = 4_000_000;

/** Median milliseconds of a loop of integer work that no commit affects. A change means that the machine itself changed. */
export function timeLoop(nowMs: () => number, runs = RUNS): number {
  const run = () => {
    const startMs = nowMs();
    spin(ITERATIONS);
    return nowMs() - startMs;
  };
  // Warm-up: compiles the loop.
  run();
  return median(Array.from({ length: runs }, run));
}

/** Xorshift (Marsaglia 2003): every iteration depends on the previous one. */
function spin(iterations: number): number {
  let state = 1;
  for (let done = 0; done < iterations; done += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}
