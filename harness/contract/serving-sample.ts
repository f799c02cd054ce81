/**
 * A line of samples.jsonl: one sample of a finished cell's serving. The type is inferred from the
 * schema; unknown fields are kept.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { disturbanceSchema } from "./disturbance.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";

const number = z.number();

/** Another process that took the same sample, and was disturbed more. */
const otherAttempt = z.object({
  startedAt: z.iso.datetime(),
  textsPerSecond: number,
  timedMs: number,
  disturbance: disturbanceSchema,
});

export const servingSampleSchema = z.object({
  schema: z.literal(RECORD_SCHEMA),
  /** Tells it from a record. */
  kind: z.literal("sample"),
  /** The cell, as in its record. */
  experiment: z.string(),
  repeat: z.int(),
  /** 1-based. A round serves a cell of each configuration, so that samples of one round can be compared in pairs. */
  round: z.int(),
  /** ISO 8601, UTC: the start of the sample's process. */
  startedAt: z.iso.datetime({ error: "must be a time in ISO 8601, such as 2026-08-01T10:00:00.000Z" }),
  /** Id of the code and the lockfile that took it. */
  code: z.string(),
  /** Fingerprint of the machine, as in the record's host. */
  host: z.string(),
  /** The machine itself, as in the record's host; absent in older samples. */
  machine: z.string().exactOptional(),
  /** From text to probability in batches, tokenizing included: the median over the process's rounds of batches. */
  textsPerSecond: number,
  /** How long the throughput was timed. */
  timedMs: number,
  /** High-water mark of the process; null if the kernel does not report it. */
  peakRssBytes: number.nullable(),
  /** The whole process, from its start to its answer. */
  processWallMs: number,
  /** Median time of a fixed loop of work just before the process: a change is the machine's, not the cell's. */
  loopMs: number,
  /** What else the machine did while it was timed; absent where the kernel does not tell. */
  disturbance: disturbanceSchema.exactOptional(),
  /** Absent if it was taken once. */
  otherAttempts: z.array(otherAttempt).min(1).exactOptional(),
});

export type ServingSample = DeepReadonly<z.output<typeof servingSampleSchema>>;
