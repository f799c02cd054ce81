import type { VectorsOfWords } from "../../harness/contract/word-vectors.ts";

/**
 * Collects the vectors of some words while a file goes by. Words of a vocabulary are usually in lower case where those of a file need not
 * be: one that the file does not spell alike gets the vector of the first that is equal in lower case.
 */
export class WantedWords {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #values: Float32Array;
  /** By word: how it was found. */
  readonly #found: Uint8Array;
  readonly #width: number;

  constructor(words: readonly string[], width: number) {
    this.#ids = new Map(words.map((word, id) => [word, id]));
    this.#width = width;
    this.#values = new Float32Array(words.length * width);
    this.#found = new Uint8Array(words.length);
  }

  /**
   * Keeps the vector if its word is wanted and has none that is as good: the first one of a word counts.
   * @param numbers called for words that are kept alone
   */
  offer(word: string, numbers: () => ArrayLike<number>): void {
    const exact = this.#ids.get(word);
    const id = exact ?? this.#ids.get(word.toLowerCase());
    if (id !== undefined) this.#keep(id, exact === undefined ? OTHER_CASE : EXACT, numbers);
  }

  #keep(id: number, how: number, numbers: () => ArrayLike<number>): void {
    if (this.#found[id]! >= how) return;
    this.#values.set(numbers(), id * this.#width);
    this.#found[id] = how;
  }

  vectors(): VectorsOfWords {
    return { width: this.#width, values: this.#values, found: this.#found.map((how) => (how === 0 ? 0 : 1)) };
  }
}

const OTHER_CASE = 1;
const EXACT = 2;
