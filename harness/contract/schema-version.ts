/** Form of plan.json and records.jsonl. Raised together with a new step in migrations.ts, which reads older forms. */
export const RECORD_SCHEMA = 2;

/** Raised when figures stop being comparable with those measured before. Part of what a baseline depends on. */
export const FIGURES_SCHEMA = 1;
