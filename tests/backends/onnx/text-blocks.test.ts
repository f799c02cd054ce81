import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packTexts, packWhole } from "../../../backends/onnx/text-blocks.ts";
import { holdsForAll } from "../../fixtures/laws.ts";

describe("texts packed into blocks", () => {
  test("rows are dealt by ascending width, forth and back", () => {
    // Sorted: 1 (row 3), 2 (5), 3 (0), 4 (1), 6 (2), 9 (4). The first block gets 1, 4 and 6, the second 2, 3 and 9.
    const { rows, textsPerBlock, width } = packWhole(Int32Array.of(3, 4, 6, 1, 9, 2), 3);
    expect(textsPerBlock).toBe(3);
    expect([...rows]).toEqual([3, 1, 2, 5, 0, 4]);
    expect(width).toBe(2 + 3 + 9);
  });

  test("there are as few empty places as possible, spread over the blocks, and they add no ids", () => {
    // Five texts in blocks of at most four: two of three, with one place empty.
    const { rows, textsPerBlock, width } = packWhole(Int32Array.of(5, 5, 5, 5, 5), 4);
    expect(textsPerBlock).toBe(3);
    expect([...rows]).toEqual([-1, 2, 3, 0, 1, 4]);
    expect(width).toBe(15);
  });

  test("fewer texts than fit in a block make one smaller block, with at least one id", () => {
    expect(packTexts(Int32Array.of(0), 8)).toEqual([{ rows: Int32Array.of(0), textsPerBlock: 1, width: 1 }]);
    expect(packTexts(Int32Array.of(2, 9), 8)).toEqual([{ rows: Int32Array.of(0, 1), textsPerBlock: 2, width: 11 }]);
  });

  test("one long text among 399 short ones gets a call of its own, since padding 50 blocks would cost more", () => {
    const widths = Int32Array.from({ length: 400 }, (_, row) => (row === 40 ? 500 : 10));
    // 50 x 570 ids in one call; 49 x 80 and 1 x 570 in two.
    const packed = packTexts(widths, 8);
    expect(packed.map(({ rows, width }) => [rows.length, width])).toEqual([
      [392, 80],
      [8, 570],
    ]);
    expect(packed[1]!.rows).toContain(40);
    expect(packWhole(widths, 8).width).toBe(570);
  });

  test("a batch whose padding costs less than a call stays whole", () => {
    // 4 x 190 ids, against 3 x 80 and 190.
    const widths = Int32Array.from({ length: 32 }, (_, row) => (row === 7 ? 120 : 10));
    expect(packTexts(widths, 8).map(({ width }) => width)).toEqual([190]);
  });

  test.each([1, 3, 8])("every text has one place, and no block exceeds the width: at most %i per block", (most) => {
    // Mostly short texts and a few long ones.
    const width = fc.oneof({ weight: 9, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(400) });
    // Any count, and those around a whole number of blocks.
    const count = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, 7, 8, 9, 64, 255, 1000));
    holdsForAll(
      count.chain((texts) => fc.array(width, { minLength: texts, maxLength: texts, size: "max" })),
      (all) => {
        const widths = Int32Array.from(all);
        const packed = packTexts(widths, most);
        const placed = packed.flatMap(({ rows }) => [...rows.filter((row) => row >= 0)]);
        expect(placed.sort((a, b) => a - b)).toEqual(all.map((_, row) => row));
        for (const { rows, textsPerBlock, width } of packed) {
          expect(textsPerBlock).toBeLessThanOrEqual(most);
          const blocks = Array.from({ length: rows.length / textsPerBlock }, (_, block) =>
            rows
              .subarray(block * textsPerBlock, (block + 1) * textsPerBlock)
              .reduce((sum, row) => sum + (widths[row] ?? 0), 0),
          );
          expect(width).toBe(Math.max(1, ...blocks));
        }
      },
      40,
    );
  });
});
