/**
 * A line of records.jsonl. The types follow from the schemas that read it. Fields are null where nothing was measured, and
 * absent only where their comment says so. Unknown fields are kept.
 */
import { z } from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { experimentSchema } from "./experiment-schema.ts";
import { executionProofSchema, trainingProofSchema } from "./proof.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";

const number = z.number();
const measured = z.number().nullable();
const phase = z.enum(["prepare", "train", "compress", "serve"]);

export type Phase = z.output<typeof phase>;

const failureKind = z.enum([
  "crash", // the process died of a signal or exited without an answer
  "out-of-memory",
  "disk-full",
  "wrong-device", // something else ran than was asked for
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
  /** Content id of the other fields: equal on machines that can be compared. */
  fingerprint: z.string(),
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

const quality = z.object({
  /** Fraction of the test rows, from the timed form of the model. */
  accuracy: number,
  /** Mean cross-entropy on the test rows, natural logarithm. */
  loss: number,
  /** F1 of the second label for two classes, else the mean over the classes. */
  f1: number,
  trainAccuracy: number,
  /** Null where no training rows were held back. */
  validationAccuracy: measured,
  testRows: z.int(),
  /** Base64 of a bitset by test row, least significant bit first: 1 where the prediction was right. */
  correct: z.base64({ error: "must be a bitset in base64" }),
});

export type Quality = DeepReadonly<z.output<typeof quality>>;

const epochHistory = z.object({
  /** 1-based. */
  epoch: z.int(),
  /** Clock of the training steps up to the end of this epoch; evaluation excluded. */
  trainWallMs: number,
  /** Mean training loss over the epoch's rows, each taken before its own step. */
  loss: number,
  /** Of the float32 weights, also where the training rounds what its forward pass sees. */
  testAccuracy: number,
  /** Mean cross-entropy of the validation rows after the epoch; null without such rows. */
  validationLoss: measured,
  /** Of the epoch's last step: the optimizer's rate times the schedule's factor. Null where schema 1 did not record it. */
  learningRate: measured,
});

export type EpochHistory = DeepReadonly<z.output<typeof epochHistory>>;

const trainingStop = z.object({
  /** The last epoch that ran. */
  epoch: z.int(),
  /** The epoch of the lowest validation loss, ignoring improvements of up to minDelta. */
  bestEpoch: z.int(),
  plannedEpochs: z.int(),
  /** Steps of the epochs that were planned and did not run. */
  savedSteps: z.int(),
});

/** How a training under early stopping ended. */
export type TrainingStop = DeepReadonly<z.output<typeof trainingStop>>;

const trainingCourse = z.object({
  history: z.array(epochHistory),
  executed: trainingProofSchema,
  /** Null without early stopping. */
  stopped: trainingStop.nullable(),
  /** Epochs after which the schedule lowered the rate because of the validation loss; null for one that ignores it. */
  reducedAfter: z.array(z.int()).nullable(),
  /**
   * Wall time of reading the weights and scoring the validation rows, all epochs: in no cost and no `trainWallMs`, yet
   * early stopping and schedules that follow the validation loss need it. Null without validation rows.
   */
  evaluationWallMs: measured,
});

export type TrainingCourse = DeepReadonly<z.output<typeof trainingCourse>>;

const serveUsage = z.object({
  /** One text at a time, tokenizing included; null where too few queries were made for the percentile. */
  p50Ms: measured,
  p90Ms: measured,
  p99Ms: measured,
  queries: z.int(),
  /** Text in, probability out, in batches, tokenizing included: the median over the rounds. */
  textsPerSecond: number,
  /** Of the rounds over the whole sample: the slowest and the fastest. */
  textsPerSecondRange: z.tuple([number, number]),
  /** Wall time of the measured serving alone. */
  measuredMs: number,
});

export type ServeUsage = DeepReadonly<z.output<typeof serveUsage>>;

const teachingUsage = z.object({
  /** Training steps of all teachers, whether this run or another trained them. */
  trainWallMs: number,
  /** The teachers' answers to the training rows: inside the student's training process, outside its trainWallMs. */
  answersWallMs: number,
  /** Training processes of all teachers, loading included. */
  processWallMs: number,
  /** The runs that trained them, as in `trainRun`. */
  trainRuns: z.array(z.string()),
});

/** Work on a student's soft targets, beside its own training. */
export type TeachingUsage = DeepReadonly<z.output<typeof teachingUsage>>;

const usage = z.object({
  /** The training steps alone: the sum over epochs. */
  trainWallMs: number,
  trainSteps: z.int(),
  compressWallMs: number,
  /** Process start to the first probability. */
  coldStartMs: number,
  tokenizeTextsPerSecond: number,
  serve: serveUsage,
  /** High-water mark of the serving process while it served; null where the kernel does not report it. */
  peakRssBytes: measured,
  trainPeakRssBytes: measured,
  /** The same serving process, runtime loaded, before the model is. */
  baselineRssBytes: measured,
  /** GPU memory of the serving process, the larger of two readings; null without a GPU or where the driver hides it. */
  peakVramBytes: measured,
  modelBytes: z.int(),
  modelGzipBytes: z.int(),
  /** All files of the cell's folder. */
  artifactBytes: z.int(),
  /**
   * Each phase's process from its start to its answer, loading included. Reading and encoding the texts is done once for
   * all cells and not counted.
   */
  processWallMs: z.object({ train: number, compress: number, serve: number }),
  /** "<experiment id>#<repeat>@<start>" of the run that trained the weights; cells that share it are one sample of training. */
  trainRun: z.string(),
  /** What the teachers of a distillation took; absent without a distillation. */
  teaching: teachingUsage.exactOptional(),
});

export type Usage = DeepReadonly<z.output<typeof usage>>;

const price = z.object({
  /** provider/instance/region/terms */
  id: z.string(),
  usdPerHour: number,
  source: z.string(),
  /** Date of the source, ISO 8601. */
  date: z.string(),
  region: z.string(),
  terms: z.string(),
  billing: z.object({ granularitySeconds: number, minimumSeconds: number }),
});

export type Price = DeepReadonly<z.output<typeof price>>;

const costEstimate = z.object({
  /** Of the training steps, the teachers' included: seconds x rate. */
  trainUsd: number,
  /** Share of `trainUsd` that teachers took; absent without teachers. */
  teacherUsd: number.exactOptional(),
  /** Training, compressing and the measured serving. */
  runUsd: number,
  /** What the offer's granularity and minimum make of the processes' whole wall time. */
  billedUsd: number,
  /** At the measured throughput, the whole instance paid for. */
  usdPerMillionTexts: number,
  price,
});

export type CostEstimate = DeepReadonly<z.output<typeof costEstimate>>;

export const recordSchema = z.discriminatedUnion("status", [
  header.extend({
    status: z.literal("ok"),
    quality,
    training: trainingCourse,
    usage,
    cost: costEstimate,
    executed: executionProofSchema,
  }),
  header.extend({ status: z.literal("skipped"), reason: z.string() }),
  header.extend({ status: z.literal("failed"), phase, kind: failureKind, error: z.string() }),
  header.extend({
    status: z.literal("timeout"),
    phase,
    limitMs: number,
    /** Whose training it was; absent where it was not a teacher's. */
    teacher: z.string().exactOptional(),
  }),
]);

export type RunRecord = DeepReadonly<z.output<typeof recordSchema>>;

export type OkRecord = Extract<RunRecord, { status: "ok" }>;
