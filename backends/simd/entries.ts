import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { type EncodedTexts, type ModelSpec, PADDING_ID } from "../../harness/contract/index.ts";
import type { GrowingMemory } from "./growing-memory.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";

/** Each id once with its count, or the id of every position. */
export type InputForm = "padded" | "distinct";

/** Some texts of a batch, as a model reads them. */
export interface EntryRange {
  readonly first: number;
  readonly count: number;
  readonly pooling: ModelSpec["pooling"];
  /** Rows of the embedding. */
  readonly rows: number;
}

/**
 * Puts what each (text, id) adds to a mean where a module reads it.
 * @returns the number of entries, and byte addresses by entry: id, text and share, a float32
 * @throws RangeError on an id without a row in the model
 */
export function putEntries(
  arrays: GrowingMemory,
  batch: EncodedTexts,
  { first, count, pooling, rows }: EntryRange,
  form: InputForm,
) {
  const { offsets, counts, ids } = batch;
  const isDistinct = form === "distinct";
  const most = isDistinct ? offsets[first + count]! - offsets[first]! : positionsOf(batch, first, count);
  const [idsAt, textsAt, sharesAt] = [0, 1, 2].map(() => arrays.reserve(most * NUMBER_BYTES)) as [
    number,
    number,
    number,
  ];
  const [ints, floats] = [arrays.ints(), arrays.floats()];
  const [toText, toShare] = [(textsAt - idsAt) / NUMBER_BYTES, (sharesAt - idsAt) / NUMBER_BYTES];
  const start = idsAt / NUMBER_BYTES;
  let next = start;
  for (let row = 0; row < count; row += 1) {
    const share = 1 / meanDivisor(batch, first + row, pooling);
    const last = offsets[first + row + 1]!;
    for (let entry = offsets[first + row]!; entry < last; entry += 1) {
      const id = ids[entry]!;
      if (!(id >= 0 && id < rows)) throw unknownId(id, first + row, rows);
      const times = counts[entry]!;
      const own = id === PADDING_ID && pooling === "words" ? 0 : isDistinct ? times * share : share;
      for (const end = next + (isDistinct ? 1 : times); next < end; next += 1) {
        ints[next] = id;
        ints[next + toText] = row;
        floats[next + toShare] = own;
      }
    }
  }
  return { entries: next - start, idsAt, textsAt, sharesAt };
}

/** Positions of texts, their padding included. */
function positionsOf({ offsets, counts }: EncodedTexts, first: number, count: number): number {
  const last = offsets[first + count]!;
  let positions = 0;
  for (let entry = offsets[first]!; entry < last; entry += 1) positions += counts[entry]!;
  return positions;
}

export function unknownId(id: number, text: number, rows: number): RangeError {
  return new RangeError(`id ${id} in text ${text}: the model has ids 0 to ${rows - 1}`);
}
