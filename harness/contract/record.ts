/**
 * A line of records.jsonl. The types are inferred from the schemas. Fields are null if nothing was measured, and absent
 * only where their comment says so. Unknown fields are kept.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { experimentSchema } from "./experiment-schema.ts";
import { costEstimateSchema } from "./price.ts";
import { privacySpentSchema } from "./privacy.ts";
import { executionProofSchema, trainingProofSchema } from "./proof.ts";
import { qualitySchema } from "./quality.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";
import { usageSchema } from "./usage.ts";

const number = z.number();
const measured = z.number().nullable();
export const phaseSchema = z.enum(["prepare", "train", "answer", "compress", "serve"]);

export type Phase = z.output<typeof phaseSchema>;

const failureKind = z.enum([
  "crash", // the process died of a signal or exited without an answer
  "out-of-memory",
  "disk-full",
  "wrong-device", // something other than requested ran
  "backend", // the runtime refused or failed
  "bad-input",
  "non-finite", // training or serving gave NaN or infinity
  "bug",
]);

export type FailureKind = z.output<typeof failureKind>;

const host = z.object({
  cpu: z.string(),
  cores: number,
  memoryBytes: number,
  /** Type, release and architecture, with a space between. */
  os: z.string(),
  node: z.string(),
  /** Cores that the control group is limited to; absent without such a quota. */
  cpuQuota: number.exactOptional(),
  /** Version of NVIDIA's driver; absent without one. */
  gpuDriver: z.string().exactOptional(),
  /** Content id of the fields above: equal on machines of one kind. */
  fingerprint: z.string(),
  /** Tells machines of one kind apart: a hash of their name and identity; absent in older records. */
  machine: z.string().exactOptional(),
});

export type Host = DeepReadonly<z.output<typeof host>>;

const header = z.object({
  schema: z.literal(RECORD_SCHEMA),
  experiment: experimentSchema,
  /** 1-based repetition of the same experiment, training included. */
  repeat: z.int(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime({ error: "must be a time in ISO 8601, such as 2026-08-01T10:00:00.000Z" }),
  /** Id of the code and the lockfile that made the record. */
  code: z.string(),
  host,
});

export type RunHeader = DeepReadonly<z.output<typeof header>>;

const sides = z.object({ train: z.int(), validation: z.int(), test: z.int() });

/** By kind. */
const maskCounts = z.record(z.string(), z.int());

const corpusFacts = z.object({
  rows: sides,
  /** Rows with more words than the model reads, by side; null for a model that reads texts in its own way. */
  cutRows: sides.nullable(),
  /**
   * Base64 of a bitset by test row: 1 where a training or validation row has the same text but for case, punctuation and
   * white space.
   */
  seen: z.base64({ error: "must be base64" }),
  seenRows: z.int(),
  /** Test rows that are no such copy, but nearly one: an estimated Jaccard similarity of 0.8 of words and pairs of words. */
  nearDuplicates: z.int(),
  /**
   * Rows that the tokenizer hardly splits: one or two words of 20 characters each, or six letters a word of scripts without
   * spaces. Absent if not counted.
   */
  unsplitRows: sides.exactOptional(),
  /** Words of the test rows that the model reads, and how many of them are <OOV> to it. Absent if not counted. */
  testWords: z.object({ read: z.int(), unknown: z.int() }).exactOptional(),
  /** Words of the vocabulary, and those of them whose row begins with a vector. Absent where rows begin with random numbers. */
  vectorWords: z.object({ vocabulary: z.int(), found: z.int() }).exactOptional(),
  /**
   * What was masked in the rows of each side: how often each kind of `tokenizer.mask` was found, 0 included. Absent where nothing is masked. Training rows
   * that a part leaves out count too for a model that reads texts in its own way.
   */
  masked: z.object({ train: maskCounts, validation: maskCounts, test: maskCounts }).exactOptional(),
});

/** What the split and the tokenizer made of the dataset. */
export type CorpusFacts = DeepReadonly<z.output<typeof corpusFacts>>;

const epochHistory = z.object({
  /** 1-based. */
  epoch: z.int(),
  /** Clock of the training steps up to the end of this epoch; evaluation excluded. */
  trainWallMs: number,
  /** Mean training loss over the epoch's rows, each taken before its own step. */
  loss: number,
  /** Of the float32 weights, even if the training rounds them in its forward pass. */
  testAccuracy: number,
  /** Mean cross-entropy of the validation rows after the epoch; null without such rows. */
  validationLoss: measured,
  /** In the epoch's last step: the optimizer's rate times the schedule's factor. Null if schema 1 did not record it. */
  learningRate: measured,
});

export type EpochHistory = DeepReadonly<z.output<typeof epochHistory>>;

const trainingStop = z.object({
  /** The last epoch that ran. */
  epoch: z.int(),
  /** The epoch of the lowest validation loss, ignoring improvements of up to minDelta. */
  bestEpoch: z.int(),
  plannedEpochs: z.int(),
  /** Steps of the planned epochs that did not run. */
  savedSteps: z.int(),
});

/** How a training under early stopping ended. */
export type TrainingStop = DeepReadonly<z.output<typeof trainingStop>>;

export const trainingCourseSchema = z.object({
  /** Empty where there were no epochs. */
  history: z.array(epochHistory),
  /** Null where nothing was trained on a runtime: the model was trained elsewhere, or fitted at once. */
  executed: trainingProofSchema.nullable(),
  /** Null without early stopping. */
  stopped: trainingStop.nullable(),
  /** Epochs after which the schedule lowered the rate because of the validation loss; null for one that ignores it. */
  reducedAfter: z.array(z.int()).nullable(),
  /**
   * Wall time of reading the weights and scoring the validation rows in all epochs. Neither the cost nor `trainWallMs`
   * includes it, although early stopping and schedules that follow the validation loss need it. Null without validation
   * rows.
   */
  evaluationWallMs: measured,
  /** Absent for a training without differential privacy. */
  privacy: privacySpentSchema.exactOptional(),
});

export type TrainingCourse = DeepReadonly<z.output<typeof trainingCourseSchema>>;

export const recordSchema = z.discriminatedUnion("status", [
  header.extend({
    status: z.literal("ok"),
    quality: qualitySchema,
    /** Null if schema 1 or 2 did not record it. */
    corpus: corpusFacts.nullable(),
    /**
     * Id of the graph of model.onnx: operators, edges, attributes, shapes and element types, without the values of weights.
     * Cells that share it do the same work on the same texts. Absent if it was not recorded.
     */
    graph: z.string().exactOptional(),
    /** Numbers of the model that were fitted to data, those included that were set to 0 since. Absent if not counted. */
    parameters: z.int().min(0).exactOptional(),
    training: trainingCourseSchema,
    usage: usageSchema,
    cost: costEstimateSchema,
    executed: executionProofSchema,
  }),
  header.extend({ status: z.literal("skipped"), reason: z.string() }),
  header.extend({ status: z.literal("failed"), phase: phaseSchema, kind: failureKind, error: z.string() }),
  header.extend({
    status: z.literal("timeout"),
    phase: phaseSchema,
    limitMs: number,
    /** The teacher whose training timed out; absent if it was not a teacher's. */
    teacher: z.string().exactOptional(),
  }),
]);

export type RunRecord = DeepReadonly<z.output<typeof recordSchema>>;

export type OkRecord = Extract<RunRecord, { status: "ok" }>;
