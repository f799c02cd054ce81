import { formatCount } from "../../base/counts.ts";
import { DataError } from "../../base/errors.ts";
import { type EncodedTexts, type ModelShape, OOV_ID, PADDING_ID, SPECIAL_ROWS } from "../../contract/index.ts";
import { type BigramRows, inputLength } from "../../contract/model-sizes.ts";
import { createPairIds, type PairIds } from "./bigrams.ts";
import { DistinctIds } from "./distinct-ids.ts";
import { MOST_BYTES, mostEntries, numberList } from "./encoded-texts.ts";
import { type CountedWords, vocabularyOf, WordCounts, wordsIn } from "./vocabulary.ts";
import type { WordSpans } from "./word-spans.ts";
import { WordTable } from "./word-table.ts";

interface NumberedTextsOptions {
  /** Words a text is padded or cut to. */
  readonly maxLength: number;
  /** Which words of a longer text are kept. */
  readonly keep: ModelShape["keep"];
  readonly bigrams: BigramRows | null;
  /** Of ids, or of counts, of one side. */
  readonly mostBytes?: number;
  /** How words are chosen; the most frequent ones by default. */
  readonly counts?: CountedWords;
}

/** A part of the texts: distinct numbers with counts, as in EncodedTexts. */
interface Part {
  readonly offsets: Int32Array;
  readonly ids: EncodedTexts["ids"];
  readonly counts: EncodedTexts["counts"];
}

const PART_BITS = 10;
const TEXTS_PER_PART = 1 << PART_BITS;
const FIRST_PAIR = PADDING_ID + 1;

/**
 * Encodes texts while their vocabulary is still being counted, so that they are read and cut only once: each word is
 * numbered in the order of arrival, and the numbers become ids when the vocabulary is known. What comes out is what
 * `createPlainEncoder` makes of the texts, entry by entry.
 */
export class NumberedTexts {
  readonly #options: NumberedTextsOptions;
  readonly #table = new WordTable();
  readonly #counts: CountedWords;
  /** Number of the first word: padding and pairs come before. */
  readonly #firstWord: number;
  readonly #distinct: DistinctIds;
  readonly #pairIds: PairIds | null;
  readonly #positions: number;
  readonly #parts: Part[] = [];
  #partOffsets = new Int32Array(TEXTS_PER_PART + 1);
  #partRows = 0;

  constructor(options: NumberedTextsOptions) {
    const { bigrams, maxLength } = options;
    this.#options = options;
    this.#counts = options.counts ?? new WordCounts();
    this.#pairIds = bigrams === null ? null : createPairIds({ firstId: FIRST_PAIR, buckets: bigrams.buckets });
    this.#firstWord = FIRST_PAIR + (bigrams?.buckets ?? 0);
    this.#distinct = new DistinctIds(this.#firstWord);
    this.#positions = inputLength({ maxLength, bigrams: bigrams?.buckets ?? 0 });
  }

  /**
   * Takes in the words of the next text.
   * @param isCounted whether they count for the vocabulary
   */
  add(lowered: string, spans: WordSpans, isCounted: boolean): void {
    const { maxLength, keep } = this.#options;
    const { count, starts, ends, hashes } = spans;
    const first = keep === "start" ? 0 : Math.max(0, count - maxLength);
    const end = Math.min(count, first + maxLength);
    const distinct = this.#distinct;
    const table = this.#table;
    const counts = this.#counts;
    const firstWord = this.#firstWord;
    distinct.startText();
    for (let word = isCounted ? 0 : first; word < (isCounted ? count : end); word += 1) {
      const number = table.findOrAdd(lowered, starts[word]!, ends[word]!, hashes[word]!);
      if (isCounted) counts.add(number);
      if (word < first || word >= end) continue;
      distinct.extend(firstWord + number + 1);
      distinct.add(firstWord + number, 1);
    }
    if (isCounted) counts.endText();
    this.#pairIds?.(lowered, spans, first, end, (id) => distinct.add(id, 1));
    distinct.endText(this.#positions);
    this.#partRows += 1;
    this.#partOffsets[this.#partRows] = distinct.length;
    if (this.#partRows === TEXTS_PER_PART) this.#endPart();
  }

  #endPart(): void {
    const { ids, counts } = this.#distinct.entries();
    const part = {
      offsets: this.#partOffsets,
      ids: numberList(ids.length, this.#firstWord + this.#table.size),
      counts: numberList(counts.length, this.#positions),
    };
    part.ids.set(ids);
    part.counts.set(counts);
    this.#parts.push(part);
    this.#distinct.clear();
    this.#partOffsets = new Int32Array(TEXTS_PER_PART + 1);
    this.#partRows = 0;
  }

  /**
   * Turns the numbers into ids; no text can be taken in afterwards.
   * @param size maximum number of ids of the vocabulary
   */
  finish(size: number): FinishedTexts {
    this.#endPart();
    const numbers = this.#counts.chosen(wordsIn(size));
    const idOf = new Int32Array(this.#firstWord + this.#table.size).fill(OOV_ID);
    idOf[PADDING_ID] = PADDING_ID;
    const { bigrams } = this.#options;
    for (let pair = 0; bigrams !== null && pair < bigrams.buckets; pair += 1)
      idOf[FIRST_PAIR + pair] = bigrams.firstId + pair;
    for (const [rank, number] of numbers.entries()) idOf[this.#firstWord + number] = SPECIAL_ROWS + rank;
    const ids = bigrams === null ? SPECIAL_ROWS + numbers.length : bigrams.firstId + bigrams.buckets;
    const limits = { ids, positions: this.#positions, bytes: this.#options.mostBytes ?? MOST_BYTES };
    // One at a time, so that numbers and ids are never all there together.
    for (const [index, part] of this.#parts.entries()) this.#parts[index] = withIds(part, idOf, limits);
    return {
      vocabulary: vocabularyOf(this.#table, numbers),
      select: (rows) => selectRows(this.#parts, rows, limits),
    };
  }
}

export interface FinishedTexts {
  /** Words by id: padding, <OOV>, then words by falling frequency. */
  readonly vocabulary: readonly string[];
  /** The texts at these rows, in that order; rows are numbered as the texts came. @throws DataError on more than can be held */
  select(rows: Int32Array): EncodedTexts;
}

/** What no id and no count is above. */
interface Limits {
  readonly ids: number;
  readonly positions: number;
  /** Nor any list of them. */
  readonly bytes: number;
}

/** Entries that become <OOV> are one entry, where the first of them was; offsets and counts change in place. */
function withIds({ offsets, ids: numbers, counts }: Part, idOf: Int32Array, limits: Limits): Part {
  const ids = numberList(numbers.length, limits.ids);
  let to = 0;
  let from = 0;
  for (let row = 1; row < offsets.length; row += 1) {
    let unknown = -1;
    for (const end = offsets[row]!; from < end; from += 1) {
      const id = idOf[numbers[from]!]!;
      if (id === OOV_ID && unknown !== -1) {
        counts[unknown]! += counts[from]!;
        continue;
      }
      if (id === OOV_ID) unknown = to;
      ids[to] = id;
      counts[to] = counts[from]!;
      to += 1;
    }
    offsets[row] = to;
  }
  return { offsets, ids, counts };
}

function selectRows(parts: readonly Part[], rows: Int32Array, limits: Limits): EncodedTexts {
  const offsets = new Int32Array(rows.length + 1);
  let entries = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const { offsets: ends } = parts[rows[at]! >> PART_BITS]!;
    const row = rows[at]! & (TEXTS_PER_PART - 1);
    entries += ends[row + 1]! - ends[row]!;
    offsets[at + 1] = entries;
  }
  refuseTooMany(entries, rows.length, limits);
  const ids = numberList(offsets[rows.length]!, limits.ids);
  const counts = numberList(ids.length, limits.positions);
  for (let at = 0; at < rows.length; at += 1) {
    const part = parts[rows[at]! >> PART_BITS]!;
    const row = rows[at]! & (TEXTS_PER_PART - 1);
    copyEntries(part, part.offsets[row]!, part.offsets[row + 1]!, { ids, counts }, offsets[at]!);
  }
  return { rows: rows.length, maxLength: limits.positions, offsets, ids, counts };
}

/** @throws DataError on more entries than 32 bits count, or than a list of ids holds */
function refuseTooMany(entries: number, rows: number, { ids, bytes }: Limits): void {
  const most = mostEntries(ids, bytes);
  if (entries <= most) return;
  throw new DataError(
    `${formatCount(rows)} texts have ${formatCount(entries)} words, each counted once a text, and a corpus holds up to ${formatCount(most)}; take fewer rows, or lower maxLength`,
  );
}

function copyEntries(
  part: Part,
  start: number,
  end: number,
  { ids, counts }: Pick<EncodedTexts, "ids" | "counts">,
  at: number,
): void {
  const { ids: fromIds, counts: fromCounts } = part;
  const shift = at - start;
  for (let from = start; from < end; from += 1) {
    ids[from + shift] = fromIds[from]!;
    counts[from + shift] = fromCounts[from]!;
  }
}
