import type { TensorOps } from "../../contract/tensor-ops.ts";

/** The nearest whole number, halves up, as Math.round: a runtime's own rounding takes halves to the even number. */
export function roundHalfUp<T>(ops: TensorOps<T>, value: T): T {
  return ops.floor(ops.add(value, ops.scalar(0.5)));
}

/** The scale, or 1 where it is 0 because all the values that share it are 0. */
export function divisorOf<T>(ops: TensorOps<T>, scale: T): T {
  return ops.add(scale, ops.sub(ops.scalar(1), ops.reluGradient(ops.scalar(1), ops.abs(scale))));
}
