import { PADDING_ID } from "../../contract/index.ts";
import { doubled } from "./word-spans.ts";

/** Collects each text's distinct ids with their counts, for one text after the other. */
export class DistinctIds {
  #ids = new Int32Array(256);
  #counts = new Int32Array(256);
  #length = 0;
  #textStart = 0;
  /** Positions that the current text's words and pairs fill. */
  #taken = 0;
  /**
   * By id: the entry that may hold it. A left-over of an earlier text is recognized by #ids, which has another id at
   * that entry, or by an entry outside the current text; so nothing has to be cleared between texts.
   * @see Briggs and Torczon 1993, doi:10.1145/176454.176484
   */
  #entryOf: Int32Array;

  /** @param idLimit all ids are below it */
  constructor(idLimit: number) {
    this.#entryOf = new Int32Array(idLimit);
  }

  /** Makes room for ids up to a larger limit. */
  extend(idLimit: number): void {
    if (idLimit <= this.#entryOf.length) return;
    const larger = new Int32Array(Math.max(idLimit, 2 * this.#entryOf.length));
    larger.set(this.#entryOf);
    this.#entryOf = larger;
  }

  /** Entries of all texts since the last `take`. */
  get length(): number {
    return this.#length;
  }

  startText(): void {
    this.#textStart = this.#length;
    this.#taken = 0;
  }

  /** Padding fills the text up to this many positions and comes last, wherever it was added before. */
  endText(positions: number): void {
    const padding = positions - this.#taken;
    if (padding > 0) this.#append(PADDING_ID, padding);
  }

  add(id: number, count: number): void {
    if (id === PADDING_ID) return;
    this.#taken += count;
    const entry = this.#entryOf[id]!;
    if (entry >= this.#textStart && entry < this.#length && this.#ids[entry] === id) {
      this.#counts[entry] = this.#counts[entry]! + count;
      return;
    }
    this.#append(id, count);
  }

  #append(id: number, count: number): void {
    if (this.#length === this.#ids.length) {
      this.#ids = doubled(this.#ids);
      this.#counts = doubled(this.#counts);
    }
    this.#entryOf[id] = this.#length;
    this.#ids[this.#length] = id;
    this.#counts[this.#length] = count;
    this.#length += 1;
  }

  /** Copies of all entries; the next text begins at entry 0. */
  take(): { readonly ids: Int32Array; readonly counts: Int32Array } {
    const { ids, counts } = this.entries();
    const taken = { ids: ids.slice(), counts: counts.slice() };
    this.clear();
    return taken;
  }

  /** All entries, in memory that the next text after a `clear` writes over. */
  entries(): { readonly ids: Int32Array; readonly counts: Int32Array } {
    return { ids: this.#ids.subarray(0, this.#length), counts: this.#counts.subarray(0, this.#length) };
  }

  /** Forgets all entries. */
  clear(): void {
    this.#length = 0;
    this.#textStart = 0;
  }
}
