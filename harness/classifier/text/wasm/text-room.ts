/** UTF-8 bytes of one UTF-16 code unit, at most. */
const BYTES_PER_CODE_UNIT = 3;
/** What reads texts does so in blocks of this size, the last one beyond the last text. */
const BLOCK_BYTES = 64;

/** Bytes that the texts of one call into a module may have: a batch beyond that takes several calls. */
export const TEXT_BYTES = 1 << 20;

/** Bytes of the regions that texts need in a module's memory, for so many texts a call. */
export function textRegions(textsPerCall: number) {
  return {
    textEnds: 4 * textsPerCall,
    texts: TEXT_BYTES + BLOCK_BYTES,
    /** Of the words of one text, which may be as long as all of them together. */
    edges: 4 * TEXT_BYTES + 4 * BLOCK_BYTES,
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
  /** Whether all texts of the batch may be ASCII, as far as is known: it is not looked again and again at the same ones. */
  mayBeAscii: boolean;
}

/** @param addresses of the regions in bytes */
export function textRoom(
  memory: ArrayBuffer,
  addresses: Readonly<Record<"texts" | "textEnds", number>>,
  textsPerCall: number,
): TextRoom {
  return {
    bytes: Buffer.from(memory, addresses.texts, TEXT_BYTES),
    ends: new Int32Array(memory, addresses.textEnds, textsPerCall),
    mayBeAscii: true,
  };
}

/**
 * Writes texts from `first` on in UTF-8, as many as fit; those with a letter outside ASCII in lower case, which follows
 * Unicode there and may depend on the surrounding letters.
 * @returns how many; 0 if the first one is too long, or has half a surrogate pair, which UTF-8 cannot express
 */
export function writeTexts(room: TextRoom, texts: readonly string[], first: number): number {
  const most = Math.min(texts.length - first, room.ends.length);
  if (first === 0) room.mayBeAscii = true;
  if (room.mayBeAscii) room.mayBeAscii = writeAscii(room, texts, first, most);
  return room.mayBeAscii ? most : writeEach(room, texts, first, most);
}

/** Writes texts in one go, since each call into the runtime takes as long as many letters. @returns whether all are ASCII */
function writeAscii({ bytes, ends }: TextRoom, texts: readonly string[], first: number, count: number): boolean {
  if (!isWritten(bytes, texts[first]!)) return false;
  if (count > 1 && !isWritten(bytes, texts.slice(first, first + count).join(""))) return false;
  let end = 0;
  for (let row = 0; row < count; row += 1) {
    end += texts[first + row]!.length;
    ends[row] = end;
  }
  return true;
}

/** Writes a text to the start of `bytes`. @returns whether it is all there and ASCII: only then it has a byte per code unit */
function isWritten(bytes: Buffer, text: string): boolean {
  return BYTES_PER_CODE_UNIT * text.length <= TEXT_BYTES && bytes.write(text) === text.length;
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
