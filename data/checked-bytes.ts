import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { DataError } from "../harness/base/errors.ts";
import { positionAt } from "./text-position.ts";

/** A file and the name that the user gave it, which messages use. */
export interface NamedFile {
  readonly path: string;
  readonly shownAs: string;
}

const NOT_UTF8 = "not UTF-8 from here on; save the file as UTF-8";

/**
 * Reads a text file, checking that it is UTF-8 without NUL bytes.
 * @throws DataError at file:line:column of the first other byte
 */
export async function* checkedBytes(file: NamedFile): AsyncGenerator<Buffer> {
  let chunkStart = 0;
  /** First bytes of a character that the next chunk completes. */
  let partial: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file.path) as AsyncIterable<Buffer>) {
    const nul = chunk.indexOf(0);
    if (nul !== -1)
      await refuse(file, chunkStart + nul, "a NUL byte; is this a text file? Write it as UTF-8 text (not UTF-16)");
    const bytes = partial.length === 0 ? chunk : Buffer.concat([partial, chunk]);
    const whole = bytes.subarray(0, bytes.length - unfinishedBytes(bytes));
    if (!isUtf8(whole)) await refuse(file, chunkStart - partial.length + firstInvalidByte(whole), NOT_UTF8);
    partial = bytes.subarray(whole.length);
    chunkStart += chunk.length;
    yield chunk;
  }
  if (partial.length > 0) await refuse(file, chunkStart - partial.length, NOT_UTF8);
}

async function refuse(file: NamedFile, byteOffset: number, reason: string): Promise<never> {
  const { line, column } = await positionAt(file.path, byteOffset);
  throw new DataError(`${file.shownAs}:${line}:${column}: ${reason}`);
}

/** Length of the incomplete character at the end: 0 to 3 bytes. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return characterBytes(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Length of the UTF-8 character that starts with a byte. */
function characterBytes(first: number): number {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** @param bytes known not to be UTF-8 */
function firstInvalidByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const end = at + characterBytes(bytes[at]!);
    if (!isUtf8(bytes.subarray(at, end))) return at;
    at = end;
  }
  return at;
}
