import { median } from "simple-statistics";

const RUNS = 15;
const TURNS = 4_000_000;

/** Median milliseconds of a loop of integer work that no commit can change: whether the machine itself moved. */
export function timeLoop(nowMs: () => number): number {
  const run = () => {
    const startMs = nowMs();
    spin(TURNS);
    return nowMs() - startMs;
  };
  // The compiler's turn.
  run();
  return median(Array.from({ length: RUNS }, run));
}

/** Xorshift (Marsaglia 2003), whose every turn needs the one before. */
function spin(turns: number): number {
  let state = 1;
  for (let turn = 0; turn < turns; turn += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}
