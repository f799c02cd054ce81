const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Counts the physical lines of a text as it streams by: line feeds, or carriage returns where there are no line feeds. */
export class LineCounter {
  #feeds = 0;
  #returns = 0;

  pass(bytes: Buffer): void {
    this.#feeds += count(bytes, LINE_FEED);
    if (this.#feeds === 0) this.#returns += count(bytes, CARRIAGE_RETURN);
  }

  copy(): LineCounter {
    const copy = new LineCounter();
    copy.#feeds = this.#feeds;
    copy.#returns = this.#returns;
    return copy;
  }

  /** 1-based line of what follows. */
  get line(): number {
    return 1 + (this.#feeds > 0 ? this.#feeds : this.#returns);
  }

  /** 1-based line of what follows further bytes, which are not passed yet. */
  lineAt(bytes: Buffer): number {
    const feeds = this.#feeds + count(bytes, LINE_FEED);
    return 1 + (feeds > 0 ? feeds : this.#returns + count(bytes, CARRIAGE_RETURN));
  }
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}
