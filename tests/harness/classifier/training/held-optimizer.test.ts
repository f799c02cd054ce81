import { describe, expect, test } from "vitest";
import { HELD_SLOT, heldEmbedding, heldOptimizer } from "../../../../harness/classifier/training/held-optimizer.ts";
import { adam } from "../../../../harness/classifier/training/optimizers/adam.ts";
import { sgd } from "../../../../harness/classifier/training/optimizers/sgd.ts";
import { tableLayout } from "../../../../harness/classifier/training/parameter-table.ts";
import { plainOps, plainTensor } from "../../../../harness/classifier/training/plain-ops.ts";

const scalar = (value: number) => plainTensor([1], [value]);

describe("an optimizer that holds weights", () => {
  test("moves the others as its inner rule does, and leaves held ones as they were", () => {
    const optimizer = heldOptimizer(sgd.bind({ learningRate: 0.5 }));
    const at = optimizer.scalars({ stepInChunk: 1, stepsBefore: 0, learningRate: 0.5 });
    const scalars = Object.fromEntries(Object.entries(at).map(([name, value]) => [name, scalar(value)]));
    const { weight, slots } = optimizer.update(
      plainOps,
      {
        weight: plainTensor([1, 3], [1, 5, 3]),
        slots: { [HELD_SLOT]: plainTensor([1, 3], [0, 1, 0]) },
        gradient: plainTensor([1, 3], [2, 2, 2]),
        rows: scalar(0),
      },
      scalars,
    );
    expect([...weight.data]).toEqual([0, 5, 2]);
    expect([...slots[HELD_SLOT]!.data]).toEqual([0, 1, 0]);
  });

  test("missed steps leave held weights, too", () => {
    const { missed } = heldOptimizer(adam.bind({ learningRate: 0.1 }));
    const slots = {
      n: plainTensor([1, 3], [1, 1, 1]),
      s: plainTensor([1, 3], [3, 3, 3]),
      [HELD_SLOT]: plainTensor([1, 3], [0, 1, 0]),
    };
    // 1 / (3 + 1) times 0.4 is a tenth.
    const moved = missed!.apply(plainOps, { weight: plainTensor([1, 3], [1, 7, 2]), slots }, [scalar(0.4), scalar(1)]);
    expect([...moved.data]).toEqual([0.9, 7, 1.9]);
  });

  test("what is held is the same in every chunk", () => {
    const inner = adam.bind({});
    expect(heldOptimizer(inner).rescale(10)).toEqual({ ...inner.rescale(10), [HELD_SLOT]: 1 });
  });

  test("an embedding of 3 x 2 are the first 6 entries of the table", () => {
    const layout = tableLayout({ vocabulary: 3, maxLength: 4, embedding: 2, hidden: [], pooling: "all", classes: 2 });
    const slot = heldEmbedding(layout);
    expect(slot).toHaveLength(layout.rows * 2);
    expect([...slot.keys()].filter((at) => slot[at] === 1)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
