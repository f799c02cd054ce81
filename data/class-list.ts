/** A growing list of small whole numbers, two bytes each. */
export class ClassList {
  #classes = new Uint16Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param value below 65,536 */
  push(value: number): void {
    if (this.#length === this.#classes.length) {
      const larger = new Uint16Array(2 * this.#length);
      larger.set(this.#classes);
      this.#classes = larger;
    }
    this.#classes[this.#length] = value;
    this.#length += 1;
  }

  /** A copy without the room behind. */
  finish(): Uint16Array {
    return this.#classes.slice(0, this.#length);
  }
}
