import type { Json } from "../base/canonical-json.ts";
import type { TensorOps } from "./tensor-ops.ts";

/** Parameters, optimizer state and this step's gradient: one group, since all parameters lie in one table. */
export interface ParameterGroup<T> {
  readonly weight: T;
  readonly slots: Readonly<Record<string, T>>;
  /** Gradient of the touched rows [touched, columns]. */
  readonly gradient: T;
  /** Ids of the touched rows [touched]: the batch's words and every dense row. All other rows have gradient 0. */
  readonly rows: T;
}

export interface StepPosition {
  /** 1-based step since the last rescale. */
  readonly stepInChunk: number;
  /** Steps done before this chunk. */
  readonly stepsBefore: number;
  readonly learningRate: number;
}

/**
 * What steps without a gradient do to a row, in closed form: a runtime may then leave a row alone until it is needed
 * again. Its slots are undecayed and stay as they are; only the weight moves.
 */
export interface MissedSteps {
  /**
   * Whether a step with a gradient moves its rows as `apply` does with that step's terms and the slots after it. Its own move
   * may then be put off, too, and be one with those of the steps that follow.
   */
  readonly includesOwnStep?: boolean;
  /** Terms of one step; what a row has missed is the sum of each over the steps that it was left out of. */
  terms(at: StepPosition): readonly number[];
  /** What each factor that `apply` takes is made of the sums, in float64. All sums are 0 if nothing was missed. */
  readonly factors: readonly ((sums: readonly number[]) => number)[];
  /** The weights [rows, columns] after the missed steps. @param factors each [rows, 1] */
  apply<T>(
    ops: TensorOps<T>,
    rows: { readonly weight: T; readonly slots: Readonly<Record<string, T>> },
    factors: readonly T[],
  ): T;
}

/** For rules that leave rows without a gradient as they are. */
export const NOTHING_MISSED: MissedSteps = { terms: () => [], factors: [], apply: (_, { weight }) => weight };

/**
 * An update rule, written once for every runtime. Decaying state may be kept *undecayed* (divided by the decay so far),
 * so that rows without a gradient need no work in a step; `rescale` brings it back to scale between chunks.
 */
export interface Optimizer {
  /** State tables besides the weights, zeros at the start unless a training passes in other values. */
  readonly slots: readonly string[];
  readonly learningRate: number;
  /** Longest chunk for which undecayed state stays within float32. */
  readonly maxStepsInChunk: number;
  /** Scalars of one step, computed in float64 here and used as float32. */
  scalars(at: StepPosition): Readonly<Record<string, number>>;
  update<T>(
    ops: TensorOps<T>,
    group: ParameterGroup<T>,
    scalars: Readonly<Record<string, T>>,
  ): { weight: T; slots: Readonly<Record<string, T>> };
  /** Absent where the rule has no closed form: every step then visits every row. */
  readonly missed?: MissedSteps;
  /** Factors that bring each slot back to scale after a chunk of that many steps. */
  rescale(chunkSteps: number): Readonly<Record<string, number>>;
}

export interface OptimizerPlugin {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): Optimizer;
  /** Whether its batch is all training rows by definition: a matrix that sets another batch size is refused. */
  readonly wholeBatch?: boolean;
}
