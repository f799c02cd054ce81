import type { Json } from "../base/canonical-json.ts";
import type { FieldValues } from "./fields.ts";
import type { MODEL_FIELDS } from "./model-fields.ts";
import type { SERVING_FIELDS } from "./serving-fields.ts";
import type { TOKENIZER_FIELDS } from "./tokenizer-fields.ts";
import type { TRAINING_FIELDS } from "./training-fields.ts";

/** A plugin (optimizer, schedule, technique): its name and, next to it, its parameters. */
export interface PluginSpec {
  readonly name: string;
  readonly [parameter: string]: Json;
}

export interface TokenizerSpec extends FieldValues<typeof TOKENIZER_FIELDS> {
  /**
   * What a word that is not in the vocabulary is read as: <OOV> by default, as in Keras, or padding, which keeps the
   * word's position. Set by techniques that take words out of a vocabulary after training, and never by a matrix.
   */
  readonly unknownWords?: "oov" | "padding";
}

/**
 * Sizes of the classifier. Parameters of the reference experiment's: 10,000 x 16 + 16 x 24 + 24 + 24 x 1 + 1 = 160,433.
 */
export type ModelShape = FieldValues<typeof MODEL_FIELDS>;

export interface ModelSpec extends ModelShape {
  /** 2 classes give one sigmoid output (the probability of the second label); more give a softmax. */
  readonly classes: number;
}

/** The batch size that takes all training rows in one step. */
export const WHOLE_BATCH = "full";

/**
 * Ends a training once the loss on the validation rows has stopped falling. While a gradual pruning runs, only the
 * epochs after its last mask count.
 */
export type EarlyStoppingSpec = {
  /** Consecutive epochs without an improvement before the training stops, at least 1. */
  readonly patience: number;
  /** An epoch counts as an improvement if the validation loss falls by more than this. */
  readonly minDelta: number;
  /** Whether to keep the weights of the best epoch instead of the last. */
  readonly restoreBest: boolean;
};

export interface TrainingSpec extends FieldValues<typeof TRAINING_FIELDS> {
  readonly backend: string;
  readonly optimizer: PluginSpec;
  readonly schedule: PluginSpec;
  readonly batchSize: number | typeof WHOLE_BATCH;
  readonly epochs: number;
  /**
   * Share of the training rows held back to select on; 0 selects on the test rows, as the reference experiment does.
   */
  readonly validation: number;
  /** Absent where a training runs all its epochs. */
  readonly earlyStopping?: EarlyStoppingSpec;
  readonly threads: number;
  readonly seed: number;
  /** Draws the part of the rows; absent where that is `seed`. A student's teachers use the rows that it uses. Never set by a matrix. */
  readonly rowsSeed?: number;
}

/**
 * From which probability of the positive label two classes are told apart: a number, or what to choose it for on the
 * validation rows.
 */
export type ThresholdSpec =
  | number
  | { readonly precision: number }
  | { readonly recall: number }
  /** How many false alarms a missed positive costs. */
  | { readonly falseNegativeCost: number };

/** How the model is served while it is measured. */
export interface ServingSpec extends FieldValues<typeof SERVING_FIELDS> {
  readonly backend: string;
  readonly threads: number;
  /** Absent for one half. */
  readonly threshold?: ThresholdSpec;
}

/** All fields of a planned run except its repeat; `id` is the content id of all the others. */
export interface Experiment {
  readonly id: string;
  /** "name@<12 hex of the content's SHA-256>": changed data makes another experiment. */
  readonly dataset: string;
  readonly tokenizer: TokenizerSpec;
  readonly model: ModelShape;
  readonly training: TrainingSpec;
  readonly techniques: readonly PluginSpec[];
  readonly serving: ServingSpec;
}

/** Parts that most experiments of a plan have in common, and then are one object. */
export const SHARED_PARTS = ["tokenizer", "model", "serving"] as const satisfies readonly (keyof Experiment)[];
