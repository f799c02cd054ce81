import { createReadStream } from "node:fs";
import { type LinesFile, openedLines } from "../base/at-rest/stored.io.ts";
import { NEWLINE } from "../base/line-splitter.ts";
import { type BrokenLine, LineScanner, type ScannedLine, type WholeLine } from "./scan-lines.ts";

/** Bytes of a file that are read at once. */
const CHUNK_BYTES = 2 ** 20;

/** Where a reading of a file begins. */
export interface LinesStart {
  /** Of the first line that is read. */
  readonly byte: number;
  /** Has read the lines before it. */
  readonly scanner: LineScanner;
}

export interface ScannedFile {
  /** Number of broken lines, and what is wrong with the first one; null without any. */
  readonly broken: number;
  readonly first: BrokenLine | null;
  /** Whether something follows the last newline. */
  readonly isTorn: boolean;
  /** Where the next line begins, once it is appended; null where something follows the last newline. */
  readonly next: LinesStart | null;
}

function startOf({ path }: LinesFile): LinesStart {
  return { byte: 0, scanner: new LineScanner(path) };
}

/** Reads the lines of a file one by one. @param take may keep a line, but not its bytes */
export async function scanFile(
  file: LinesFile,
  take: (scanned: ScannedLine) => void,
  start = startOf(file),
): Promise<ScannedFile> {
  let broken = 0;
  let first: BrokenLine | null = null;
  let isTorn = false;
  let { byte } = start;
  for await (const { lines, last, readBytes } of scannedParts(file, start)) {
    for (const scanned of lines) {
      if (!("line" in scanned)) {
        broken += 1;
        first ??= { ...scanned, bytes: new Uint8Array(0) };
      }
      take(scanned);
    }
    if (last) take(last);
    isTorn ||= last !== undefined;
    byte += readBytes;
  }
  return { broken, first, isTorn, next: isTorn ? null : { byte, scanner: start.scanner } };
}

interface ScannedPart {
  /** With bytes as they stand in the file; only there until the next part. */
  readonly lines: Iterable<ScannedLine>;
  /** What follows the last newline of the file, as `LineScanner.end` says. */
  readonly last?: WholeLine | null | undefined;
  /** Of the file. */
  readonly readBytes: number;
}

export function scannedParts(file: LinesFile, start = startOf(file)): AsyncGenerator<ScannedPart> {
  return file.isEncrypted ? scannedEncrypted(file, start) : scannedInClear(file, start);
}

async function* scannedInClear({ path }: LinesFile, { byte, scanner }: LinesStart): AsyncGenerator<ScannedPart> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, start: byte })) {
    const bytes = chunk as Uint8Array;
    yield { lines: scanner.take(bytes), readBytes: bytes.length };
  }
  yield { lines: [], last: scanner.end(), readBytes: 0 };
}

async function* scannedEncrypted({ path }: LinesFile, { byte, scanner }: LinesStart): AsyncGenerator<ScannedPart> {
  let torn: Uint8Array | null = null;
  for await (const { bytes, isEnded, opened } of openedLines(path, byte)) {
    const readBytes = ended(bytes).length;
    if (!isEnded) torn = bytes;
    if ("problem" in opened) {
      if (isEnded) yield { lines: [scanner.closed(opened.problem, bytes)], readBytes };
    } else {
      const text = isEnded ? ended(opened) : opened;
      yield { lines: [...scanner.take(text)].map((scanned) => ({ ...scanned, bytes })), readBytes };
    }
  }
  const last = scanner.end();
  if (torn === null) return;
  yield { lines: [], last: last ? { ...last, bytes: torn } : null, readBytes: 0 };
}

/** A line with its end. */
export function ended(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Uint8Array.of(NEWLINE)]);
}
