/**
 * What a finished cell took: time, memory, bytes and power. The types are inferred from the schemas. Fields are null if nothing was
 * measured, and absent only where their comment says so.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { disturbanceSchema } from "./disturbance.ts";
import { servedLoadSchema } from "./served-load.ts";

const number = z.number();
const measured = z.number().nullable();

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

const servingStages = z.object({
  /** Texts that each stage was timed with, in turns: at least three times, once before it counts. */
  texts: z.int(),
  /** Microseconds a text, medians: from text to probability, in batches. */
  answerUs: number,
  /** From text to ids. */
  tokenizeUs: number,
  /** From ids to probability. */
  predictUs: number,
  /** From ids to the mean of the embedding's rows, in a session of its own; null where the backend cannot part it from the layers. */
  lookupUs: measured,
});

/** Where the time of a text goes, measured in quiet after serving was timed. */
export type ServingStages = DeepReadonly<z.output<typeof servingStages>>;

const teachingUsage = z.object({
  /** Training steps of all teachers, whether this run or another trained them. */
  trainWallMs: number,
  /**
   * The teachers' answers to the texts that the student learns from. Outside its trainWallMs: inside its training process, or in processes of
   * their own for teachers of another model source.
   */
  answersWallMs: number,
  /** Training processes of all teachers, and those in which they answer by themselves, loading included. */
  processWallMs: number,
  /** The runs that trained them, as in `trainRun`. */
  trainRuns: z.array(z.string()),
});

/** The cost of a student's soft targets, in addition to its own training. */
export type TeachingUsage = DeepReadonly<z.output<typeof teachingUsage>>;

const usageTogether = z.object({
  workers: z.int(),
  /** Vectors that were added up: gradients or weights. */
  exchanges: z.int(),
  /** Numbers of all these vectors, of one worker. */
  numbers: z.int(),
  /** Bytes that all workers sent together over loopback while they trained. */
  sentBytes: z.int(),
  /** The first worker's time in exchanges, waiting for the others included, and in its own gradients and updates. */
  exchangeWallMs: number,
  gradientWallMs: number,
  updateWallMs: number,
  /** The loopback between neighbours, measured before: from sending a message to having it, and what a longer one takes more. */
  link: z.object({ latencyMs: number, bytesPerSecond: number }),
  /** An epoch by one process alone, with whole batches, measured after the others ended. */
  alone: z.object({ steps: z.int(), wallMs: number, gradientWallMs: number, updateWallMs: number }),
  /**
   * What each owner of rows has alone, trained for as many epochs: absent where rows are alike. `leftAfter` exchanges of all dropped out who
   * did; absent for others.
   */
  owners: z
    .array(z.object({ rows: z.int(), steps: z.int(), testAccuracy: number, leftAfter: z.int().exactOptional() }))
    .exactOptional(),
});

/** What several workers of a training spent. */
export type UsageTogether = DeepReadonly<z.output<typeof usageTogether>>;

export const usageSchema = z.object({
  /** Only the training steps: the sum over epochs. */
  trainWallMs: number,
  trainSteps: z.int(),
  compressWallMs: number,
  /** Process start to the first probability. */
  coldStartMs: number,
  /** From text to what the runtime takes; null for a model that reads nothing of a text. */
  tokenizeTextsPerSecond: measured,
  serve: serveUsage,
  /** Absent where it was not measured. */
  repeatedText: repeatedText.exactOptional(),
  /** Absent where it was not measured: kernels that begin at the text, models of other sources, and slow ones. */
  stages: servingStages.exactOptional(),
  /** High-water mark of the serving process while it served, of several their sum; null if the kernel does not report it. */
  peakRssBytes: measured,
  trainPeakRssBytes: measured,
  /** What several processes spent that trained together, whose sum `trainPeakRssBytes` then is; absent for one. */
  together: usageTogether.exactOptional(),
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
  /** All files that serving opens: those directly in the cell's folder, and those of a model that was trained elsewhere; not onnx/model_quantized.onnx. */
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

export type Usage = DeepReadonly<z.output<typeof usageSchema>>;
