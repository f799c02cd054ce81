import { doubled, hashWord } from "./word-spans.ts";

export const NOT_FOUND = -1;

/** Slots per word: at most half are taken, so a search ends after a step or two. */
const SLOTS_PER_WORD = 2;
const FIRST_CAPACITY = 512;
/** Slots that a search looks at; more are taken in a row only where words are made to have equal hashes. */
const MOST_STEPS = 64;

/**
 * Words numbered from 0 in the order of their arrival. A word is looked up as a stretch of a longer text, by its hash
 * and its code units, so that no string is made for it. Words whose slots are taken by others are in a map besides, whose own hash nobody
 * outside of this process knows: texts that are made to collide take a bounded number of steps a word. Numbers do not depend on either.
 */
export class WordTable {
  /** Open addressing: for each slot a word's number + 1, or 0 where it is free, and the word's hash. Slots are a power of two. */
  #slots = new Int32Array(2 * SLOTS_PER_WORD * FIRST_CAPACITY);
  /** Words that no slot was near for. */
  readonly #crowded = new Map<string, number>();
  /** By word number. */
  #hashes = new Int32Array(FIRST_CAPACITY);
  /** By word number: the end of its code units, which begin where the word before ends. */
  #ends = new Int32Array(FIRST_CAPACITY);
  /** The code units of all words, one after the other. */
  #codeUnits = new Uint16Array(8 * FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Number of the word text[start .. end), whose hash the caller knows; NOT_FOUND where it is not in the table. */
  find(text: string, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let at = (2 * firstSlot(hash)) & last;
    for (let step = 0; step < MOST_STEPS; step++) {
      const number = slots[at]! - 1;
      if (number < 0) return NOT_FOUND;
      if (slots[at + 1] === hash && this.#equals(number, text, start, end)) return number;
      at = (at + 2) & last;
    }
    return this.#crowded.get(text.slice(start, end)) ?? NOT_FOUND;
  }

  findOrAdd(text: string, start: number, end: number, hash: number): number {
    const found = this.find(text, start, end, hash);
    return found === NOT_FOUND ? this.#add(text, start, end, hash) : found;
  }

  /** `findOrAdd` for a word that is a string of its own. */
  findOrAddWord(word: string): number {
    return this.findOrAdd(word, 0, word.length, hashWord(word));
  }

  /** The word of a number below `size`. */
  word(number: number): string {
    let word = "";
    for (let at = this.#startOf(number); at < this.#ends[number]!; at++)
      word += String.fromCharCode(this.#codeUnits[at]!);
    return word;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : this.#ends[number - 1]!;
  }

  #equals(number: number, text: string, start: number, end: number): boolean {
    const codeUnits = this.#codeUnits;
    const shift = this.#startOf(number) - start;
    if (this.#ends[number]! !== end + shift) return false;
    for (let at = start; at < end; at++) if (codeUnits[at + shift] !== text.charCodeAt(at)) return false;
    return true;
  }

  #add(text: string, start: number, end: number, hash: number): number {
    const number = this.#size;
    if (number === this.#ends.length) this.#makeRoom();
    const first = this.#startOf(number);
    this.#makeRoomForUnits(first + end - start);
    for (let at = start; at < end; at++) this.#codeUnits[first + at - start] = text.charCodeAt(at);
    this.#ends[number] = first + end - start;
    this.#hashes[number] = hash;
    this.#size += 1;
    this.#takeSlot(number);
    return number;
  }

  #takeSlot(number: number): void {
    const hash = this.#hashes[number]!;
    const last = this.#slots.length - 1;
    let at = (2 * firstSlot(hash)) & last;
    for (let step = 0; step < MOST_STEPS; step++) {
      if (this.#slots[at] === 0) {
        this.#slots[at] = number + 1;
        this.#slots[at + 1] = hash;
        return;
      }
      at = (at + 2) & last;
    }
    this.#crowded.set(this.word(number), number);
  }

  #makeRoom(): void {
    this.#ends = doubled(this.#ends);
    this.#hashes = doubled(this.#hashes);
    this.#slots = new Int32Array(2 * SLOTS_PER_WORD * this.#ends.length);
    this.#crowded.clear();
    for (let number = 0; number < this.#size; number++) this.#takeSlot(number);
  }

  #makeRoomForUnits(needed: number): void {
    if (needed <= this.#codeUnits.length) return;
    const larger = new Uint16Array(Math.max(needed, 2 * this.#codeUnits.length));
    larger.set(this.#codeUnits);
    this.#codeUnits = larger;
  }
}

/** FNV-1a mixes its high bits best: fold them into the low ones, which choose the slot. */
function firstSlot(hash: number): number {
  return hash ^ (hash >>> 15);
}
