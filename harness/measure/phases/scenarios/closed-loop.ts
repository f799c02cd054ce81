import { sum } from "simple-statistics";
import { THROUGHPUT_BATCH } from "../../../contract/measuring.ts";
import type { CallBudget } from "../time-calls.ts";
import { measureBatches, sampleBatches, sampleBudget } from "./batches.ts";
import type { Scenario } from "./scenario.ts";
import { LONGEST_LATENCIES_MS, latenciesOf, percentilesOf, sampledMedian } from "./singles.ts";

export const LATENCY = {
  rounds: 1000,
  limitMs: 1500,
  minCalls: 64,
  longestMs: LONGEST_LATENCIES_MS,
} satisfies CallBudget;
const CHECKED_LATENCY = sampleBudget(250, 3);

/** One text at a time, by one process; then batches, by all of them. */
export const closedLoop: Scenario = {
  async measure(group) {
    const latenciesMs = await latenciesOf(group.local, LATENCY);
    const { textsPerSecond, range, timedMs } = await measureBatches(group, THROUGHPUT_BATCH);
    return {
      ...percentilesOf(latenciesMs),
      textsPerSecond,
      textsPerSecondRange: range,
      measuredMs: sum(latenciesMs) + timedMs,
    };
  },

  async sample(group, _, { purpose }) {
    const p50Ms = purpose === "run" ? null : sampledMedian(await latenciesOf(group.local, CHECKED_LATENCY));
    const { textsPerSecond, timedMs } = await sampleBatches(group, THROUGHPUT_BATCH, purpose);
    return { p50Ms, textsPerSecond: { value: textsPerSecond, timedMs } };
  },
};
