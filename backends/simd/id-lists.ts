import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { type EncodedTexts, OOV_ID, PADDING_ID, SPECIAL_ROWS } from "../../harness/contract/index.ts";
import { type EntryRange, unknownId } from "./entries.ts";
import type { GrowingMemory } from "./growing-memory.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";

/** Numbers of a text's facts, and their bytes, as id-lists.lib.as.ts has them. */
const FACTS = 4;
export const FACT_BYTES = FACTS * NUMBER_BYTES;

/** Numbers of a record that says where lists of ids are, and their bytes. */
const LISTS = 4;
export const LISTS_BYTES = LISTS * NUMBER_BYTES;

/** Where lists of ids are, what their texts are besides, and where the means of their rows go; in bytes. */
export interface IdLists {
  readonly ids: number;
  readonly idBytes: 2 | 4;
  readonly facts: number;
  readonly means: number;
}

/** Writes the record that a module which adds rows gets. */
export function writeLists(ints: Int32Array, at: number, { ids, idBytes, facts, means }: IdLists): void {
  ints.set([ids, idBytes, facts, means], at / NUMBER_BYTES);
}

/**
 * Puts the ids of texts where a module reads them, each as often as a text has it, without those of padding and <OOV>; and what
 * a text is besides: the end of its ids, positions of padding and of <OOV> that count, and the share of one position.
 * @returns byte addresses
 * @throws RangeError on an id without a row in the model
 */
export function putIdLists(
  arrays: GrowingMemory,
  batch: EncodedTexts,
  { first, count, pooling, rows }: EntryRange,
): { readonly idsAt: number; readonly factsAt: number } {
  const { offsets, counts, ids } = batch;
  const factsAt = arrays.reserve(count * FACT_BYTES);
  const idsAt = arrays.reserve(wordsOf(batch, first, count) * NUMBER_BYTES);
  const [ints, floats] = [arrays.ints(), arrays.floats()];
  const start = idsAt / NUMBER_BYTES;
  let next = start;
  let fact = factsAt / NUMBER_BYTES;
  for (let row = first; row < first + count; row += 1) {
    let padding = 0;
    let unknown = 0;
    const last = offsets[row + 1]!;
    for (let entry = offsets[row]!; entry < last; entry += 1) {
      const id = ids[entry]!;
      const times = counts[entry]!;
      if (id >= SPECIAL_ROWS && id < rows) for (const end = next + times; next < end; next += 1) ints[next] = id;
      else if (id === PADDING_ID) padding = pooling === "all" ? times : 0;
      else if (id === OOV_ID) unknown = times;
      else throw unknownId(id, row, rows);
    }
    ints[fact] = next - start;
    ints[fact + 1] = padding;
    ints[fact + 2] = unknown;
    floats[fact + 3] = 1 / meanDivisor(batch, row, pooling);
    fact += FACTS;
  }
  return { idsAt, factsAt };
}

/** Positions of texts that are neither padding nor <OOV>. */
function wordsOf({ offsets, counts, ids }: EncodedTexts, first: number, count: number): number {
  const last = offsets[first + count]!;
  let words = 0;
  for (let entry = offsets[first]!; entry < last; entry += 1) if (ids[entry]! >= SPECIAL_ROWS) words += counts[entry]!;
  return words;
}
