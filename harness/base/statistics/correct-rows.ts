import { RecordError } from "../errors.ts";

/**
 * Reads `quality.correct`: base64 of a bitset by test row, least significant bit first.
 * @returns [testRows], 1 where the prediction was right
 * @throws RecordError if the bitset does not have exactly testRows bits, as in a truncated record
 */
export function correctRows(correct: string, testRows: number): Uint8Array {
  const bytes = Buffer.from(correct, "base64");
  const needed = Math.ceil(testRows / 8);
  if (bytes.length !== needed) {
    throw new RecordError(`quality.correct must have ${needed} bytes for ${testRows} test rows, got ${bytes.length}`);
  }
  return Uint8Array.from({ length: testRows }, (_, row) => (bytes[row >> 3]! >> (row & 7)) & 1);
}
