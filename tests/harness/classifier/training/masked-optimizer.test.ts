import { describe, expect, test } from "vitest";
import { maskedOptimizer, REMOVED_SLOT } from "../../../../harness/classifier/training/masked-optimizer.ts";
import { adam } from "../../../../harness/classifier/training/optimizers/adam.ts";
import { sgd } from "../../../../harness/classifier/training/optimizers/sgd.ts";
import { plainOps, plainTensor } from "../../../../harness/classifier/training/plain-ops.ts";
import type { Optimizer } from "../../../../harness/contract/optimizer.ts";

const scalar = (value: number) => plainTensor([1], [value]);

/** One step on a row of three weights, the middle one removed; every gradient is 2. */
function step(optimizer: Optimizer, weights: readonly number[]) {
  const at = optimizer.scalars({ stepInChunk: 1, stepsBefore: 0, learningRate: 0.5 });
  const scalars = Object.fromEntries(Object.entries(at).map(([name, value]) => [name, scalar(value)]));
  const slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, plainOps.zeros([1, 3])]));
  const group = {
    weight: plainTensor([1, 3], weights),
    slots: { ...slots, [REMOVED_SLOT]: plainTensor([1, 3], [0, 1, 0]) },
    gradient: plainTensor([1, 3], [2, 2, 2]),
    rows: scalar(0),
  };
  return optimizer.update(plainOps, group, scalars);
}

describe("an optimizer under a mask", () => {
  test("moves kept weights as its inner rule does, and sets removed ones to zero", () => {
    const { weight, slots } = step(maskedOptimizer(sgd.bind({ learningRate: 0.5 })), [1, 5, 3]);
    expect([...weight.data]).toEqual([0, 0, 2]);
    expect([...slots[REMOVED_SLOT]!.data]).toEqual([0, 1, 0]);
  });

  test("missed steps leave removed weights at zero, although the inner rule's state would move them", () => {
    const { missed } = maskedOptimizer(adam.bind({ learningRate: 0.1 }));
    const slots = {
      n: plainTensor([1, 3], [1, 1, 1]),
      s: plainTensor([1, 3], [3, 3, 3]),
      [REMOVED_SLOT]: plainTensor([1, 3], [0, 1, 0]),
    };
    // 1 / (3 + 1) times 0.4 is a tenth.
    const moved = missed!.apply(plainOps, { weight: plainTensor([1, 3], [1, 0, 2]), slots }, [scalar(0.4), scalar(1)]);
    // A removed weight that was moved below 0 is -0 now.
    expect([...moved.data].map((weight) => weight + 0)).toEqual([0.9, 0, 1.9]);
  });

  test("the mask is the same in every chunk, and a rule without a closed form still has none", () => {
    const inner = adam.bind({});
    expect(maskedOptimizer(inner).rescale(10)).toEqual({ ...inner.rescale(10), [REMOVED_SLOT]: 1 });
    expect(maskedOptimizer({ ...inner, missed: undefined } as unknown as Optimizer).missed).toBeUndefined();
  });
});
