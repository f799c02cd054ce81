import fc from "fast-check";
import { expect, test } from "vitest";
import { fillFromSparse, toSparsePart } from "../../../../harness/classifier/model-file/sparse-part.ts";
import type { StoredPart } from "../../../../harness/classifier/quantizations/stored-form.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

/** int8 codes [rows, 16] of which each row has some that are not 0. */
function codesWith(perRow: number, rows: number): StoredPart {
  const data = Int8Array.from({ length: rows * 16 }, (_, index) => (index % 16 < perRow ? -5 : 0));
  return { part: "codes", type: "int8", dims: [rows, 16], data };
}

// A row of 16 codes takes 16 bytes whole, and sparse 2 of the mask and 1 for each code that is not 0. The code that is held
// back takes 1 more, the nodes are counted as 1,000.
test.each([
  ["13 of 16: 150,000 + 1,001 are less than 160,000", 13, 10_000, true],
  ["14 of 16: 160,000 + 1,001 are more than 160,000", 14, 10_000, false],
  ["8 of 16 in 166 rows: 1,660 + 1,001 are more than 2,656", 8, 166, false],
  ["8 of 16 in 167 rows: 1,670 + 1,001 are less than 2,672", 8, 167, true],
])("sparse where that is smaller: %s", (_, perRow, rows, isSparse) => {
  const sparse = toSparsePart(codesWith(perRow, rows));
  expect(sparse !== null).toBe(isSparse);
  if (sparse === null) return;
  expect(sparse.mask.length).toBe(2 * rows);
  expect(sparse.values.length).toBe(1 + perRow * rows);
});

test("the mask's lowest bit is the first element; the element held back leads the values", () => {
  const data = new Uint8Array(2001).fill(0x88);
  data.set([0, 0x88, 7], 0);
  data[2000] = 9;
  const sparse = toSparsePart({ part: "packed", type: "uint8", dims: [2001, 1], data, zero: 0x88 })!;
  expect(sparse.length).toBe(2001);
  expect([...sparse.values]).toEqual([0x88, 0, 7, 9]);
  expect([sparse.mask.length, sparse.mask[0], sparse.mask[1], sparse.mask[250]]).toEqual([251, 0b101, 0, 1]);
});

test("all elements come back, -0 as -0, and the part is left as it was", () => {
  const data = new Float32Array(1001);
  data.set([-0, 1.5, 0, -2], 500);
  const before = data.slice();
  const sparse = toSparsePart({ part: "", type: "float32", dims: [1001], data })!;
  expect([...sparse.values]).toEqual([0, -0, 1.5, -2]);
  const whole = new Float32Array(1001);
  fillFromSparse(whole, sparse);
  expect(whole).toEqual(before);
  expect(data).toEqual(before);
});

test("whatever is sparse comes back whole, bit for bit, whichever element is held back", () => {
  const zeros = fc.constantFrom(0, 0x88);
  const some = fc.array(fc.tuple(fc.nat(1999), fc.nat(255)), { maxLength: 200 });
  holdsForAll(fc.tuple(zeros, some), ([zero, elements]) => {
    const data = new Uint8Array(2000).fill(zero);
    for (const [index, value] of elements) data[index] = value;
    const sparse = toSparsePart({ part: "packed", type: "uint8", dims: [2000], data, zero });
    if (sparse === null) return;
    const whole = new Uint8Array(2000);
    fillFromSparse(whole, sparse);
    expect(whole).toEqual(data);
  });
});
