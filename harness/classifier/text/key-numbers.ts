const FIRST_CAPACITY = 1024;
/** At most half of the slots are taken. */
const SLOTS_PER_KEY = 2;

/**
 * Numbers keys from 0 in the order of their arrival, in 20 to 40 bytes a key: a Map would take an object for every key that is
 * no small integer.
 */
export class KeyNumbers {
  /** By number. */
  #keys = new Float64Array(FIRST_CAPACITY);
  /** Open addressing: a key's number + 1, or 0 where the slot is free. Its length is a power of two. */
  #slots = new Int32Array(SLOTS_PER_KEY * FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param key a whole number from 0 to 2^53 - 1 whose bits are well mixed, such as a hash */
  numberOf(key: number): number {
    const lastSlot = this.#slots.length - 1;
    for (let slot = key & lastSlot; ; slot = (slot + 1) & lastSlot) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) return this.#add(key, slot);
      if (this.#keys[number] === key) return number;
    }
  }

  #add(key: number, slot: number): number {
    const number = this.#size;
    this.#keys[number] = key;
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (this.#size === this.#keys.length) this.#makeRoom();
    return number;
  }

  #makeRoom(): void {
    const keys = new Float64Array(2 * this.#keys.length);
    keys.set(this.#keys);
    this.#keys = keys;
    this.#slots = new Int32Array(SLOTS_PER_KEY * keys.length);
    const lastSlot = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let slot = keys[number]! & lastSlot;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & lastSlot;
      this.#slots[slot] = number + 1;
    }
  }
}
