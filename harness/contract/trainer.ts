import type { ModelSpec } from "./experiment.ts";
import type { SizedWeights } from "./model.ts";
import type { Optimizer } from "./optimizer.ts";
import type { TrainingProof } from "./proof.ts";
import type { EncodedTexts } from "./texts.ts";
import type { TrainingVariant } from "./training-variant.ts";

/** A float32 input of every step besides its texts, such as a mask that is drawn for each batch. */
export interface StepExtra {
  readonly name: string;
  /** "unique" is the number of the batch's unique words; where a runtime pads it, the padding is 0. */
  readonly dims: readonly ("unique" | number)[];
}

/** What makes a step differentially private. */
export interface PrivateStep {
  /** Norm that each text's gradient is clipped to. */
  readonly clipNorm: number;
  /** What sums are rounded to before noise on the same grid is added: a power of 2. */
  readonly grid: number;
  /** Whether the rows of words are trained, and noisy, too. */
  readonly changesWords: boolean;
}

/** What workers bring together, and when. */
export type Exchange =
  /** In every step, of their shares of one batch: the step is that of one worker with the whole batch. */
  | { readonly of: "gradients" }
  | {
      /** After so many steps of its own rows; at the end of an epoch also what is left, for those that have fewer steps. */
      readonly of: "weights";
      readonly everySteps: number;
      /** Exchanges of an epoch: as many for all workers. */
      readonly inEpoch: number;
      /** Each worker's rows among those of all: the weight of its weights. */
      readonly rowShares: readonly number[];
    };

/** The parts of a step whose time is told apart. */
export type StepPart = "gradient" | "update";

/** Processes that train one model together, as one of them sees it. */
export interface Workers {
  /** 0-based. */
  readonly rank: number;
  /** Of those who take part now: the last ones may drop out. */
  readonly count: number;
  readonly exchange: Exchange;
  /** Adds up what all of them bring to the same call, in place, and to the same bits for all. @returns of how many, the first ones */
  addUp(values: Float64Array): Promise<number>;
  /** Counts the time of a part of a step. */
  timed<T>(part: StepPart, work: () => T): T;
}

/** What a runtime needs to build its training step. */
export interface TrainerSetup {
  readonly spec: ModelSpec;
  readonly optimizer: Optimizer;
  /** Absent for a plain training. */
  readonly variant?: TrainingVariant;
  /** Absent for a training without differential privacy. */
  readonly privacy?: PrivateStep;
  /** Rows of every batch; a ragged last batch is filled up with rows of weight 0. */
  readonly batchSize: number;
  readonly threads: number;
  /** The size of a typical batch of this training, by which a runtime may choose how to pool. */
  readonly typical: BatchShape;
  /** Initial parameters, laid out by `parameterTable`. */
  readonly table: Float32Array;
  /** Initial optimizer state by slot, each laid out as the table; a slot that is left out starts at zero. */
  readonly slots?: Readonly<Record<string, Float32Array>>;
  /** Absent where one process trains alone. Only for a runtime that trains with others. */
  readonly workers?: Workers;
}

/** The loss of rows of an epoch, summed. */
export interface EpochLoss {
  readonly lossSum: number;
  readonly rows: number;
}

/** The optimizer's state before the first step, by slot: copies that a runtime may keep. */
export function initialSlots({ optimizer, table, slots }: TrainerSetup): Record<string, Float32Array> {
  return Object.fromEntries(
    optimizer.slots.map((slot) => [slot, slots?.[slot]?.slice() ?? new Float32Array(table.length)]),
  );
}

export interface BatchShape {
  /** Different words of the batch. */
  readonly unique: number;
  /** (text, word) pairs of the batch. */
  readonly pairs: number;
}

/** The texts of a batch, for a runtime that puts them together itself. */
export interface BatchTexts {
  readonly texts: EncodedTexts;
  /** The batch's texts, which are rows of `texts`. */
  readonly rows: Int32Array;
}

/**
 * One batch: its unique vocabulary rows, and how much each text uses each of them. Rows and pairs may be put together only
 * when they are read.
 */
export interface StepBatch {
  /** Unique word ids of the batch: [unique]. */
  readonly rows: Int32Array;
  /** For each (text, word) pair: the text's index in the batch, the word's index in `rows`, its share of the mean. */
  readonly pairText: Int32Array;
  readonly pairRow: Int32Array;
  readonly pairWeight: Float32Array;
  /** Target outputs [batchSize, outputs]. */
  readonly targets: Float32Array;
  /** Share of each text in the batch's mean loss: [batchSize], 0 for rows that fill up the batch. */
  readonly textWeight: Float32Array;
  /** What rows and pairs are made of, in the order of the texts; absent for a batch that was made otherwise. */
  readonly source?: BatchTexts;
  /** Values of each of `stepExtras`, by name, row-major. */
  readonly extras: Readonly<Record<string, Float32Array>>;
}

/** Steps that run in one call; never crosses an epoch. */
export interface StepChunk {
  readonly batches: readonly StepBatch[];
  /** The optimizer's scalars, by name: one float32 per step. */
  readonly scalars: Readonly<Record<string, Float32Array>>;
  /**
   * Terms of what a row misses in each step that leaves it out, one list per step; empty where the optimizer has none.
   */
  readonly missedTerms: readonly (readonly number[])[];
  /** Factor on each slot before the first step. */
  readonly rescale: Readonly<Record<string, number>>;
}

/** A training step on one runtime, holding parameters and optimizer state between calls. */
export interface Trainer {
  /** Most steps that a call should hold, so that its inputs stay small. */
  readonly maxStepsInCall: number;
  /** Runs the chunk's steps; gives the outputs before each step, as logits [steps, batchSize, outputs]. */
  run(chunk: StepChunk): Promise<Float32Array>;
  /** Brings together what workers did apart, after an epoch's last step. @returns the loss of the rows of all; absent where one did all */
  endEpoch?(own: EpochLoss): Promise<EpochLoss>;
  /** The parameters now, laid out by `parameterTable`. */
  readTable(): Promise<Float32Array>;
  /** Replaces one of the optimizer's slots, between chunks. @param values laid out as the table; they are copied */
  writeSlot(name: string, values: Float32Array): Promise<void>;
  /**
   * Probabilities [rows, outputs] by kernels of the runtime, to follow a training; absent where plain JavaScript is as fast.
   * @param network need not be the trainer's own, such as one whose batch normalization is folded; its weights do not change in place
   */
  predict?(network: SizedWeights, texts: EncodedTexts): Promise<Float32Array>;
  /**
   * Runs some steps of the chunk once more, outside any timing and observed, and reports what ran;
   * parameters and state stay as they are.
   */
  prove(chunk: StepChunk): Promise<TrainingProof>;
  close(): Promise<void>;
}
