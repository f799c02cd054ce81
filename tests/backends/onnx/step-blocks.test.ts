import { describe, expect, test } from "vitest";
import { blocksPayOff, createBlockLayout, cutIntoCalls } from "../../../backends/onnx/step-blocks.ts";
import { tableLayout } from "../../../harness/classifier/training/parameter-table.ts";
import { NOTHING_MISSED } from "../../../harness/contract/optimizer.ts";
import type { StepBatch, StepChunk } from "../../../harness/contract/trainer.ts";

/** 6 words, the spare row 6, then the dense rows: 2 x 1 + 1 weights in rows of 2 make 2 rows, 7 and 8. */
const LAYOUT = tableLayout({ vocabulary: 6, maxLength: 4, embedding: 2, hidden: [], pooling: "all", classes: 2 });

function chunkOf(words: readonly number[][], terms = words.map(() => [0])): StepChunk {
  const none = new Float32Array(0);
  const batches: StepBatch[] = words.map((rows) => ({
    rows: Int32Array.from(rows),
    pairText: new Int32Array(0),
    pairRow: new Int32Array(0),
    pairWeight: none,
    targets: none,
    extras: {},
    textWeight: none,
  }));
  const scalars = { rate: Float32Array.from(words, (_, step) => step) };
  return { batches, scalars, missedTerms: terms, rescale: { n: 0.5 } };
}

describe("blocks of steps", () => {
  test("19 steps in blocks of 8 make a call of two blocks and a call of one block of 3, which does not rescale", () => {
    const calls = cutIntoCalls(chunkOf(Array.from({ length: 19 }, () => [2])), 8);
    expect(calls.map(({ chunk, steps }) => [chunk.batches.length, steps])).toEqual([
      [16, 8],
      [3, 3],
    ]);
    expect(calls.map(({ chunk }) => chunk.rescale)).toEqual([{ n: 0.5 }, { n: 1 }]);
    expect([...calls[1]!.chunk.scalars.rate!]).toEqual([16, 17, 18]);
  });

  test("a block contains the dense rows, the spare row and each of its words once; batches point into it", () => {
    const layOut = createBlockLayout(LAYOUT, NOTHING_MISSED);
    const { blocks } = layOut({ chunk: chunkOf([[3, 0], [0, 5], [5], [1]]), steps: 2 });
    expect(blocks.map(({ rows }) => [...rows])).toEqual([
      [7, 8, 6, 3, 0, 5],
      [7, 8, 6, 5, 1],
    ]);
    expect(blocks.map(({ places }) => places.map((batch) => [...batch]))).toEqual([
      [
        [3, 4],
        [4, 5],
      ],
      [[3], [4]],
    ]);
  });

  test("a row has missed all blocks since the last one that contained it, until the next one or the end of the call", () => {
    const sumsThemselves = { ...NOTHING_MISSED, terms: () => [0], factors: [([sum]: readonly number[]) => sum!] };
    const terms = [[1], [2], [10], [20], [100], [200]];
    const layOut = createBlockLayout(LAYOUT, sumsThemselves);
    const call = { chunk: chunkOf([[0], [0], [1], [1], [0], [2]], terms), steps: 2 };
    // Twice, since a call must not depend on the previous one.
    for (const { blocks, lastFactors } of [layOut(call), layOut(call)]) {
      expect(blocks.map(({ rows }) => [...rows])).toEqual([
        [7, 8, 6, 0],
        [7, 8, 6, 1],
        [7, 8, 6, 0, 2],
      ]);
      expect(blocks.map(({ factors }) => [...factors[0]!])).toEqual([
        [0, 0, 0, 0],
        [0, 0, 0, 3],
        [0, 0, 0, 30, 33],
      ]);
      // Words 0 and 2 are up to date, 1 missed the last block, 3, 4 and 5 all three.
      expect([...lastFactors[0]!]).toEqual([0, 300, 0, 333, 333, 333, 0, 0, 0]);
    }
  });

  test("blocks pay off while they contain a small part of the table", () => {
    const { rows } = LAYOUT;
    expect(rows).toBe(9);
    // A block of 8 batches has about 8^0.7 = 4.29 times the words of one; up to 0.4 of the rows are worthwhile.
    expect(blocksPayOff({ ...LAYOUT, rows: 10_000 }, { unique: 900, pairs: 1 })).toBe(true);
    expect(blocksPayOff({ ...LAYOUT, rows: 10_000 }, { unique: 950, pairs: 1 })).toBe(false);
  });
});
