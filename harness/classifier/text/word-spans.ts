/** Hash of no characters; fold each UTF-16 code unit of a word into it with `hashUnit`. FNV-1a over code units. */
export const EMPTY_HASH = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

export function hashUnit(hash: number, codeUnit: number): number {
  return Math.imul(hash ^ codeUnit, HASH_PRIME);
}

/** Folds text[start .. end) into the hash of what comes before. */
export function hashUnits(before: number, text: string, start: number, end: number): number {
  let hash = before;
  for (let at = start; at < end; at++) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
}

export function hashWord(word: string): number {
  return hashUnits(EMPTY_HASH, word, 0, word.length);
}

/**
 * Where the words of one text stand: word i is text[starts[i] .. ends[i]) and has hashes[i]. One instance is filled
 * again for every text, so that cutting a text allocates nothing.
 */
export class WordSpans {
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  hashes = new Int32Array(64);

  /** Forgets the words and makes room for so many others. */
  clearFor(words: number): void {
    this.count = 0;
    if (words <= this.starts.length) return;
    this.starts = new Int32Array(2 * words);
    this.ends = new Int32Array(2 * words);
    this.hashes = new Int32Array(2 * words);
  }

  /** Puts a word behind the others; `clearFor` made the room. */
  add(start: number, end: number, hash: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.hashes[this.count] = hash;
    this.count += 1;
  }
}

/** Fills `spans` with the words of a text, which may overlap, and returns the lower-cased text that they point into. */
export type CutText = (text: string, spans: WordSpans) => string;

/** The same numbers with as much room again behind them. */
export function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
