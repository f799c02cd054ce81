import type { Optimizer } from "../../contract/optimizer.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";

/** What becomes of a weight after a step. @param marks the slot's numbers */
export type CorrectStep = <T>(ops: TensorOps<T>, marks: T, step: { readonly before: T; readonly after: T }) => T;

/**
 * An update rule whose every step, those without a gradient included, is corrected by what a slot marks. The slot is laid out as the
 * parameter table and stays as it is: a training passes it in as its initial value, and a runtime which moves state about moves it too.
 */
export function correctedOptimizer(inner: Optimizer, slot: string, correct: CorrectStep): Optimizer {
  const { missed } = inner;
  return {
    ...inner,
    slots: [...inner.slots, slot],
    update: (ops, group, scalars) => {
      const { weight, slots } = inner.update(ops, group, scalars);
      const marks = group.slots[slot]!;
      return {
        weight: correct(ops, marks, { before: group.weight, after: weight }),
        slots: { ...slots, [slot]: marks },
      };
    },
    ...(missed === undefined
      ? {}
      : {
          missed: {
            ...missed,
            apply: (ops, rows, factors) =>
              correct(ops, rows.slots[slot]!, { before: rows.weight, after: missed.apply(ops, rows, factors) }),
          },
        }),
    rescale: (chunkSteps) => ({ ...inner.rescale(chunkSteps), [slot]: 1 }),
  };
}
