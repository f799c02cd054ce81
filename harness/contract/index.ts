/**
 * The types that every part of pricewar meets at, by subject. Field names are fixed by the run folder's format: add
 * freely, rename none. Of plans and records types alone pass through here, so that a worker is not bundled with their
 * schemas.
 */
export type * from "./backend.ts";
export { runKey } from "./cell-id.ts";
export * from "./experiment.ts";
export * from "./model.ts";
export type * from "./plan.ts";
export type * from "./proof.ts";
export type * from "./record.ts";
export { FIGURES_SCHEMA, RECORD_SCHEMA } from "./schema-version.ts";
export type * from "./technique.ts";
export * from "./texts.ts";
