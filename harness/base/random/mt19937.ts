import { canonicalJson, sha256Hex } from "../canonical-json.ts";

/** A seeded source of random numbers: the same seed gives the same numbers on every machine. */
export interface RandomStream {
  /** Integer in [0, 2^32). */
  nextUint32(): number;
  /** Uniform in [0, 1), 53 random bits. */
  nextFloat64(): number;
  /** Integer in [0, max], all equally likely; max is below 2^32. */
  nextIntBelowOrEqual(max: number): number;
  /** The numbers 0 .. n - 1 in random order. */
  permutation(n: number): Int32Array;
}

const STATE_WORDS = 624;
const SHIFT_WORDS = 397;
const TWIST = 0x9908b0df;
/** The seed from which init_by_array starts. */
const ARRAY_BASE_SEED = 19650218;

/**
 * The Mersenne Twister as in NumPy's legacy RandomState, so that scikit-learn's splits can be reproduced bit for bit.
 * @see Matsumoto and Nishimura 1998, doi:10.1145/272991.272995
 */
export class Mt19937 implements RandomStream {
  readonly #state: Uint32Array;
  #used = STATE_WORDS;

  private constructor(state: Uint32Array) {
    this.#state = state;
  }

  /**
   * Equals numpy.random.RandomState(seed).
   * @param seed integer in [0, 2^32)
   * @throws RangeError on any other seed, as in NumPy
   */
  static fromSeed(seed: number): Mt19937 {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new RangeError(`a seed must be an integer from 0 to ${2 ** 32 - 1}, got ${seed}`);
    }
    return new Mt19937(spreadSeed(seed));
  }

  /** The authors' init_by_array: a key of any length, each word in [0, 2^32). */
  static fromKey(key: Uint32Array): Mt19937 {
    if (key.length === 0) throw new RangeError("a key needs at least one word");
    const state = spreadSeed(ARRAY_BASE_SEED);
    let at = 1;
    const advance = () => {
      at += 1;
      if (at < STATE_WORDS) return;
      state[0] = state[STATE_WORDS - 1]!;
      at = 1;
    };
    for (let round = 0; round < Math.max(STATE_WORDS, key.length); round++) {
      const keyAt = round % key.length;
      state[at] = (state[at]! ^ Math.imul(folded(state[at - 1]!), 1664525)) + key[keyAt]! + keyAt;
      advance();
    }
    for (let round = 1; round < STATE_WORDS; round++) {
      state[at] = (state[at]! ^ Math.imul(folded(state[at - 1]!), 1566083941)) - at;
      advance();
    }
    state[0] = 0x80000000;
    return new Mt19937(state);
  }

  nextUint32(): number {
    if (this.#used === STATE_WORDS) this.#twist();
    let word = this.#state[this.#used]!;
    this.#used += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  nextFloat64(): number {
    const high27 = this.nextUint32() >>> 5;
    const low26 = this.nextUint32() >>> 6;
    return (high27 * 2 ** 26 + low26) / 2 ** 53;
  }

  /** NumPy's legacy rejection sampling: draws with the smallest mask that covers max until the result is not above max. */
  nextIntBelowOrEqual(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const drawn = (this.nextUint32() & mask) >>> 0;
      if (drawn <= max) return drawn;
    }
  }

  /** Equals numpy.random.RandomState.permutation(n). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, index) => index);
    for (let last = n - 1; last > 0; last--) {
      const chosen = this.nextIntBelowOrEqual(last);
      const moved = order[last]!;
      order[last] = order[chosen]!;
      order[chosen] = moved;
    }
    return order;
  }

  #twist(): void {
    const state = this.#state;
    for (let at = 0; at < STATE_WORDS; at++) {
      const mixed = (state[at]! & 0x80000000) | (state[(at + 1) % STATE_WORDS]! & 0x7fffffff);
      state[at] = state[(at + SHIFT_WORDS) % STATE_WORDS]! ^ (mixed >>> 1) ^ (mixed & 1 ? TWIST : 0);
    }
    this.#used = 0;
  }
}

/**
 * A generator for one purpose: streams with different seeds or paths are independent, so drawing more numbers for one
 * purpose does not change any other.
 * @param seed integer in [0, 2^53)
 * @param path names the purpose, e.g. "shuffle", 3
 */
export function randomStream(seed: number, ...path: (number | string)[]): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`a seed must be a non-negative integer, got ${seed}`);
  }
  const purpose = sha256Hex(canonicalJson(path)).match(/.{8}/g)!;
  return Mt19937.fromKey(Uint32Array.of(seed % 2 ** 32, seed / 2 ** 32, ...purpose.map((word) => Number(`0x${word}`))));
}

/** The authors' init_genrand. */
function spreadSeed(seed: number): Uint32Array {
  const state = new Uint32Array(STATE_WORDS);
  state[0] = seed;
  for (let at = 1; at < STATE_WORDS; at++) state[at] = Math.imul(folded(state[at - 1]!), 1812433253) + at;
  return state;
}

function folded(word: number): number {
  return word ^ (word >>> 30);
}
