import { median, sum } from "simple-statistics";
import { backedPercentile } from "../../../base/statistics/percentile.ts";
import type { ServeUsage } from "../../../contract/index.ts";
import { type CallBudget, perSecond, type ServingSubject, timeSingles } from "../time-calls.ts";
import type { SampledServing } from "./scenario.ts";

/** Before latencies that are measured once, or for a check. */
const WARM_UP: CallBudget = { rounds: 1000, limitMs: 150, minCalls: 1 };

/** Where 64 texts, which back p90, take longer, as many as come until then must do: 8 back the median. */
export const LONGEST_LATENCIES_MS = 10_000;

export async function latenciesOf(local: ServingSubject, budget: CallBudget): Promise<number[]> {
  return timeSingles(local, { warmUp: WARM_UP, budget });
}

/** The percentiles that a record has of latencies. */
export function percentilesOf(
  latenciesMs: readonly number[],
): Pick<ServeUsage, "p50Ms" | "p90Ms" | "p99Ms" | "p999Ms" | "queries"> {
  return {
    p50Ms: backedPercentile(latenciesMs, 50),
    p90Ms: backedPercentile(latenciesMs, 90),
    p99Ms: backedPercentile(latenciesMs, 99),
    p999Ms: backedPercentile(latenciesMs, 99.9),
    queries: latenciesMs.length,
  };
}

export function sampledMedian(latenciesMs: readonly number[]): SampledServing["p50Ms"] {
  return { value: median([...latenciesMs]), timedMs: sum([...latenciesMs]) };
}

/** Texts per second where each text waits for the one before it, with the slowest and the fastest part of them. */
export function streamRate(latenciesMs: readonly number[]): Pick<ServeUsage, "textsPerSecond" | "textsPerSecondRange"> {
  const size = Math.ceil(latenciesMs.length / STREAM_PARTS);
  const parts = Array.from({ length: Math.ceil(latenciesMs.length / size) }, (_, part) =>
    latenciesMs.slice(part * size, (part + 1) * size),
  );
  const rates = parts.map((part) => perSecond(part.length, sum(part)));
  return {
    textsPerSecond: perSecond(latenciesMs.length, sum([...latenciesMs])),
    textsPerSecondRange: [Math.min(...rates), Math.max(...rates)],
  };
}

/** As many as rounds of batches are measured. */
const STREAM_PARTS = 6;
