/**
 * A line of records.jsonl. The types are inferred from the schemas. Fields are null if nothing was measured, and absent
 * only where their comment says so. Unknown fields are kept.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { disturbanceSchema } from "./disturbance.ts";
import { experimentSchema } from "./experiment-schema.ts";
import { executionProofSchema, trainingProofSchema } from "./proof.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";
import { servedLoadSchema } from "./served-load.ts";

const number = z.number();
const measured = z.number().nullable();
const phase = z.enum(["prepare", "train", "compress", "serve"]);

export type Phase = z.output<typeof phase>;

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

const share = z.number().nullable();
const base64 = z.base64({ error: "must be base64" });

const outcomes = z
  .object({
    rows: z.int(),
    accuracy: number,
    /** Mean F1 of the classes, without those that are neither present nor predicted; a class never predicted counts 0. */
    macroF1: number,
    /** Mean recall of the classes that are present. */
    balancedAccuracy: number,
    /** Mean cross-entropy, natural logarithm, probabilities clipped to [1e-7, 1 - 1e-7]. */
    loss: number,
    /**
     * Mean squared distance of the probabilities from the label: of the second label's probability for two classes, in
     * [0, 1], else summed over the classes, in [0, 2].
     */
    brier: number,
    /** Expected calibration error: |accuracy - confidence| over 15 bins of equal width, weighted by their rows. */
    calibrationError: number,
    /** By label. Precision is null for a class never predicted, recall for one that is not present, F1 if both. */
    perClass: z.object({ precision: z.array(share), recall: z.array(share), f1: z.array(share) }),
    /** The confusion matrix without its zeros: [label, prediction, rows], ascending. */
    confusion: z.array(z.tuple([z.int().min(0), z.int().min(0), z.int().min(1)])),
    /** Base64 of the rows' labels, deflated: a byte each for up to 256 classes, else two, the lower one first. */
    labels: base64,
    /** The same of what the rows were taken for. */
    predictions: base64,
  })
  .superRefine(refuseImpossible);

/** How a model answered the rows of one side. Labels are positions in the plan's `datasets[].labels`. */
export type Outcomes = DeepReadonly<z.output<typeof outcomes>>;

/** What no model can have answered: a damaged line must not become a figure. */
function refuseImpossible(
  {
    rows,
    confusion,
    perClass,
  }: {
    readonly rows: number;
    readonly confusion: readonly (readonly [number, number, number])[];
    readonly perClass: Readonly<Record<string, readonly unknown[]>>;
  },
  context: z.RefinementCtx,
): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const classes = perClass.recall?.length ?? 0;
  if (Object.values(perClass).some(({ length }) => length !== classes))
    refuse("perClass", "must have one entry per class");
  if (confusion.some(([label, given]) => label >= classes || given >= classes)) {
    refuse("confusion", `must have labels below ${classes}, the number of classes`);
  }
  const counted = confusion.reduce((sum, [, , count]) => sum + count, 0);
  if (counted !== rows) refuse("confusion", `must count ${rows} rows, got ${counted}`);
}

const quality = z.object({
  /** Fraction of the test rows, from the timed form of the model. */
  accuracy: number,
  /** Mean cross-entropy on the test rows, natural logarithm. */
  loss: number,
  /** On the test rows: of the positive label or, without one, the mean over the classes. Schemas 1 and 2: of the second label. */
  f1: number,
  trainAccuracy: number,
  /** Null without validation rows. */
  validationAccuracy: measured,
  /** The label that the dataset names positive; null if it names none. */
  positive: z.int().nullable(),
  /**
   * The probability of the positive label (without one, of the second) from which it is given, where the experiment asks
   * for another than one half; absent otherwise.
   */
  threshold: number.exactOptional(),
  testRows: z.int(),
  /** Base64 of a bitset by test row, least significant bit first: 1 where the prediction was right. */
  correct: z.base64({ error: "must be a bitset in base64" }),
  /** Null if schema 1 or 2 did not record it. */
  test: outcomes.nullable(),
  /** Null without validation rows, and if schema 1 or 2 did not record it. */
  validation: outcomes.nullable(),
});

export type Quality = DeepReadonly<z.output<typeof quality>>;

const sides = z.object({ train: z.int(), validation: z.int(), test: z.int() });

const corpusFacts = z.object({
  rows: sides,
  /** Rows with more words than the model reads, by side. */
  cutRows: sides,
  /**
   * Base64 of a bitset by test row: 1 where a training or validation row has the same text but for case, punctuation and
   * white space.
   */
  seen: base64,
  seenRows: z.int(),
  /** Test rows that are no such copy, but nearly one: an estimated Jaccard similarity of 0.8 of words and pairs of words. */
  nearDuplicates: z.int(),
  /** Rows that the tokenizer makes one or two words of, though they have at least 20 characters per word. Absent if not counted. */
  unsplitRows: sides.exactOptional(),
  /** Words of the test rows that the model reads, and how many of them are <OOV> to it. Absent if not counted. */
  testWords: z.object({ read: z.int(), unknown: z.int() }).exactOptional(),
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

const trainingCourse = z.object({
  history: z.array(epochHistory),
  executed: trainingProofSchema,
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
});

export type TrainingCourse = DeepReadonly<z.output<typeof trainingCourse>>;

const measuredPower = z.object({
  /** All processor packages of the machine, idle cores and other programs included; null if the machine does not tell. */
  processorWatts: measured,
  /** The same of its memory. */
  memoryWatts: measured,
  /** All GPUs; null also where none was asked for. */
  gpuWatts: measured,
  /** How long it was measured. */
  overMs: number,
});

/** Mean power of the machine, from counters of the processor (RAPL) and of NVIDIA's driver. */
export type MeasuredPower = DeepReadonly<z.output<typeof measuredPower>>;

const serveUsage = z.object({
  /**
   * One text at a time, tokenizing included, or of a request at the rate that was found, from the moment that it was due; null if too
   * few queries were made for the percentile.
   */
  p50Ms: measured,
  p90Ms: measured,
  p99Ms: measured,
  /** Absent before it was recorded. */
  p999Ms: measured.exactOptional(),
  queries: z.int(),
  /**
   * From text to probability, tokenizing included, by all processes together: the median over the rounds of batches, or over those of
   * single texts; under a load, the rate that was found.
   */
  textsPerSecond: number,
  /** The slowest and the fastest round; under a load, the rate that was met and the lowest that was not. */
  textsPerSecondRange: z.tuple([number, number]),
  /** Wall time of the measured serving only. */
  measuredMs: number,
  /** Processes that served at the same time; absent for one. */
  workers: z.int().exactOptional(),
  /** Absent where no load was searched for. */
  load: servedLoadSchema.exactOptional(),
});

export type ServeUsage = DeepReadonly<z.output<typeof serveUsage>>;

const repeatedText = z.object({
  /** Median time of a text that differs from the one before. */
  variedP50Ms: number,
  /** The same texts, each once more at once: its words are in the processor's caches. */
  sameP50Ms: number,
});

/** What caches do for a text that repeats: an audit of the latencies, whose texts vary. */
export type RepeatedText = DeepReadonly<z.output<typeof repeatedText>>;

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

/** The cost of a student's soft targets, in addition to its own training. */
export type TeachingUsage = DeepReadonly<z.output<typeof teachingUsage>>;

const usage = z.object({
  /** Only the training steps: the sum over epochs. */
  trainWallMs: number,
  trainSteps: z.int(),
  compressWallMs: number,
  /** Process start to the first probability. */
  coldStartMs: number,
  tokenizeTextsPerSecond: number,
  serve: serveUsage,
  /** Absent where it was not measured. */
  repeatedText: repeatedText.exactOptional(),
  /** High-water mark of the serving process while it served, of several their sum; null if the kernel does not report it. */
  peakRssBytes: measured,
  trainPeakRssBytes: measured,
  /** One such process with the runtime loaded, before it loads the model. */
  baselineRssBytes: measured,
  /** GPU memory of the serving process, the larger of two readings; null without a GPU or if the driver hides it. */
  peakVramBytes: measured,
  /** Mean power while the weights were trained; absent where the machine tells nothing. */
  trainPower: measuredPower.exactOptional(),
  /** The same while serving was measured. */
  servePower: measuredPower.exactOptional(),
  modelBytes: z.int(),
  modelGzipBytes: z.int(),
  /** All files directly in the cell's folder; onnx/model.onnx, which serving does not open, is in a folder of its own. */
  artifactBytes: z.int(),
  /**
   * Each phase's process from its start to its answer, loading included. Reading and encoding the texts happens once for
   * all cells and is not counted.
   */
  processWallMs: z.object({ train: number, compress: number, serve: number }),
  /** "<experiment id>#<repeat>@<start>" of the run that trained the weights; cells that share it are one sample of training. */
  trainRun: z.string(),
  /** The cost of a distillation's teachers; absent without a distillation. */
  teaching: teachingUsage.exactOptional(),
  /** What else the machine did while the weights were trained; absent where the kernel does not tell. */
  trainDisturbance: disturbanceSchema.exactOptional(),
  /** The same while serving was timed. */
  serveDisturbance: disturbanceSchema.exactOptional(),
  /** How often serving was timed because it was disturbed; the least disturbed time counts. Absent if once. */
  serveAttempts: z.int().exactOptional(),
});

export type Usage = DeepReadonly<z.output<typeof usage>>;

export const priceSchema = z.object({
  /** provider/instance/region/terms */
  id: z.string(),
  usdPerHour: number,
  source: z.string(),
  /** Date of the source, ISO 8601. */
  date: z.string(),
  region: z.string(),
  terms: z.string(),
  billing: z.object({ granularitySeconds: number, minimumSeconds: number }),
  /** Of the instance: "x86_64" or "arm64". Like the next three absent if the source does not say, and before schema 3. */
  architecture: z.string().exactOptional(),
  vcpus: number.exactOptional(),
  /** Of the instance, such as a GPU; null if it has none. */
  accelerator: z.string().nullable().exactOptional(),
  /** What the price sheet notes about the offer, such as that the instance is burstable. */
  notes: z.string().exactOptional(),
});

export type Price = DeepReadonly<z.output<typeof priceSchema>>;

const costEstimate = z.object({
  /** Training steps, the teachers' included: seconds x rate. */
  trainUsd: number,
  /** The teachers' share of `trainUsd`; absent without teachers. */
  teacherUsd: number.exactOptional(),
  /** Training, compressing and the measured serving. */
  runUsd: number,
  /** The processes' whole wall time, billed with the offer's granularity and minimum. */
  billedUsd: number,
  /** At the measured throughput, paying for the whole instance. */
  usdPerMillionTexts: number,
  price: priceSchema,
});

export type CostEstimate = DeepReadonly<z.output<typeof costEstimate>>;

export const recordSchema = z.discriminatedUnion("status", [
  header.extend({
    status: z.literal("ok"),
    quality,
    /** Null if schema 1 or 2 did not record it. */
    corpus: corpusFacts.nullable(),
    /**
     * Id of the graph of model.onnx: operators, edges, attributes, shapes and element types, without the values of weights.
     * Cells that share it do the same work on the same texts. Absent if it was not recorded.
     */
    graph: z.string().exactOptional(),
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
    /** The teacher whose training timed out; absent if it was not a teacher's. */
    teacher: z.string().exactOptional(),
  }),
]);

export type RunRecord = DeepReadonly<z.output<typeof recordSchema>>;

export type OkRecord = Extract<RunRecord, { status: "ok" }>;
