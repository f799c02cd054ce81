import { createReadStream } from "node:fs";

const LINE_FEED = 10;

export interface TextPosition {
  /** 1-based physical line: one more than the line feeds before. */
  readonly line: number;
  /** 1-based, in characters (code points) of a UTF-8 file. */
  readonly column: number;
}

/** Line and column of a byte. Reads the file again up to there, which only error messages do. */
export async function positionAt(path: string, byteOffset: number): Promise<TextPosition> {
  let line = 1;
  let column = 1;
  if (byteOffset === 0) return { line, column };
  for await (const chunk of createReadStream(path, { end: byteOffset - 1 })) {
    for (const byte of chunk as Buffer) {
      if (byte === LINE_FEED) {
        line += 1;
        column = 1;
      } else if (!isContinuation(byte)) {
        column += 1;
      }
    }
  }
  return { line, column };
}

/** Bytes 10xxxxxx continue a character. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
