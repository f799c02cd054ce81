/** Messages on a stream of bytes: each behind its length as a little-endian uint32. */

export const HEADER_BYTES = 4;

export function frameOf(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES + message.length);
  new DataView(frame.buffer).setUint32(0, message.length, true);
  frame.set(message, HEADER_BYTES);
  return frame;
}

/** Puts messages together again from however the stream cuts them. */
export class FrameReader {
  #parts: Uint8Array[] = [];
  #held = 0;
  /** Of a message from now on: a stranger could name any length. */
  mostBytes = Number.POSITIVE_INFINITY;

  /** @returns the messages that end in this chunk, one after the other. @throws RangeError at one that is too long */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    this.#parts.push(chunk);
    this.#held += chunk.length;
    for (let length = this.#nextLength(); length !== null; length = this.#nextLength()) {
      yield this.#take(HEADER_BYTES + length).subarray(HEADER_BYTES);
    }
  }

  /** The length of the message in front; null as long as not all of it is here. */
  #nextLength(): number | null {
    if (this.#held < HEADER_BYTES) return null;
    const first = this.#parts[0]!;
    const head = first.length >= HEADER_BYTES ? first : this.#joined();
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
    if (length > this.mostBytes) {
      throw new RangeError(`a message of at most ${this.mostBytes} bytes was needed, got ${length}`);
    }
    return this.#held < HEADER_BYTES + length ? null : length;
  }

  #take(bytes: number): Uint8Array {
    const all = this.#joined();
    const rest = all.subarray(bytes);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    return all.subarray(0, bytes);
  }

  #joined(): Uint8Array {
    if (this.#parts.length === 1) return this.#parts[0]!;
    const joined = new Uint8Array(this.#held);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    this.#parts = [joined];
    return joined;
  }
}
