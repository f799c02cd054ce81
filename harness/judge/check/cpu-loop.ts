import { median } from "simple-statistics";

const RUNS = 15;
const ITERATIONS = 4_000_000;

/** Median milliseconds of a loop of integer work that no commit can change: whether the machine itself moved. */
export function timeLoop(nowMs: () => number): number {
  const run = () => {
    const startMs = nowMs();
    spin(ITERATIONS);
    return nowMs() - startMs;
  };
  // Compiles the loop.
  run();
  return median(Array.from({ length: RUNS }, run));
}

/** Xorshift (Marsaglia 2003), whose every iteration needs the one before. */
function spin(iterations: number): number {
  let state = 1;
  for (let done = 0; done < iterations; done += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}
