import { sum } from "simple-statistics";
import type { CallBudget } from "../time-calls.ts";
import { sampleBudget } from "./batches.ts";
import type { Scenario } from "./scenario.ts";
import { LONGEST_LATENCIES_MS, latenciesOf, percentilesOf, sampledMedian, streamRate } from "./singles.ts";

/** As many as back p99.9 where a text takes less than half a millisecond. */
const LATENCY: CallBudget = { rounds: 8000, limitMs: 4000, minCalls: 64, longestMs: LONGEST_LATENCIES_MS };
const SAMPLED = { check: sampleBudget(250, 3), run: sampleBudget(150, 3) };

/** One text at a time; each waits for the answer to the one before it. */
export const singleStream: Scenario = {
  async measure({ local }) {
    const latenciesMs = await latenciesOf(local, LATENCY);
    return { ...percentilesOf(latenciesMs), ...streamRate(latenciesMs), measuredMs: sum(latenciesMs) };
  },

  async sample({ local }, _, { purpose }) {
    const latenciesMs = await latenciesOf(local, SAMPLED[purpose]);
    const { textsPerSecond } = streamRate(latenciesMs);
    return { p50Ms: sampledMedian(latenciesMs), textsPerSecond: { value: textsPerSecond, timedMs: sum(latenciesMs) } };
  },
};
