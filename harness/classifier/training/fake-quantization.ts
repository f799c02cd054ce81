import { SPECIAL_ROWS } from "../../contract/index.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { StepBatch, StepExtra } from "../../contract/trainer.ts";
import type { FakeQuantization, RoundMatrix } from "../../contract/training-variant.ts";
import type { TableLayout } from "./parameter-table.ts";

/** 1 where the batch's word is rounded, 0 where its row stays exact: padding, <OOV>, and rows that fill up a batch. */
const ROUNDED = "rounded";

/** Inputs that a step which rounds needs besides its texts. */
export function roundingExtras({ embedding }: FakeQuantization): readonly StepExtra[] {
  return embedding === undefined ? [] : [{ name: ROUNDED, dims: ["unique", 1] }];
}

/** Gives a batch the inputs that `roundingExtras` names. */
export function withRoundedRows(batch: StepBatch): StepBatch {
  const rounded = Float32Array.from(batch.rows, (id) => (id < SPECIAL_ROWS ? 0 : 1));
  return { ...batch, extras: { ...batch.extras, [ROUNDED]: rounded } };
}

/** The rows of a batch's words [unique, columns] as the forward pass sees them. */
export function roundedWords<T>(
  ops: TensorOps<T>,
  round: RoundMatrix,
  words: T,
  columns: number,
  extras: Readonly<Record<string, T>>,
): T {
  const isRounded = extras[ROUNDED]!;
  // Sums of a value and an exact 0.
  return ops.add(ops.mul(round(ops, words, columns), isRounded), ops.mul(words, ops.sub(ops.scalar(1), isRounded)));
}

/** Dense parameters by name as the forward pass sees them: kernels rounded, biases as they are. */
export function roundedKernels<T>(
  ops: TensorOps<T>,
  round: RoundMatrix,
  { parameters }: TableLayout,
  values: ReadonlyMap<string, T>,
): Map<string, T> {
  const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]));
  return new Map(
    [...values].map(([name, value]) => {
      const [, columns] = shapes.get(name) ?? [];
      return [name, columns === undefined ? value : round(ops, value, columns)];
    }),
  );
}
