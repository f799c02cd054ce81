import { measureBatches, sampleBatches } from "./batches.ts";
import type { Scenario } from "./scenario.ts";

const NO_LATENCIES = { p50Ms: null, p90Ms: null, p99Ms: null, p999Ms: null, queries: 0 };

/** Batches that are all there from the beginning. */
export const offline: Scenario = {
  async measure(group, { batchSize }) {
    const { textsPerSecond, range, timedMs } = await measureBatches(group, batchSize);
    return { ...NO_LATENCIES, textsPerSecond, textsPerSecondRange: range, measuredMs: timedMs };
  },

  async sample(group, { batchSize }, { purpose }) {
    const { textsPerSecond, timedMs } = await sampleBatches(group, batchSize, purpose);
    return { p50Ms: null, textsPerSecond: { value: textsPerSecond, timedMs } };
  },
};
