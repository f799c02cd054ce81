import { type EncodedTexts, PADDING_ID } from "../../contract/index.ts";

/** What an array holds in every version of Node.js that runs this: 4 GiB. */
export const MOST_BYTES = 2 ** 32 - 1;

/** Offsets count entries in as many bits. */
const MOST_OFFSET = 2 ** 31 - 1;
const MOST_OF_16_BITS = 2 ** 16 - 1;

/** Room for numbers of EncodedTexts, none of which is above `most`. */
export function numberList(length: number, most: number): Uint16Array | Int32Array {
  return most <= MOST_OF_16_BITS ? new Uint16Array(length) : new Int32Array(length);
}

/** Entries that EncodedTexts have at most. @param most none of their ids is above @param mostBytes of the list of ids */
export function mostEntries(most: number, mostBytes: number): number {
  return Math.min(MOST_OFFSET, Math.floor(mostBytes / numberList(0, most).BYTES_PER_ELEMENT));
}

/** Copies texts start .. end - 1: the part shares no memory with the whole, so it is cheap to send elsewhere. */
export function sliceTexts(encoded: EncodedTexts, start: number, end: number): EncodedTexts {
  if (!(start >= 0 && start <= end && end <= encoded.rows)) {
    throw new RangeError(`rows ${start} to ${end} are not within the ${encoded.rows} rows`);
  }
  const first = encoded.offsets[start]!;
  const last = encoded.offsets[end]!;
  return {
    rows: end - start,
    maxLength: encoded.maxLength,
    offsets: encoded.offsets.slice(start, end + 1).map((offset) => offset - first),
    ids: encoded.ids.slice(first, last),
    counts: encoded.counts.slice(first, last),
  };
}

/** The texts at `indices`, in that order; an index may occur more than once. */
export function selectTexts(encoded: EncodedTexts, indices: Int32Array): EncodedTexts {
  const offsets = new Int32Array(indices.length + 1);
  indices.forEach((index, row) => {
    if (!(index >= 0 && index < encoded.rows))
      throw new RangeError(`row ${index} is not one of the ${encoded.rows} rows`);
    offsets[row + 1] = offsets[row]! + encoded.offsets[index + 1]! - encoded.offsets[index]!;
  });
  const entries = offsets[indices.length]!;
  const ids = encoded.ids instanceof Uint16Array ? new Uint16Array(entries) : new Int32Array(entries);
  const counts = encoded.counts instanceof Uint16Array ? new Uint16Array(entries) : new Int32Array(entries);
  indices.forEach((index, row) => {
    const from = encoded.offsets[index]!;
    const to = encoded.offsets[index + 1]!;
    ids.set(encoded.ids.subarray(from, to), offsets[row]!);
    counts.set(encoded.counts.subarray(from, to), offsets[row]!);
  });
  return { rows: indices.length, maxLength: encoded.maxLength, offsets, ids, counts };
}

/** All texts of all parts, in order. @throws RangeError on no parts, or on parts of different maxLength */
export function concatTexts(parts: readonly EncodedTexts[]): EncodedTexts {
  const maxLength = parts[0]?.maxLength;
  if (maxLength === undefined) throw new RangeError("no texts to put together");
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const entries = parts.reduce((sum, part) => sum + part.ids.length, 0);
  const offsets = new Int32Array(rows + 1);
  const ids = new Int32Array(entries);
  const counts = new Int32Array(entries);
  let row = 0;
  let entry = 0;
  for (const part of parts) {
    if (part.maxLength !== maxLength) throw new RangeError(`maxLength differs: ${maxLength} and ${part.maxLength}`);
    ids.set(part.ids, entry);
    counts.set(part.counts, entry);
    for (let index = 1; index <= part.rows; index++) offsets[row + index] = entry + part.offsets[index]!;
    row += part.rows;
    entry += part.ids.length;
  }
  return { rows, maxLength, offsets, ids, counts };
}

/**
 * Ids position by position, row-major [rows, maxLength]: padding on the left, then each id as often as it counts. The
 * order of the words is lost in the distinct form, so equal words are adjacent; a mean over positions is the same.
 */
export function toPaddedIds(encoded: EncodedTexts): BigInt64Array {
  const padded = new BigInt64Array(encoded.rows * encoded.maxLength).fill(BigInt(PADDING_ID));
  for (let row = 0; row < encoded.rows; row++) {
    let end = (row + 1) * encoded.maxLength;
    for (let entry = encoded.offsets[row]!; entry < encoded.offsets[row + 1]!; entry++) {
      const id = encoded.ids[entry]!;
      if (id === PADDING_ID) continue;
      padded.fill(BigInt(id), end - encoded.counts[entry]!, end);
      end -= encoded.counts[entry]!;
    }
  }
  return padded;
}
