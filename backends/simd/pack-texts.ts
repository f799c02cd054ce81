import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { type ModelSpec, PADDING_ID } from "../../harness/contract/index.ts";
import type { BatchTexts } from "../../harness/contract/trainer.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";

/** How assemble.as.ts reads texts. */
export interface Packing {
  readonly pooling: ModelSpec["pooling"];
  /** Bits that hold every word's id, 1 to 31; those above hold how often a text has the word. */
  readonly wordBits: number;
}

/** Where packed texts go in a module's memory: all of it, and byte addresses in it. */
export interface PackedPlace {
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  /** [texts + 1, 2]: int32 end of a text's entries, float32 by which its counts are divided; the first record is of no text. */
  readonly textsAt: number;
  /** int32 by entry. */
  readonly entriesAt: number;
}

/** Entries that packed texts have at most: a count that does not fit becomes several. */
export function mostEntries({ texts: { offsets, maxLength }, rows }: BatchTexts, packing: Packing): number {
  const further = Math.floor(maxLength / mostCount(packing));
  return rows.reduce((sum, row) => sum + offsets[row + 1]! - offsets[row]! + further, 0);
}

/**
 * Packs texts into 4 bytes an entry, without padding where no mean counts it.
 * @returns number of entries, and that of the text that has the most
 */
export function packTexts({ texts, rows }: BatchTexts, packing: Packing, place: PackedPlace) {
  const { offsets, ids, counts } = texts;
  const { ints, floats } = place;
  const { pooling, wordBits } = packing;
  const most = mostCount(packing);
  const [records, entries] = [place.textsAt / NUMBER_BYTES, place.entriesAt / NUMBER_BYTES];
  ints[records] = 0;
  let [next, longest] = [entries, 0];
  for (let text = 0; text < rows.length; text += 1) {
    const row = rows[text]!;
    const start = next;
    const end = offsets[row + 1]!;
    for (let entry = offsets[row]!; entry < end; entry += 1) {
      const id = ids[entry]!;
      if (id === PADDING_ID && pooling === "words") continue;
      for (let left = counts[entry]!; left > 0; left -= most) {
        ints[next] = (Math.min(left, most) << wordBits) | id;
        next += 1;
      }
    }
    const record = records + 2 * (text + 1);
    ints[record] = next - entries;
    floats[record + 1] = meanDivisor(texts, row, pooling);
    longest = Math.max(longest, next - start);
  }
  return { entries: next - entries, longest };
}

function mostCount({ wordBits }: Packing): number {
  return 2 ** (32 - wordBits) - 1;
}
