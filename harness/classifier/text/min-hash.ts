import { randomStream } from "../../base/random/mt19937.ts";
import { createMemory, instantiate, type Memory, PAGE_BYTES } from "../../base/web-assembly/module.ts";
import { MIN_HASH_WASM } from "./wasm/min-hash-wasm.ts";
import type { WordSpans } from "./word-spans.ts";

/** Two texts are nearly alike from this estimated Jaccard similarity on. */
const NEAR = 0.8;

const HASHES = 128;
/** 16 bands of 8 hashes: of pairs with a similarity of .85, 99 % share a band, of those with .5, 6 %. */
const BANDS = 16;
const UNITS = HASHES / 4;
const UNITS_PER_BAND = UNITS / BANDS;
/** One of 256 unequal hashes agrees in the byte that is kept of it. */
const BY_CHANCE = 1 / 256;
const FEWEST_EQUAL = Math.ceil(HASHES * (NEAR + (1 - NEAR) * BY_CHANCE));
/** Candidates that one text is compared with in one band; only a text with more near ones than this can miss its own. */
const MOST_CANDIDATES = 64;
const SEED = 42;
/** Bytes of the module's memory before the signatures: factors and offsets. */
const SIGNATURES_AT = (4 + 4) * HASHES;
/** The memory grows by so many bytes at least. */
const GROWTH_BYTES = 2 ** 22;

/** What min-hash.as.ts exports; addresses are in bytes. */
interface MinHashExports {
  sign(signature: number, features: number, count: number): void;
}

/**
 * Many texts as MinHash signatures of 128 bytes each: the share of equal bytes of two texts estimates the Jaccard
 * similarity of their features, with a standard error of .035 at .8. Features are a text's words and its pairs of
 * adjacent words. Words alone would call long texts alike that only share the frequent words of a language; longer runs
 * alone would miss a short text in which one word was changed. From 15 words on one changed word leaves .8 or more
 * (26 of 32 features), and from 5 words on one more word does (9 of 11).
 * @see Broder 1997, "On the Resemblance and Containment of Documents"; Li and König 2010, doi:10.1145/1772690.1772759,
 *   for keeping only some bits of each hash
 */
export class TextSignatures {
  /** The functions, and then HASHES bytes of each text, one text after the other. Growing moves nothing. */
  readonly #memory: Memory;
  readonly #sign: MinHashExports["sign"];
  /** All of the memory. */
  #numbers: Int32Array;
  readonly #isEmpty: boolean[] = [];

  constructor() {
    this.#memory = createMemory(GROWTH_BYTES);
    this.#sign = instantiate<MinHashExports>(MIN_HASH_WASM, this.#memory).sign;
    this.#numbers = new Int32Array(this.#memory.buffer);
    const random = randomStream(SEED, "min-hash");
    for (let index = 0; index < HASHES; index += 1) this.#numbers[index] = random.nextUint32() | 1;
    for (let index = HASHES; index < 2 * HASHES; index += 1) this.#numbers[index] = random.nextUint32();
  }

  /** Takes in the words of the next text; its number is how many came before. */
  add({ count, hashes }: Pick<WordSpans, "count" | "hashes">): void {
    const signature = SIGNATURES_AT + this.#isEmpty.length * HASHES;
    // The features stand where the next text's signature will.
    const features = signature + HASHES;
    this.#makeRoom(features + 8 * count);
    const numbers = this.#numbers;
    const first = features / 4;
    let at = first;
    let before = 0;
    for (let word = 0; word < count; word += 1) {
      const hash = mixed(hashes[word]!);
      numbers[at++] = hash;
      if (word > 0) numbers[at++] = mixed(Math.imul(before, 0x9e3779b1) + hash);
      before = hash;
    }
    this.#sign(signature, features, at - first);
    this.#isEmpty.push(count === 0);
  }

  #makeRoom(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    this.#memory.grow(Math.ceil(Math.max(missing, GROWTH_BYTES) / PAGE_BYTES));
    this.#numbers = new Int32Array(this.#memory.buffer);
  }

  /**
   * Which of `texts` nearly agree with one of `others`, by position; a text without words with none. A text is compared
   * with those that agree with it in one of 16 bands of its signature, and with at most 64 of them in each band, so that
   * the time grows with the number of texts and not with that of pairs.
   */
  nearTo(texts: Int32Array, others: Int32Array): Uint8Array {
    const isNear = new Uint8Array(texts.length);
    const worded = others.filter((other) => !this.#isEmpty[other]);
    for (let band = 0; band < BANDS; band += 1) {
      const table = new BandTable(worded, this.#numbers, SIGNATURES_AT / 4 + band * UNITS_PER_BAND);
      for (let position = 0; position < texts.length; position += 1) {
        const text = texts[position]!;
        if (isNear[position] === 1 || this.#isEmpty[text]) continue;
        if (table.some(text, (other) => this.#agree(text, other))) isNear[position] = 1;
      }
    }
    return isNear;
  }

  #agree(one: number, other: number): boolean {
    const numbers = this.#numbers;
    const ofOne = SIGNATURES_AT / 4 + one * UNITS;
    const ofOther = SIGNATURES_AT / 4 + other * UNITS;
    let equal = 0;
    for (let unit = 0; unit < UNITS; unit += 1) equal += zeroBytes(numbers[ofOne + unit]! ^ numbers[ofOther + unit]!);
    return equal >= FEWEST_EQUAL;
  }
}

/** Texts by their hash in one band, in chains. */
class BandTable {
  readonly #texts: Int32Array;
  /** Signatures, UNITS for each text. */
  readonly #numbers: Int32Array;
  /** Of the band's first unit in the first signature. */
  readonly #start: number;
  /** By slot: position + 1 of the first text, 0 where there is none. Its length is a power of two. */
  readonly #first: Int32Array;
  /** By position: position + 1 of the next text in the same slot. */
  readonly #next: Int32Array;

  constructor(texts: Int32Array, numbers: Int32Array, start: number) {
    this.#texts = texts;
    this.#numbers = numbers;
    this.#start = start;
    this.#first = new Int32Array(2 ** Math.ceil(Math.log2(2 * texts.length + 2)));
    this.#next = new Int32Array(texts.length);
    for (let position = 0; position < texts.length; position += 1) {
      const slot = this.#slotOf(texts[position]!);
      this.#next[position] = this.#first[slot]!;
      this.#first[slot] = position + 1;
    }
  }

  /** Whether one of the first MOST_CANDIDATES texts in the slot of `text` passes. */
  some(text: number, passes: (other: number) => boolean): boolean {
    let at = this.#first[this.#slotOf(text)]!;
    for (let seen = 0; at !== 0 && seen < MOST_CANDIDATES; seen += 1) {
      if (passes(this.#texts[at - 1]!)) return true;
      at = this.#next[at - 1]!;
    }
    return false;
  }

  #slotOf(text: number): number {
    const at = this.#start + text * UNITS;
    const hash = mixed(Math.imul(this.#numbers[at]!, 0x9e3779b1) ^ this.#numbers[at + 1]!);
    return hash & (this.#first.length - 1);
  }
}

/** Spreads a hash over all of its 32 bits: the finalizer of MurmurHash3. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** How many of the four bytes are 0. */
function zeroBytes(bytes: number): number {
  const nonZero = (((bytes & 0x7f7f7f7f) + 0x7f7f7f7f) | bytes) & 0x80808080;
  return 4 - (Math.imul(nonZero >>> 7, 0x01010101) >>> 24);
}
