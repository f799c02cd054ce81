import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { type EncodedTexts, type ModelSpec, PADDING_ID } from "../../harness/contract/index.ts";

/** Texts as assemble.as.ts reads them. */
export interface PackedTexts {
  /** [texts + 1, 2]: int32 end of a text's entries, float32 by which its counts are divided; the first record is of no text. */
  readonly texts: Int32Array;
  /** By entry: the word, and above its bits how often the text has it. */
  readonly entries: Int32Array;
  /** Entries of the text that has the most. */
  readonly longest: number;
}

/**
 * Packs texts into 4 bytes an entry, without padding where no mean counts it. A count that does not fit becomes several entries.
 * @param wordBits bits that hold every word's id, 1 to 31
 */
export function packTexts(texts: EncodedTexts, pooling: ModelSpec["pooling"], wordBits: number): PackedTexts {
  const { rows, offsets, ids, counts } = texts;
  const most = 2 ** (32 - wordBits) - 1;
  const ends = new Int32Array(2 * (rows + 1));
  const divisors = new Float32Array(ends.buffer);
  const isLeftOut = (entry: number) => pooling === "words" && ids[entry] === PADDING_ID;
  let length = 0;
  for (let entry = 0; entry < offsets[rows]!; entry += 1) {
    if (!isLeftOut(entry)) length += Math.ceil(counts[entry]! / most);
  }
  const entries = new Int32Array(length);
  let [next, longest] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    const start = next;
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry += 1) {
      if (isLeftOut(entry)) continue;
      for (let left = counts[entry]!; left > 0; left -= most) {
        entries[next] = (Math.min(left, most) << wordBits) | ids[entry]!;
        next += 1;
      }
    }
    ends[2 * (row + 1)] = next;
    divisors[2 * (row + 1) + 1] = meanDivisor(texts, row, pooling);
    longest = Math.max(longest, next - start);
  }
  return { texts: ends, entries, longest };
}
