import type { TensorOps } from "./ops.ts";

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
 * An update rule, written once for every runtime. Decaying state may be kept *undecayed* (divided by the decay so far),
 * so that rows without a gradient need no work in a step; `rescale` brings it back to scale between chunks.
 */
export interface Optimizer {
  /** State tables beside the weights, zeros at the start. */
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
  /** Factors that bring each slot back to scale after a chunk of that many steps. */
  rescale(chunkSteps: number): Readonly<Record<string, number>>;
}
