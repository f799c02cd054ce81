import { isUtf8 } from "node:buffer";

/** What bytes above 127 say about a file that should be UTF-8. */
export interface HighBytes {
  /** Characters of two bytes or more that are as UTF-8 wants them. */
  characters: number;
  /** Bytes that are not UTF-8. */
  broken: number;
  /** Those of them that stand between two ASCII characters, as accented letters do in an encoding of one byte each. */
  alone: number;
  /** Those of them that Windows-1252 does not define. */
  undefined1252: number;
}

const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * Walks bytes that end with a whole character.
 * @param onPlace receives the offset of each run of bytes that are not UTF-8
 */
export function walkUtf8(bytes: Buffer, counts: HighBytes, onPlace: (at: number) => void): void {
  let at = 0;
  let lastBroken = -2;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const end = at + characterBytes(byte);
    if (isUtf8(bytes.subarray(at, end))) {
      counts.characters += 1;
      at = end;
      continue;
    }
    if (at !== lastBroken + 1) onPlace(at);
    counts.broken += 1;
    if ((bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80) counts.alone += 1;
    if (UNDEFINED_1252.has(byte)) counts.undefined1252 += 1;
    lastBroken = at;
    at += 1;
  }
}

/** Characters of two bytes or more in UTF-8. */
export function charactersIn(utf8: Buffer): number {
  let characters = 0;
  for (let at = 0; at < utf8.length; at += 1) if (utf8[at]! >= 0xc0) characters += 1;
  return characters;
}

/** Length of the incomplete character at the end: 0 to 3 bytes. */
export function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return characterBytes(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Length of the UTF-8 character that starts with a byte. */
function characterBytes(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}
