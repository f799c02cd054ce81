import { RecordError } from "../errors.ts";

/**
 * Reads `quality.correct`, or another field like it: base64 of a bitset by test row, least significant bit first.
 * @returns [testRows], 1 where the prediction was right
 * @throws RecordError if the bitset does not have exactly testRows bits, as in a truncated record
 */
export function correctRows(correct: string, testRows: number, field = "quality.correct"): Uint8Array {
  const bytes = Buffer.from(correct, "base64");
  const needed = Math.ceil(testRows / 8);
  if (bytes.length !== needed) {
    throw new RecordError(`${field} must have ${needed} bytes for ${testRows} test rows, got ${bytes.length}`);
  }
  const right = new Uint8Array(testRows);
  for (let row = 0; row < testRows; row += 1) right[row] = (bytes[row >> 3]! >> (row & 7)) & 1;
  return right;
}

/** The bitset that `correctRows` reads. @param rows 1 where the bit is set, else 0 */
export function rowBits(rows: Uint8Array): string {
  const bytes = new Uint8Array(Math.ceil(rows.length / 8));
  rows.forEach((bit, row) => {
    bytes[row >> 3]! |= bit << (row & 7);
  });
  return Buffer.from(bytes).toString("base64");
}

/** The bits of the rows whose prediction is the label. @param labels [rows] */
export function correctBits(predictions: Uint16Array, labels: Uint16Array): string {
  return rowBits(Uint8Array.from(predictions, (label, row) => (label === labels[row] ? 1 : 0)));
}

/** How often each row is right. @param right of several trainings on the same rows, or their contrasts, each [rows] @returns [rows] */
export function meanByRow(right: readonly (Uint8Array | Float64Array)[]): Float64Array {
  const means = sumByRow(right);
  for (let row = 0; row < means.length; row += 1) means[row]! /= right.length;
  return means;
}

/** In how many of them each row is right. @param right as for `meanByRow` @returns [rows] */
export function sumByRow(right: readonly (Uint8Array | Float64Array)[]): Float64Array {
  const sums = new Float64Array(right[0]?.length ?? 0);
  // A loop for each type of array, since one for both is several times as slow.
  for (const own of right) own instanceof Uint8Array ? addBits(sums, own) : addShares(sums, own);
  return sums;
}

function addBits(sums: Float64Array, bits: Uint8Array): void {
  for (let row = 0; row < sums.length; row += 1) sums[row]! += bits[row]!;
}

function addShares(sums: Float64Array, shares: Float64Array): void {
  for (let row = 0; row < sums.length; row += 1) sums[row]! += shares[row]!;
}
