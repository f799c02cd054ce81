import { KERAS_FILTERS } from "./texts.ts";

/** What parts words in any language: white space and punctuation. */
const PARTS_WORDS = /^[\p{White_Space}\p{Punctuation}]$/u;
const SPACE = 0x20;
const UPPER_21_BITS = 2 ** 21 - 1;

/**
 * Makes keys that are equal for texts that differ only in case, punctuation and white space: a text is lower-cased, each
 * run of characters that Keras' Tokenizer filters, of Unicode's punctuation and of white space counts as one space, and
 * none at its ends. A key is a hash of 53 bits, so that a million texts need no more than their keys in memory; two
 * different texts among them share one with a probability below 1 in 10,000.
 */
export function createTextKeys(): (text: string) => number {
  const isSpace = Uint8Array.from({ length: 2 ** 16 }, (_, unit) =>
    PARTS_WORDS.test(String.fromCharCode(unit)) ? 1 : 0,
  );
  for (const filter of KERAS_FILTERS) isSpace[filter.charCodeAt(0)] = 1;
  return (text) => {
    const lowered = text.toLowerCase();
    const hash = new Hash53();
    let isAtStart = true;
    let isBehindSpace = false;
    for (let at = 0; at < lowered.length; at += 1) {
      const unit = lowered.charCodeAt(at);
      if (isSpace[unit] === 1) {
        isBehindSpace = true;
        continue;
      }
      if (isBehindSpace && !isAtStart) hash.add(SPACE);
      hash.add(unit);
      isAtStart = false;
      isBehindSpace = false;
    }
    return hash.value();
  };
}

/** Two multiplicative hashes of 32 bits each over code units, mixed at the end: cyrb53 of bryc, in the public domain. */
class Hash53 {
  #one = 0xdeadbeef | 0;
  #other = 0x41c6ce57 | 0;

  add(unit: number): void {
    this.#one = Math.imul(this.#one ^ unit, 2_654_435_761);
    this.#other = Math.imul(this.#other ^ unit, 1_597_334_677);
  }

  /** A whole number below 2^53. */
  value(): number {
    const low = mixed(this.#one) ^ lastMixed(this.#other);
    const high = mixed(this.#other) ^ lastMixed(low);
    return 2 ** 32 * (UPPER_21_BITS & high) + (low >>> 0);
  }
}

function mixed(half: number): number {
  return Math.imul(half ^ (half >>> 16), 2_246_822_507);
}

function lastMixed(half: number): number {
  return Math.imul(half ^ (half >>> 13), 3_266_489_909);
}
