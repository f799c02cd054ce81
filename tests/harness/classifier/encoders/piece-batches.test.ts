import fc from "fast-check";
import { expect, test } from "vitest";
import {
  answerByLength,
  firstBatch,
  groupsByLength,
  type PieceBatch,
  padded,
} from "../../../../harness/classifier/encoders/piece-batches.ts";

test("ids are padded to the longest text, and to one position where there is none", () => {
  expect(padded([[5, 6], [], [7]])).toEqual({
    rows: 3,
    positions: 2,
    ids: Int32Array.of(5, 6, 0, 0, 7, 0),
    counts: Int32Array.of(2, 0, 1),
  });
  expect(padded([[]])).toEqual({ rows: 1, positions: 1, ids: Int32Array.of(0), counts: Int32Array.of(0) });
});

test("texts of about one length run together, the longest first", () => {
  expect(groupsByLength([10, 0, 100, 9, 95, 0, 89])).toEqual([[2, 4], [6], [0, 3], [1, 5]]);
  // Six texts of 100 are more than 512 positions.
  expect(groupsByLength([100, 100, 100, 100, 100, 100])).toEqual([[0, 1, 2, 3, 4], [5]]);
});

test("the first batch is that of the longest texts, however many there are", () => {
  const texts = [...Array<number[]>(200).fill([1]), ...Array<number[]>(6).fill(Array<number>(100).fill(2))];
  expect(firstBatch(texts)).toMatchObject({ rows: 5, positions: 100 });
});

test("every text is in one group, and at most a tenth of a group is padding", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(128), { maxLength: 300 }), (lengths) => {
      const groups = groupsByLength(lengths);
      expect(groups.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      for (const rows of groups) {
        const own = rows.map((row) => lengths[row]!);
        const positions = Math.max(...own) * own.length;
        expect(own.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(positions * 0.9 - 1e-9);
      }
    }),
  );
});

test("answers come back in the order of the texts", async () => {
  const run = async ({ rows, positions, ids, counts }: PieceBatch) =>
    Float32Array.from({ length: rows * 2 }, (_, at) => {
      const row = at >> 1;
      return at % 2 === 0 ? counts[row]! : ids[row * positions]!;
    });
  const answers = await answerByLength([[3], [4, 4, 4, 4], [], [5, 5]], 2, run);
  expect([...answers]).toEqual([1, 3, 4, 4, 0, 0, 2, 5]);
});
