import { expect, test } from "vitest";
import { mostEntries, packTexts } from "../../../backends/simd/pack-texts.ts";

/** Two texts of ten positions: word 5 seven times, word 2 once, two of padding; and word 3 ten times. */
const texts = {
  rows: 2,
  maxLength: 10,
  offsets: Int32Array.of(0, 3, 4),
  ids: Uint16Array.of(5, 2, 0, 3),
  counts: Uint16Array.of(7, 1, 2, 10),
};

/** Records begin at 8 bytes, entries at 32. */
function packed(rows: Int32Array, packing: Parameters<typeof packTexts>[1]) {
  const ints = new Int32Array(8 + mostEntries({ texts, rows }, packing)).fill(-1);
  const floats = new Float32Array(ints.buffer);
  const counted = packTexts({ texts, rows }, packing, { ints, floats, textsAt: 8, entriesAt: 32 });
  const records = Array.from({ length: rows.length + 1 }, (_, text) => ints[2 + 2 * text]);
  const divisors = Array.from(rows, (_, text) => floats[2 + 2 * (text + 1) + 1]);
  const entries = [...ints.subarray(8, 8 + counted.entries)].map((entry) => [
    entry & (2 ** packing.wordBits - 1),
    entry >>> packing.wordBits,
  ]);
  return { ...counted, records, divisors, entries };
}

test("texts are packed in the order of their rows, with their ends and divisors", () => {
  expect(packed(Int32Array.of(1, 0), { pooling: "all", wordBits: 3 })).toEqual({
    longest: 3,
    records: [0, 1, 4],
    divisors: [10, 10],
    entries: [
      [3, 10],
      [5, 7],
      [2, 1],
      [0, 2],
    ],
  });
});

test("padding is left out where the mean is over words", () => {
  expect(packed(Int32Array.of(0), { pooling: "words", wordBits: 3 })).toEqual({
    longest: 2,
    records: [0, 2],
    divisors: [8],
    entries: [
      [5, 7],
      [2, 1],
    ],
  });
});

test("a count that does not fit becomes several entries, for which there is room", () => {
  // 30 bits leave two for the count: 7 = 3 + 3 + 1 and 10 = 3 + 3 + 3 + 1.
  const { longest, records, entries } = packed(Int32Array.of(0, 1), { pooling: "words", wordBits: 30 });
  expect({ longest, records }).toEqual({ longest: 4, records: [0, 4, 8] });
  expect(entries.map(([, count]) => count)).toEqual([3, 3, 1, 1, 3, 3, 3, 1]);
});
