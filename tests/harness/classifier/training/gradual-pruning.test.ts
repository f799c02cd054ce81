import { describe, expect, test } from "vitest";
import { techniques } from "../../../../harness/classifier/techniques/registry.ts";
import { maskOf, maskUpdates } from "../../../../harness/classifier/training/gradual-pruning.ts";
import { packTable, tableLayout } from "../../../../harness/classifier/training/parameter-table.ts";
import { smallestMagnitudes } from "../../../../harness/classifier/training/smallest-magnitudes.ts";
import type { ModelSpec } from "../../../../harness/contract/index.ts";

const PRUNING = {
  sparsity: 0.8,
  initialSparsity: 0,
  beginShare: 0.25,
  endShare: 0.75,
  updates: 4,
  scope: "global",
} as const;

describe("the course of the sparsity", () => {
  test("is a cubic from the first mask to the last", () => {
    // 0.8 (1 - (1 - k/4)^3): the cube is 27/64, then 1/8, then 1/64.
    const updates = maskUpdates(PRUNING, 16);
    expect(updates.map(({ step }) => step)).toEqual([4, 6, 8, 10, 12]);
    [0, 0.4625, 0.7, 0.7875, 0.8].forEach((sparsity, update) => {
      expect(updates[update]!.sparsity).toBeCloseTo(sparsity, 12);
    });
  });

  test("takes shares of the steps that are whole numbers as they are", () => {
    // 0.29 and 0.57 of 100 are 28.999999999999996 and 56.99999999999999 in float64.
    const steps = maskUpdates({ ...PRUNING, beginShare: 0.29, endShare: 0.57, updates: 1 }, 100);
    expect(steps.map(({ step }) => step)).toEqual([29, 57]);
  });

  test("begins at the initial sparsity", () => {
    // 0.8 - 0.3 / 8 half way
    const [first, , half] = maskUpdates({ ...PRUNING, initialSparsity: 0.5 }, 16);
    expect(first!.sparsity).toBeCloseTo(0.5, 12);
    expect(half!.sparsity).toBeCloseTo(0.7625, 12);
  });

  test("reaches the final sparsity before the last step, even with fewer steps than masks", () => {
    for (const steps of [1, 2, 3, 7]) {
      const last = maskUpdates({ ...PRUNING, updates: 20 }, steps).at(-1)!;
      expect(last.sparsity).toBe(0.8);
      expect(last.step).toBeLessThan(steps);
    }
  });
});

describe("the smallest magnitudes", () => {
  test("are marked over all parts, as many as the share rounded down", () => {
    const marks = smallestMagnitudes([Float32Array.of(-4, 1), Float32Array.of(0.5, -2, 3)], 0.5);
    expect(marks.map((part) => [...part])).toEqual([
      [0, 1],
      [1, 0, 0],
    ]);
  });

  test("are the first of equal ones", () => {
    const marks = smallestMagnitudes([Float32Array.of(1, -1), Float32Array.of(1, 0, -0)], 0.8);
    expect(marks.map((part) => [...part])).toEqual([
      [1, 1],
      [0, 1, 1],
    ]);
  });
});

describe("a mask", () => {
  const spec: ModelSpec = { vocabulary: 4, maxLength: 4, embedding: 2, hidden: [], pooling: "all", classes: 2 };
  const layout = tableLayout(spec);
  const table = packTable(
    layout,
    new Map([
      ["embedding", Float32Array.of(0, 0, 0.01, 0.01, 0.1, -0.2, 0.3, -0.4)],
      ["output.kernel", Float32Array.of(0.5, -0.6)],
      ["output.bias", Float32Array.of(0.01)],
    ]),
  );
  const removed = (scope: "global" | "layer") =>
    [...maskOf(layout, table, 0.5, scope)].flatMap((mark, index) => (mark === 1 ? [table[index]!] : []));

  test("removes half of the model's words and kernels; padding, <OOV>, biases and filling rows stay", () => {
    expect(removed("global").map((weight) => weight.toFixed(1))).toEqual(["0.1", "-0.2", "0.3"]);
  });

  test("removes half of each matrix", () => {
    expect(removed("layer").map((weight) => weight.toFixed(1))).toEqual(["0.1", "-0.2", "0.5"]);
  });
});

test("the technique refuses sparsities that fall and schedules that end before they begin", async () => {
  const gradual = await techniques.load("gradual");
  expect(() => gradual.bind({})).toThrow(/sparsity/);
  expect(() => gradual.bind({ sparsity: 0.5, initialSparsity: 0.6 })).toThrow(/must not be above sparsity/);
  expect(() => gradual.bind({ sparsity: 0.5, beginShare: 0.8 })).toThrow(/must be above beginShare/);
});
