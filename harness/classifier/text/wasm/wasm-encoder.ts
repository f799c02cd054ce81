import { createMemory, instantiate } from "../../../base/web-assembly/module.ts";
import { type EncodedTexts, type ModelShape, SPECIAL_ROWS, type TextEncoder } from "../../../contract/index.ts";
import { concatTexts } from "../encoded-texts.ts";
import { ENCODE_WASM } from "./encode-wasm.ts";

/** What encode.as.ts exports; addresses and lengths are in bytes. */
interface EncodeExports {
  setUp(
    slots: number,
    slotBits: number,
    entryOf: number,
    maxLength: number,
    keepsStart: boolean,
    unknownId: number,
    texts: number,
    textEnds: number,
    edges: number,
    entryEnds: number,
    ids: number,
    counts: number,
  ): void;
  addWord(start: number, end: number, id: number): void;
  encode(rows: number): number;
}

/** Bytes that the texts of one call into the module may have: a batch beyond that takes several calls. */
const TEXT_BYTES = 1 << 20;
const ROWS_PER_CALL = 1024;
/** UTF-8 bytes of one UTF-16 code unit, at most. */
const BYTES_PER_CODE_UNIT = 3;
/** The module reads and writes blocks of this size, the last one beyond the last text. */
const BLOCK_BYTES = 64;
const SLOT_BYTES = 32;
/** Slots for each word, at least: the next power of two is taken. */
const SLOTS_PER_WORD = 1.5;

interface WasmEncoderOptions {
  readonly maxLength: number;
  readonly keep?: ModelShape["keep"] | undefined;
  readonly unknownId: number;
}

/**
 * The "words" segmenter's encoder as a WebAssembly module with a memory of its own. The memory does not grow: what does
 * not fit, a text of over TEXT_BYTES / BYTES_PER_CODE_UNIT code units or one with half a surrogate pair (which UTF-8 cannot
 * express), goes to `reference`, and its entries come out in their place.
 */
export function createWasmEncoder(
  reference: TextEncoder,
  { maxLength, keep = "end", unknownId }: WasmEncoderOptions,
): TextEncoder["encode"] {
  const { vocabulary } = reference;
  const wordBytes = vocabulary.reduce((sum, word) => sum + Buffer.byteLength(word), 0);
  const slotBits = Math.ceil(Math.log2(Math.max(2, SLOTS_PER_WORD * vocabulary.length)));
  const entries = TEXT_BYTES / 2 + 2 * ROWS_PER_CALL;
  const { addresses, memory } = layOut({
    slots: SLOT_BYTES * 2 ** slotBits,
    entryOf: 4 * vocabulary.length,
    textEnds: 4 * ROWS_PER_CALL,
    entryEnds: 4 * ROWS_PER_CALL,
    words: wordBytes + BLOCK_BYTES,
    texts: TEXT_BYTES + BLOCK_BYTES,
    ids: 4 * entries,
    counts: 4 * entries,
    edges: 4 * TEXT_BYTES + 8,
  });
  const { setUp, addWord, encode } = instantiate<EncodeExports>(ENCODE_WASM, memory);
  setUp(
    addresses.slots,
    slotBits,
    addresses.entryOf,
    maxLength,
    keep === "start",
    unknownId,
    addresses.texts,
    addresses.textEnds,
    addresses.edges,
    addresses.entryEnds,
    addresses.ids,
    addresses.counts,
  );
  const bytes = Buffer.from(memory.buffer);
  let end = addresses.words;
  for (let id = SPECIAL_ROWS; id < vocabulary.length; id++) {
    const word = vocabulary[id]!;
    if (!word.isWellFormed()) continue; // Only texts that `reference` encodes hold it.
    const start = end;
    end += bytes.write(word, start);
    addWord(start, end, id);
  }

  const textBytes = bytes.subarray(addresses.texts, addresses.texts + TEXT_BYTES);
  const textEnds = new Int32Array(memory.buffer, addresses.textEnds, ROWS_PER_CALL);
  const entryEnds = new Int32Array(memory.buffer, addresses.entryEnds, ROWS_PER_CALL);
  const ids = new Int32Array(memory.buffer, addresses.ids, entries);
  const counts = new Int32Array(memory.buffer, addresses.counts, entries);

  /** Writes texts from `first` on into the memory, as many as fit. @returns how many */
  const write = (texts: readonly string[], first: number): number => {
    const most = Math.min(texts.length - first, ROWS_PER_CALL);
    let end = 0;
    for (let row = 0; row < most; row++) {
      let text = texts[first + row]!;
      if (end + BYTES_PER_CODE_UNIT * text.length > TEXT_BYTES) return row;
      let written = textBytes.write(text, end);
      if (written !== text.length) {
        // Lower-casing outside ASCII follows Unicode, and may depend on the surrounding letters.
        if (!text.isWellFormed()) return row;
        text = text.toLowerCase();
        if (end + BYTES_PER_CODE_UNIT * text.length > TEXT_BYTES) return row;
        written = textBytes.write(text, end);
      }
      end += written;
      textEnds[row] = end;
    }
    return most;
  };
  const encodeSlice = (texts: readonly string[], first: number): EncodedTexts => {
    const rows = write(texts, first);
    if (rows === 0) return reference.encode(texts.slice(first, first + 1));
    const length = encode(rows);
    const offsets = new Int32Array(rows + 1);
    offsets.set(entryEnds.subarray(0, rows), 1);
    return { rows, maxLength, offsets, ids: ids.slice(0, length), counts: counts.slice(0, length) };
  };
  return (texts) => {
    if (texts.length === 0) return reference.encode(texts);
    const parts: EncodedTexts[] = [];
    for (let row = 0; row < texts.length; row += parts.at(-1)!.rows) parts.push(encodeSlice(texts, row));
    return parts.length === 1 ? parts[0]! : concatTexts(parts);
  };
}

/** Lays out regions one after the other, each at a multiple of the block, in a memory that holds them all. */
function layOut<Region extends string>(bytes: Record<Region, number>) {
  let end = 0;
  const addresses = {} as Record<Region, number>;
  for (const region in bytes) {
    addresses[region] = end;
    end += Math.ceil(bytes[region] / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return { addresses, memory: createMemory(end) };
}
