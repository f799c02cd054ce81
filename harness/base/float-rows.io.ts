/** Rows of float32 that may be more than memory holds: read one at a time, wherever they are. */
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { writesEncrypted } from "./at-rest/keys.ts";
import { findStored, readStored } from "./at-rest/stored.io.ts";
import type { MovedFile } from "./folders.io.ts";
import { joined } from "./joined.ts";

/** Of rows that stay in memory: more are in a file. */
const MOST_BYTES = 2 ** 26;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface FloatRows {
  readonly count: number;
  /** Copies a row. @param at where it begins then @throws RangeError on a row that is not there */
  read(row: number, into: Float32Array, at: number): void;
  /** Nothing is read afterwards. */
  close(): void;
}

/** @param values [rows, width] */
export function rowsInMemory(values: Float32Array, width: number): FloatRows {
  const count = values.length / width;
  return {
    count,
    read: (row, into, at) => {
      refuseUnknown(row, count);
      into.set(values.subarray(row * width, (row + 1) * width), at);
    },
    close: () => undefined,
  };
}

/**
 * Rows of a file of an artifact. What is encrypted is read as a whole: no part of it can be opened by itself.
 * @param mostBytes of a file that is read into memory
 */
export async function openRows(path: string, width: number, mostBytes = MOST_BYTES): Promise<FloatRows> {
  if ((await findStored(path)) === path) {
    const { size } = await stat(path);
    if (size > mostBytes) return rowsInFile(openSync(path, "r"), size / (width * FLOAT_BYTES), width);
  }
  // A buffer of its own begins where any list of numbers can.
  const { buffer, byteOffset, byteLength } = await readStored(path);
  return rowsInMemory(new Float32Array(buffer, byteOffset, byteLength / FLOAT_BYTES), width);
}

function rowsInFile(file: number, count: number, width: number): FloatRows {
  let isOpen = true;
  return {
    count,
    read: (row, into, at) => {
      refuseUnknown(row, count);
      const bytes = new Uint8Array(into.buffer, into.byteOffset + at * FLOAT_BYTES, width * FLOAT_BYTES);
      for (let done = 0; done < bytes.length; ) {
        const read = readSync(file, bytes, done, bytes.length - done, row * bytes.length + done);
        if (read === 0) throw new RangeError(`row ${row} of ${count} was cut short while it was in use`);
        done += read;
      }
    },
    close: () => {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

function refuseUnknown(row: number, count: number): void {
  if (!(row >= 0 && row < count)) throw new RangeError(`there are ${count} rows, not one of number ${row}`);
}

/** Rows that were collected. */
export interface CollectedRows {
  readonly rows: FloatRows;
  /** All of them, for `writeFolder`, once the rows are closed. */
  readonly content: Uint8Array | MovedFile;
}

/** Takes rows part by part: into memory, and where they become many, into a file. */
export class RowsCollector {
  readonly #path: string;
  readonly #width: number;
  readonly #mostBytes: number;
  #parts: Float32Array[] = [];
  #values = 0;
  #file: number | null = null;
  /** Of the file, once all are there: they close it. */
  #rows: FloatRows | null = null;

  /** @param path of the file, which is written only if it is needed @param mostBytes that stay in memory */
  constructor(path: string, width: number, mostBytes = MOST_BYTES) {
    this.#path = path;
    this.#width = width;
    // Nothing in clear touches a disk where files are encrypted.
    this.#mostBytes = writesEncrypted() ? Number.POSITIVE_INFINITY : mostBytes;
  }

  /** @param part whole rows, kept as they are */
  add(part: Float32Array): void {
    this.#values += part.length;
    this.#parts.push(part);
    if (this.#file === null && this.#values * FLOAT_BYTES <= this.#mostBytes) return;
    this.#file ??= openSync(this.#path, "w+");
    for (const one of this.#parts) writeAll(this.#file, one);
    this.#parts = [];
  }

  /** Nothing is added afterwards. */
  end(): CollectedRows {
    if (this.#file === null) {
      const values = joined(Float32Array, this.#parts);
      return { rows: rowsInMemory(values, this.#width), content: new Uint8Array(values.buffer) };
    }
    fsyncSync(this.#file);
    this.#rows = rowsInFile(this.#file, this.#values / this.#width, this.#width);
    return { rows: this.#rows, content: { path: this.#path } };
  }

  /** Closes the rows, and removes the file if it was not moved. */
  async discard(): Promise<void> {
    if (this.#file === null) return;
    if (this.#rows === null) closeSync(this.#file);
    this.#rows?.close();
    await rm(this.#path, { force: true });
  }
}

function writeAll(file: number, { buffer, byteOffset, byteLength }: Float32Array): void {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}
