/** Schema of plan.json and records.jsonl. Raised together with a new step in migrations.ts, which reads older schemas. */
export const RECORD_SCHEMA = 3;

/** Raised when figures stop being comparable with earlier ones. A baseline's fingerprint includes it. */
export const FIGURES_SCHEMA = 1;
