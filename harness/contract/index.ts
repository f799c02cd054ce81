/**
 * The types that all parts of pricewar share, by subject. Field names are fixed by the run folder's format: add freely,
 * but rename none. For plans and records only the types are exported here, so that a worker is not bundled with their
 * schemas.
 */
export type * from "./backend.ts";
export { lastRecords, runKey } from "./cell-id.ts";
export * from "./experiment.ts";
export type * from "./graph-session.ts";
export * from "./model.ts";
export type * from "./plan.ts";
export type * from "./price.ts";
export type * from "./proof.ts";
export type * from "./quality.ts";
export type { QualityRule } from "./quality-rule.ts";
export type * from "./record.ts";
export {
  isSample,
  isSampleOf,
  type RunLine,
  recordMachine,
  recordsIn,
  sampledKey,
  sampleMachine,
  samplesIn,
} from "./run-line.ts";
export { FIGURES_SCHEMA, RECORD_SCHEMA } from "./schema-version.ts";
export type { ServedLoad } from "./served-load.ts";
export type { ServingSample } from "./serving-sample.ts";
export type * from "./technique.ts";
export * from "./texts.ts";
export type * from "./tfjs-graph.ts";
export type * from "./usage.ts";
