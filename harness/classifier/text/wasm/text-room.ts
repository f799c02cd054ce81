import { type ModuleSegmenter, mostWords } from "./module-segmenters.ts";

/** UTF-8 bytes of one UTF-16 code unit, at most. */
const BYTES_PER_CODE_UNIT = 3;
/** What reads texts does so in blocks of this size, the last one beyond the last text. */
const BLOCK_BYTES = 64;
/** A word's first byte and its end. */
const EDGE_BYTES = 8;

/** Bytes that the texts of one call into a module may have: a batch beyond that takes several calls. */
export const TEXT_BYTES = 1 << 20;

/** Bytes of the regions that texts need in a module's memory, for so many texts a call. */
export function textRegions(textsPerCall: number, segmenter: ModuleSegmenter) {
  return {
    textEnds: 4 * textsPerCall,
    texts: TEXT_BYTES + BLOCK_BYTES,
    /** Of the words of one text, which may be as long as all of them together. */
    edges: EDGE_BYTES * mostWords(TEXT_BYTES, 1, segmenter) + 4 * BLOCK_BYTES,
  };
}

/** Words end to end, as a module keeps them. */
export function wordBytes(vocabulary: readonly string[]): number {
  return vocabulary.reduce((sum, word) => sum + Buffer.byteLength(word), 0) + BLOCK_BYTES;
}

/** Where the texts of a call stand in a module's memory. */
export interface TextRoom {
  readonly bytes: Buffer;
  /** By text: the end of its bytes. */
  readonly ends: Int32Array;
  /** Whether short texts are put together before they are written. */
  readonly joinsTexts: boolean;
  /** Whether all texts of the batch may be ASCII, as far as is known: it is not looked again and again at the same ones. */
  mayBeAscii: boolean;
}

/**
 * @param addresses of the regions in bytes
 * @param joinsTexts pays off where little else is done for a text, and only once the compiler has seen many of them
 */
export function textRoom(
  memory: ArrayBufferLike,
  addresses: Readonly<Record<"texts" | "textEnds", number>>,
  textsPerCall: number,
  { joinsTexts }: Pick<TextRoom, "joinsTexts">,
): TextRoom {
  return {
    joinsTexts,
    bytes: Buffer.from(memory, addresses.texts, TEXT_BYTES),
    ends: new Int32Array(memory, addresses.textEnds, textsPerCall),
    mayBeAscii: joinsTexts,
  };
}

/** Before the first texts of a batch. */
export function expectAscii(room: TextRoom): void {
  room.mayBeAscii = room.joinsTexts;
}

/**
 * Writes texts from `first` on in UTF-8, as many as fit and are asked for; those with a letter outside ASCII in lower case,
 * which follows Unicode there and may depend on the surrounding letters.
 * @returns how many; 0 if the first one is too long, or has half a surrogate pair, which UTF-8 cannot express
 */
export function writeTexts(
  room: TextRoom,
  texts: readonly string[],
  first: number,
  asked = texts.length - first,
): number {
  const most = Math.min(asked, room.ends.length);
  if (room.mayBeAscii) room.mayBeAscii = writeAscii(room, texts, first, most);
  return room.mayBeAscii ? most : writeEach(room, texts, first, most);
}

/**
 * Code units that are joined before they are written: each call into the runtime takes as long as many letters, but a long
 * string takes longer to put together than its texts to write.
 */
const JOINED = 4096;

/** Writes texts in groups. @returns whether all are ASCII */
function writeAscii(room: TextRoom, texts: readonly string[], first: number, count: number): boolean {
  let end = 0;
  for (let row = 0; row < count; ) {
    const next = groupEnd(texts, first, row, count);
    const group = next - row === 1 ? texts[first + row]! : texts.slice(first + row, first + next).join("");
    if (!isWritten(room.bytes, group, end)) return false;
    for (; row < next; row += 1) {
      end += texts[first + row]!.length;
      room.ends[row] = end;
    }
  }
  return true;
}

/** The row behind a group that begins at a row: one text, or more that are short together. */
function groupEnd(texts: readonly string[], first: number, row: number, count: number): number {
  let next = row + 1;
  let length = texts[first + row]!.length;
  while (next < count) {
    length += texts[first + next]!.length;
    if (length > JOINED) break;
    next += 1;
  }
  return next;
}

/** Writes a text at an offset. @returns whether it is all there and ASCII: only then it has a byte per code unit */
function isWritten(bytes: Buffer, text: string, at: number): boolean {
  return at + BYTES_PER_CODE_UNIT * text.length <= TEXT_BYTES && bytes.write(text, at) === text.length;
}

function writeEach({ bytes, ends }: TextRoom, texts: readonly string[], first: number, most: number): number {
  let end = 0;
  for (let row = 0; row < most; row += 1) {
    let text = texts[first + row]!;
    if (end + BYTES_PER_CODE_UNIT * text.length > TEXT_BYTES) return row;
    let written = bytes.write(text, end);
    if (written !== text.length) {
      if (!text.isWellFormed()) return row;
      text = text.toLowerCase();
      if (end + BYTES_PER_CODE_UNIT * text.length > TEXT_BYTES) return row;
      written = bytes.write(text, end);
    }
    end += written;
    ends[row] = end;
  }
  return most;
}
