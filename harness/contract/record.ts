import type { Experiment } from "./experiment.ts";
import type { ExecutionProof, TrainingProof } from "./proof.ts";

/** Raised when older records stop being comparable. */
export const RECORD_SCHEMA = 1;

export type Phase = "prepare" | "train" | "compress" | "serve";

export type FailureKind =
  | "crash" // the process died of a signal or exited without an answer
  | "out-of-memory"
  | "disk-full"
  | "wrong-device" // something else ran than was asked for
  | "backend" // the runtime refused or failed
  | "bad-input"
  | "non-finite" // training or serving gave NaN or infinity
  | "bug";

export interface Host {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Type, release and architecture, with a space between. */
  readonly os: string;
  readonly node: string;
  /** Cores that the control group is held to; absent without such a quota and in older records. */
  readonly cpuQuota?: number;
  /** Version of NVIDIA's driver; absent without one and in older records. */
  readonly gpuDriver?: string;
  /** Content id of the other fields: equal on machines that can be compared. */
  readonly fingerprint: string;
}

export interface RunHeader {
  readonly schema: typeof RECORD_SCHEMA;
  readonly experiment: Experiment;
  /** 1-based repetition of the same experiment, training included. */
  readonly repeat: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Hash of the code and the lockfile that made the record. */
  readonly code: string;
  readonly host: Host;
}

export interface Quality {
  /** Fractions of the test rows, from the timed form of the model. */
  readonly accuracy: number;
  /** Mean cross-entropy on the test rows, natural logarithm. */
  readonly loss: number;
  /** F1 of the second label for two classes, else the mean over the classes. */
  readonly f1: number;
  readonly trainAccuracy: number;
  /** Null where no training rows were held back. */
  readonly validationAccuracy: number | null;
  readonly testRows: number;
  /** Base64 of a bitset by test row, least significant bit first: 1 where the prediction was right. */
  readonly correct: string;
}

export interface EpochHistory {
  /** 1-based. */
  readonly epoch: number;
  /** Clock of the training steps up to the end of this epoch; evaluation excluded. */
  readonly trainWallMs: number;
  /** Mean training loss over the epoch's rows, each taken before its own step. */
  readonly loss: number;
  /** Of the float32 weights, also where the training rounds what its forward pass sees. */
  readonly testAccuracy: number;
  /** Mean cross-entropy of the validation rows after the epoch; null without such rows, absent in older records. */
  readonly validationLoss?: number | null;
  /** Of the epoch's last step: the optimizer's rate times the schedule's factor. Absent in older records. */
  readonly learningRate?: number;
}

/** How a training under early stopping ended. */
export interface TrainingStop {
  /** The last epoch that ran. */
  readonly epoch: number;
  /** The epoch of the lowest validation loss, improvements of up to minDelta left out of account. */
  readonly bestEpoch: number;
  readonly plannedEpochs: number;
  /** Steps of the epochs that were planned and did not run. */
  readonly savedSteps: number;
}

/** How a training went. What is absent is not in older records. */
export interface TrainingCourse {
  readonly history: readonly EpochHistory[];
  readonly executed: TrainingProof;
  /** Null without early stopping. */
  readonly stopped?: TrainingStop | null;
  /** Epochs after which the schedule lowered the rate because of the validation loss; null for one that ignores it. */
  readonly reducedAfter?: readonly number[] | null;
  /**
   * Wall time of reading the weights and scoring the validation rows, all epochs: in no cost and no `trainWallMs`, yet a
   * training that early stopping or its schedule follows needs it. Null without validation rows.
   */
  readonly evaluationWallMs?: number | null;
}

export interface ServeUsage {
  /** One text at a time, tokenizing included; null where too few queries were made for the percentile. */
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly queries: number;
  /** Text in, probability out, batch 256, tokenizing included: the median over the rounds. */
  readonly textsPerSecond: number;
  /** Rounds of the whole sample, slowest and fastest. */
  readonly textsPerSecondRange: readonly [number, number];
  /** Wall time of the measured serving alone. */
  readonly measuredMs: number;
}

export interface Usage {
  /** The training steps alone: the sum over epochs. */
  readonly trainWallMs: number;
  readonly trainSteps: number;
  readonly compressWallMs: number;
  /** Process start to the first probability. */
  readonly coldStartMs: number;
  readonly tokenizeTextsPerSecond: number;
  readonly serve: ServeUsage;
  /** High-water mark of the serving process while it served; null where the kernel does not tell. */
  readonly peakRssBytes: number | null;
  readonly trainPeakRssBytes: number | null;
  /** The same serving process, runtime loaded, before the model is. */
  readonly baselineRssBytes: number | null;
  /** GPU memory of the serving process, the largest of two readings; null without a GPU or where the driver hides it. */
  readonly peakVramBytes: number | null;
  readonly modelBytes: number;
  readonly modelGzipBytes: number;
  /** All files of the cell's folder. */
  readonly artifactBytes: number;
  /**
   * Each phase's process from its start to its answer, loading included. Reading and encoding the texts, done once for
   * all cells, is no part of it.
   */
  readonly processWallMs: { readonly train: number; readonly compress: number; readonly serve: number };
  /** "<experiment id>#<repeat>@<start>" of the run that trained the weights; cells that share it are one sample of training. */
  readonly trainRun: string;
  /** What the teachers of a distillation took; absent where there was none. */
  readonly teaching?: TeachingUsage;
}

/** Work on a student's soft targets, beside its own training. */
export interface TeachingUsage {
  /** Training steps of all teachers, whether this run or another trained them. */
  readonly trainWallMs: number;
  /** The teachers' answers to the training rows; within the student's training process, and no part of its trainWallMs. */
  readonly answersWallMs: number;
  /** Training processes of all teachers, loading included. */
  readonly processWallMs: number;
  /** The runs that trained them, as in `trainRun`. */
  readonly trainRuns: readonly string[];
}

export interface Price {
  /** provider/instance/region/terms */
  readonly id: string;
  readonly usdPerHour: number;
  readonly source: string;
  /** Date of the source, ISO 8601. */
  readonly date: string;
  readonly region: string;
  readonly terms: string;
  readonly billing: { readonly granularitySeconds: number; readonly minimumSeconds: number };
}

export interface CostEstimate {
  /** Of the training steps, the teachers' included: seconds x rate. */
  readonly trainUsd: number;
  /** Share of `trainUsd` that teachers took; absent where there was none. */
  readonly teacherUsd?: number;
  /** Training, compressing and the measured serving. */
  readonly runUsd: number;
  /** What the offer's granularity and minimum make of the processes' whole wall time. */
  readonly billedUsd: number;
  /** At the measured throughput, the whole instance paid for. */
  readonly usdPerMillionTexts: number;
  readonly price: Price;
}

export type RunRecord = RunHeader &
  (
    | {
        readonly status: "ok";
        readonly quality: Quality;
        readonly training: TrainingCourse;
        readonly usage: Usage;
        readonly cost: CostEstimate;
        readonly executed: ExecutionProof;
      }
    | { readonly status: "skipped"; readonly reason: string }
    | { readonly status: "failed"; readonly phase: Phase; readonly kind: FailureKind; readonly error: string }
    | {
        readonly status: "timeout";
        readonly phase: Phase;
        readonly limitMs: number;
        /** Whose training it was, where it was a teacher's. */
        readonly teacher?: string;
      }
  );

export type OkRecord = Extract<RunRecord, { status: "ok" }>;
