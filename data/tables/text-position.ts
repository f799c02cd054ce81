const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export interface TextPosition {
  /** 1-based physical line: one more than the line ends before. */
  readonly line: number;
  /** 1-based, in characters (code points). */
  readonly column: number;
}

/** Line and column of a byte. Reads the text again up to there, which only error messages do. */
export async function positionAt(
  utf8: AsyncIterable<Buffer>,
  byteOffset: number,
  lineEnd: "\n" | "\r",
): Promise<TextPosition> {
  const end = lineEnd === "\n" ? LINE_FEED : CARRIAGE_RETURN;
  let line = 1;
  let column = 1;
  let left = byteOffset;
  for await (const chunk of utf8) {
    for (const byte of chunk.subarray(0, left)) {
      if (byte === end) {
        line += 1;
        column = 1;
      } else if (!isContinuation(byte)) {
        column += 1;
      }
    }
    left -= chunk.length;
    if (left <= 0) break;
  }
  return { line, column };
}

/** Bytes 10xxxxxx continue a character. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
