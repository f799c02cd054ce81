/** Names and defaults of how a model is served while it is measured, for processes that load no schema. */
import { THROUGHPUT_BATCH } from "./measuring.ts";

/**
 * How requests reach the model while it is measured. All but the first and the last are called as MLPerf Inference calls them.
 * @see Reddi et al. 2020, MLPerf Inference Benchmark, arXiv:1911.02549, section 3.3
 */
export const SCENARIOS = ["closed-loop", "single-stream", "offline", "server", "http"] as const;

export type Scenario = (typeof SCENARIOS)[number];

/** The value of `workers` that starts one process per core that this one may use. */
export const ALL_WORKERS = "all";

/** What is absent from an experiment's `serving`. */
export const SERVING_DEFAULTS = {
  scenario: "closed-loop",
  batchSize: THROUGHPUT_BATCH,
  maxBatch: THROUGHPUT_BATCH,
  maxDelayMs: 0,
  p99BoundMs: 10,
  connections: 16,
  workers: 1,
} as const;

export type ServingField = keyof typeof SERVING_DEFAULTS;

/** A field that not every scenario takes notice of. */
export type RuledField = Exclude<ServingField, "scenario">;

/** The scenarios in which a field changes what is measured; in the others it must be left at its default. */
export const SCENARIOS_OF: Readonly<Record<RuledField, readonly Scenario[]>> = {
  batchSize: ["offline"],
  maxBatch: ["server", "http"],
  maxDelayMs: ["server", "http"],
  p99BoundMs: ["server", "http"],
  connections: ["http"],
  // One stream of single texts keeps one process busy.
  workers: ["closed-loop", "offline", "server", "http"],
};

export const RULED_FIELDS = Object.keys(SCENARIOS_OF) as readonly RuledField[];

export function meansSomething(field: RuledField, scenario: Scenario): boolean {
  return SCENARIOS_OF[field].includes(scenario);
}
