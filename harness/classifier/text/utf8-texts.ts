import { formatCount } from "../../base/counts.ts";
import { DataError } from "../../base/errors.ts";
import { MOST_BYTES } from "./encoded-texts.ts";

/** Texts as one block of UTF-8: a corpus of raw texts takes little more memory than its file. */
export class Utf8Texts {
  #bytes: Uint8Array;
  /** Where each text begins, and where the last one ends. */
  #offsets: Float64Array;
  #count: number;
  readonly #mostBytes: number;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** @param offsets one more than there are texts; both are kept, not copied */
  constructor(
    bytes: Uint8Array = new Uint8Array(65_536),
    offsets: Float64Array = new Float64Array(1),
    mostBytes = MOST_BYTES,
  ) {
    this.#bytes = bytes;
    this.#mostBytes = mostBytes;
    this.#offsets = offsets;
    this.#count = offsets.length - 1;
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes and offsets, without what is kept free; not copied. */
  parts(): { readonly bytes: Uint8Array; readonly offsets: Float64Array } {
    return {
      bytes: this.#bytes.subarray(0, this.#offsets[this.#count]),
      offsets: this.#offsets.subarray(0, this.#count + 1),
    };
  }

  /** @throws DataError on more than can be held */
  add(text: string): void {
    const start = this.#offsets[this.#count]!;
    // UTF-8 has at most three bytes for each unit of UTF-16.
    const needed = start + 3 * text.length;
    if (needed > this.#mostBytes) {
      throw new DataError(
        `the first ${formatCount(this.#count)} texts take ${formatCount(start)} bytes, and a corpus holds up to ${formatCount(this.#mostBytes)}; take fewer rows`,
      );
    }
    if (needed > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.min(2 * needed, this.#mostBytes)));
    }
    if (this.#count + 2 > this.#offsets.length) {
      this.#offsets = grown(this.#offsets, new Float64Array(2 * (this.#count + 2)));
    }
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(start));
    this.#count += 1;
    this.#offsets[this.#count] = start + written;
  }

  /** @throws RangeError on a number that no text has */
  at(number: number): string {
    if (!(number >= 0 && number < this.#count))
      throw new RangeError(`there are ${this.#count} texts, not one of number ${number}`);
    return this.#decoder.decode(this.#bytes.subarray(this.#offsets[number], this.#offsets[number + 1]));
  }
}

function grown<A extends Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
