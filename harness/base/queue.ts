/** Shorter lists are not worth moving. */
const FEWEST_MOVED = 1024;

/**
 * First in, first out. An array that is shifted moves all that is left once it is long: a queue that once grew would take longer and
 * longer for each item.
 */
export class Queue<Item> {
  #items: Item[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  /** The one that would be taken next; undefined if there is none. */
  get first(): Item | undefined {
    return this.#items[this.#first];
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Undefined if there is none. */
  take(): Item | undefined {
    const item = this.first;
    if (this.length > 0) this.#first += 1;
    if (this.#first >= FEWEST_MOVED && this.#first >= this.length) this.#keep(() => true);
    return item;
  }

  remove(item: Item): void {
    this.#keep((one) => one !== item);
  }

  #keep(isKept: (item: Item) => boolean): void {
    this.#items = this.#items.slice(this.#first).filter(isKept);
    this.#first = 0;
  }
}
