/**
 * AssemblyScript that other modules import: cuts texts in UTF-8 into characters and their pairs by the rules of characters.ts.
 */

/** ASCII that parts words, a bit each: Keras' filters and white space. */
const SEPARATORS_LOW: u64 = 0xfc00ff7f00003e00;
const SEPARATORS_HIGH: u64 = 0x78000001f8000001;

const SEPARATOR: u32 = 0;
const LETTER: u32 = 1;
const CHARACTER: u32 = 2;

const FIRST_CHARACTER: u32 = 0x0e00;
const FIRST_ACCENTED: u32 = 0x1e00;
const LAST_ACCENTED: u32 = 0x1fff;

/**
 * Lower-cases the ASCII letters of a text where it stands and writes the first byte and the end of each of its words, pairs
 * among them.
 * @param edges room for two thirds as many words as bytes, eight bytes each, and one more: a character has three bytes at least
 * @returns the number of words
 */
export function cutCharacters(start: usize, end: usize, edges: usize): u32 {
  let edge = edges;
  let before = SEPARATOR;
  /** Of the letters that may go on, or of the character before. */
  let first = start;
  for (let at = start; at < end; ) {
    const from = at;
    const byte = <u32>load<u8>(at);
    let kind = CHARACTER;
    if (byte < 0x80) {
      kind = kindOfAscii(byte);
      store<u8>(at, lowered(byte));
      at += 1;
    } else if (byte < 0xe0) {
      kind = byte == 0xc2 && load<u8>(at, 1) == 0xa0 ? SEPARATOR : LETTER;
      at += 2;
    } else if (byte < 0xf0) {
      // Nearly all characters begin with e4 to e9, where neither spaces nor letters are.
      if (byte < 0xe4 || byte == 0xef) kind = kindOf(pointAt(at));
      at += 3;
    } else {
      at += 4;
    }
    if (before == LETTER && kind != LETTER) edge = put(edge, first, from);
    if (kind == CHARACTER) {
      if (before == CHARACTER) edge = put(edge, first, at);
      edge = put(edge, from, at);
      first = from;
    } else if (before != LETTER) {
      first = from;
    }
    before = kind;
  }
  if (before == LETTER) edge = put(edge, first, end);
  return <u32>((edge - edges) >> 3);
}

function put(edge: usize, start: usize, end: usize): usize {
  store<u32>(edge, <u32>start);
  store<u32>(edge, <u32>end, 4);
  return edge + 8;
}

function kindOfAscii(byte: u32): u32 {
  const separators = byte < 64 ? SEPARATORS_LOW : SEPARATORS_HIGH;
  return ((separators >>> (<u64>byte & 63)) & 1) == 1 ? SEPARATOR : LETTER;
}

function lowered(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

/** Of three bytes. */
function pointAt(at: usize): u32 {
  return ((<u32>load<u8>(at) & 15) << 12) | ((<u32>load<u8>(at, 1) & 63) << 6) | (<u32>load<u8>(at, 2) & 63);
}

/** @param point from 0x800 to 0xffff */
function kindOf(point: u32): u32 {
  if (isSpace(point)) return SEPARATOR;
  return point < FIRST_CHARACTER || (point >= FIRST_ACCENTED && point <= LAST_ACCENTED) ? LETTER : CHARACTER;
}

function isSpace(point: u32): bool {
  if (point >= 0x2000 && point <= 0x200b) return true;
  if (point == 0x1680 || point == 0x2028 || point == 0x2029) return true;
  return point == 0x202f || point == 0x205f || point == 0x3000 || point == 0xfeff;
}
