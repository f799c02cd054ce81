import { describe, expect, test } from "vitest";
import { createBatcher } from "../../../../harness/classifier/training/batches.ts";
import { withDropout } from "../../../../harness/classifier/training/dropout.ts";
import { extraShape, stepExtras } from "../../../../harness/classifier/training/step.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

const SPEC = { vocabulary: 9, maxLength: 4, embedding: 2, hidden: [50, 20], pooling: "all", classes: 2 } as const;
const ORDER = Int32Array.of(0, 1);
const plainBatch = createBatcher(SPEC, encodedFrom([[2, 3], [4]], 4), Uint16Array.of(0, 1), 100);

/** Masks of consecutive steps of a training with 100 texts per batch. */
function masksOf(dropout: number, { seed = 1, steps = 2 } = {}) {
  const nextBatch = withDropout(plainBatch, { ...SPEC, dropout }, { batchSize: 100, seed });
  return Array.from({ length: steps }, () => nextBatch(ORDER, 0).extras);
}

describe("dropout's masks", () => {
  test("have the shape that the step declares, including the rows that fill up a batch", () => {
    const [masks] = masksOf(0.5);
    const extras = stepExtras({ spec: { ...SPEC, dropout: 0.5 }, batchSize: 100 });
    expect(extras.map(({ name }) => name)).toEqual(Object.keys(masks!));
    for (const { name, dims } of extras) {
      const [rows, width] = extraShape(dims, 3);
      expect(masks![name]!.length).toBe(rows! * width!);
    }
    expect(masks!.dropout0!.length).toBe(100 * 50);
  });

  test.each([0.1, 0.25, 0.5, 0.9])("at rate %d keep the expectation: 0, or 1 / (1 - rate)", (rate) => {
    const values = masksOf(rate, { steps: 4 }).flatMap((masks) => Object.values(masks).flatMap((mask) => [...mask]));
    const kept = Math.fround(1 / (1 - rate));
    expect(new Set(values)).toEqual(new Set([0, kept]));
    // 28,000 draws: their mean has a standard deviation of sqrt(rate / (1 - rate) / 28,000), at most 0.018.
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(rate / (1 - rate) / values.length));
  });

  test("differ per step, layer and seed, and are the same for the same seed", () => {
    const [first, second] = masksOf(0.5);
    expect(masksOf(0.5)).toEqual([first, second]);
    expect(first).not.toEqual(second);
    expect(first!.dropout0!.slice(0, 2000)).not.toEqual(first!.dropout1);
    expect(masksOf(0.5, { seed: 2 })[0]).not.toEqual(first);
  });

  test("do not exist at rate 0, nor without hidden layers", () => {
    expect(withDropout(plainBatch, { ...SPEC, dropout: 0 }, { batchSize: 100, seed: 1 })).toBe(plainBatch);
    expect(masksOf(0)).toEqual([{}, {}]);
    expect(stepExtras({ spec: SPEC, batchSize: 100 })).toEqual([]);
    expect(stepExtras({ spec: { ...SPEC, hidden: [], dropout: 0.5 }, batchSize: 100 })).toEqual([]);
  });
});
