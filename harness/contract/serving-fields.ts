/** Every field of `serving` that a matrix sets beside the backend, one row each; absent from experiments at its default. */
import * as z from "zod";
import { field } from "./fields.ts";
import { ALL_WORKERS, SCENARIOS, SERVING_DEFAULTS } from "./scenarios.ts";

/** As many as a service may have. */
const MOST_WORKERS = 256;

const absent = "at the default";

export const SERVING_FIELDS = {
  scenario: field({
    schema: z.enum(SCENARIOS),
    default: SERVING_DEFAULTS.scenario,
    help:
      'How requests arrive: "closed-loop" answers single texts, then batches; "single-stream" single texts alone; "offline" batches ' +
      'alone; "server" requests that arrive at random, in one process; "http" the same over HTTP.',
    absent,
  }),
  batchSize: field({
    schema: z.int().min(1).max(65_536),
    default: SERVING_DEFAULTS.batchSize,
    help: "Texts of a batch, offline.",
    absent,
  }),
  maxBatch: field({
    schema: z.int().min(1).max(65_536),
    default: SERVING_DEFAULTS.maxBatch,
    help: "Texts that a server answers together at most.",
    absent,
  }),
  maxDelayMs: field({
    schema: z.number().min(0).max(60_000),
    default: SERVING_DEFAULTS.maxDelayMs,
    help: "Milliseconds that a text waits for others at most, in a server; 0: only for those that came with it.",
    absent,
  }),
  p99BoundMs: field({
    // A load lasts ten bounds at least, and a search sends many.
    schema: z.number().gt(0).max(1000),
    default: SERVING_DEFAULTS.p99BoundMs,
    help: "Milliseconds that 99 of 100 requests to a server may take, from the moment that each was due.",
    absent,
  }),
  connections: field({
    schema: z.int().min(1).max(10_000),
    default: SERVING_DEFAULTS.connections,
    help: "Connections to the service that stay open.",
    absent,
  }),
  workers: field({
    schema: z.union([z.int().min(1).max(MOST_WORKERS), z.literal(ALL_WORKERS)], {
      error: `must be a whole number from 1 to ${MOST_WORKERS}, or "${ALL_WORKERS}"`,
    }),
    default: SERVING_DEFAULTS.workers,
    help: 'Processes that serve at the same time, each with a model of its own; "all": one per core.',
    absent,
  }),
};
