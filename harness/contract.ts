/**
 * The types that every part of pricewar meets at, by subject. Field names are fixed by the run folder's format: add
 * freely, rename none, and raise RECORD_SCHEMA when older records stop being comparable.
 */
export type * from "./contract/backend.ts";
export * from "./contract/experiment.ts";
export type * from "./contract/model.ts";
export * from "./contract/plan.ts";
export * from "./contract/record.ts";
export type * from "./contract/technique.ts";
export * from "./contract/texts.ts";
