import { createReadStream, type Stats } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { DataError } from "../../harness/base/errors.ts";

/** A file and the name that the user gave it, which messages use. */
export interface NamedFile {
  readonly path: string;
  readonly shownAs: string;
}

/** A file and its stats when it was opened. */
export interface OpenedFile extends NamedFile {
  readonly stats: Stats;
}

/** Files that are no rows of text, by the bytes (latin1) that they begin with, and what to do about them. */
const NO_TEXT: readonly (readonly [string, (name: string) => string])[] = [
  ["PAR1", (name) => `a Parquet file; write parquet:${name}`],
  ["PK\x03\x04", () => "a ZIP archive or a spreadsheet; unpack it, or save the sheet as CSV"],
  ["\xd0\xcf\x11\xe0", () => "a spreadsheet; save the sheet as CSV"],
  ["\x28\xb5\x2f\xfd", (name) => `compressed by zstd; unpack it first: zstd -d ${name}`],
  ["BZh", (name) => `compressed by bzip2; unpack it first: bunzip2 -k ${name}`],
  ["\xfd7zXZ", (name) => `compressed by xz; unpack it first: unxz -k ${name}`],
  ["\x04\x22\x4d\x18", (name) => `compressed by LZ4; unpack it first: lz4 -dk ${name}`],
  ["\x1f\x9d", (name) => `compressed by compress; unpack it first: gzip -dk ${name}`],
  ["7z\xbc\xaf", () => "a 7z archive; unpack it"],
  ["Rar!", () => "a RAR archive; unpack it"],
  ["%PDF", () => "a PDF document; save its table as CSV"],
  ["<!DOCTYPE", () => "a web page; download the file that it links to"],
  ["<!doctype", () => "a web page; download the file that it links to"],
  ["<html", () => "a web page; download the file that it links to"],
  ["version https://git-lfs", (name) => `the pointer of a file in Git LFS; fetch it: git lfs pull --include ${name}`],
];
const GZIP = "\x1f\x8b";
const LONGEST_MAGIC = Math.max(...NO_TEXT.map(([magic]) => magic.length));
/** The name of an archive's first file fills up to here; then "ustar" follows. */
const TAR_MAGIC_AT = 257;

export async function isGzip({ path }: NamedFile): Promise<boolean> {
  return isGzipped(await firstBytes(path, GZIP.length));
}

/** @param head the first bytes of a file as latin1 */
export function isGzipped(head: string): boolean {
  return head.startsWith(GZIP);
}

/**
 * Streams a file, unpacked if it is compressed by gzip, whatever its name.
 * @throws DataError on a file that is no text, or that cannot be unpacked
 */
export async function* unpackedBytes(file: NamedFile): AsyncGenerator<Buffer> {
  const isPacked = await isGzip(file);
  const bytes = createReadStream(file.path);
  try {
    // Iterating reports every error of the pipeline, so its callback has nothing left to do.
    const unpacked = isPacked ? pipeline(bytes, createGunzip(), () => {}) : bytes;
    let isFirst = true;
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      if (isFirst) refuseNoText(file, chunk, isPacked);
      isFirst = false;
      yield chunk;
    }
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new DataError(
      `${file.shownAs}: cannot be unpacked by gzip: ${cause.message}; is the file complete? Download or compress it again`,
      { cause },
    );
  }
}

/** @param start of the content, unpacked */
function refuseNoText({ shownAs }: NamedFile, start: Buffer, isPacked: boolean): void {
  const head = start.toString("latin1", 0, TAR_MAGIC_AT + LONGEST_MAGIC);
  const explain =
    NO_TEXT.find(([magic]) => head.startsWith(magic))?.[1](shownAs) ??
    (head.startsWith("ustar", TAR_MAGIC_AT) ? "a tar archive; unpack it" : null) ??
    (isPacked && isGzipped(head) ? `compressed by gzip once more; unpack it first: gunzip -k ${shownAs}` : null);
  if (explain !== null) throw new DataError(`${shownAs}: ${isPacked ? "what it contains" : "this"} is ${explain}`);
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && ((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_");
}

/** As latin1; fewer in a shorter file. */
export async function firstBytes(path: string, count: number): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
