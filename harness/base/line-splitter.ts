export const NEWLINE = 0x0a;

/** Takes bytes apart at newlines, from chunks of them. */
export class LineSplitter {
  /** What came since the last newline. */
  #begun: Uint8Array[] = [];

  /** The lines that end in the next chunk, each without its end; may be parts of the chunk, and are only there until the next one. */
  *take(chunk: Uint8Array): Generator<Uint8Array> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield this.#ended(chunk.subarray(start, end));
      start = end + 1;
    }
    // A copy: whoever reads may fill the same memory again.
    if (start < chunk.length) this.#begun.push(new Uint8Array(chunk.subarray(start)));
  }

  /** What follows the last newline; empty where nothing does. */
  end(): Uint8Array {
    return this.#ended(new Uint8Array(0));
  }

  #ended(last: Uint8Array): Uint8Array {
    if (this.#begun.length === 0) return last;
    const whole = Buffer.concat([...this.#begun, last]);
    this.#begun = [];
    return whole;
  }
}
