import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { DataError } from "../../harness/base/errors.ts";

/** A file and the name that the user gave it, which messages use. */
export interface NamedFile {
  readonly path: string;
  readonly shownAs: string;
}

/** Formats that are no text, by the bytes (latin1) that they begin with, and what to do about them. */
const NO_TEXT: readonly (readonly [string, (name: string) => string])[] = [
  ["PAR1", (name) => `a Parquet file; write parquet:${name}`],
  ["PK\x03\x04", () => "a ZIP archive or a spreadsheet; unpack it, or save the sheet as CSV"],
  ["\xd0\xcf\x11\xe0", () => "a spreadsheet; save the sheet as CSV"],
  ["\x28\xb5\x2f\xfd", (name) => `compressed by zstd; unpack it first: zstd -d ${name}`],
  ["BZh", (name) => `compressed by bzip2; unpack it first: bunzip2 -k ${name}`],
  ["\xfd7zXZ", (name) => `compressed by xz; unpack it first: unxz -k ${name}`],
];
const GZIP = "\x1f\x8b";
const LONGEST_MAGIC = 6;

export async function isGzip({ path }: NamedFile): Promise<boolean> {
  return (await firstBytes(path)).startsWith(GZIP);
}

/**
 * Streams a file, unpacked if it is compressed by gzip, whatever its name.
 * @throws DataError on a file that is no text, or that cannot be unpacked
 */
export async function* unpackedBytes(file: NamedFile): AsyncGenerator<Buffer> {
  const head = await firstBytes(file.path);
  const [, explain] = NO_TEXT.find(([magic]) => head.startsWith(magic)) ?? [];
  if (explain !== undefined) throw new DataError(`${file.shownAs}: this is ${explain(file.shownAs)}`);
  if (!head.startsWith(GZIP)) {
    yield* createReadStream(file.path) as AsyncIterable<Buffer>;
    return;
  }
  try {
    // Iterating reports every error of the pipeline, so its callback has nothing left to do.
    yield* pipeline(createReadStream(file.path), createGunzip(), () => {}) as AsyncIterable<Buffer>;
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new DataError(
      `${file.shownAs}: cannot be unpacked by gzip: ${cause.message}; is the file complete? Download or compress it again`,
      { cause },
    );
  }
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && ((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_");
}

/** As latin1. */
async function firstBytes(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_MAGIC), 0, LONGEST_MAGIC, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
