/**
 * The types that all parts of pricewar share, by subject. Field names are fixed by the run folder's format: add
 * freely, rename none, and raise RECORD_SCHEMA when older records stop being comparable.
 */
export type * from "./backend.ts";
export * from "./experiment.ts";
export * from "./model.ts";
export * from "./plan.ts";
export type * from "./proof.ts";
export * from "./record.ts";
export type * from "./technique.ts";
export * from "./texts.ts";
