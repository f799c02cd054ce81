import { layOut } from "../../../base/web-assembly/lay-out.ts";
import { createMemory, instantiate } from "../../../base/web-assembly/module.ts";
import type { EncodedTexts, ModelShape, TextEncoder } from "../../../contract/index.ts";
import { concatTexts } from "../encoded-texts.ts";
import { type AddWord, addWords, MOST_STEPS } from "./add-words.ts";
import { ENCODE_WASM } from "./encode-wasm.ts";
import { longestRun } from "./longest-run.ts";
import { type ModuleSegmenter, mostWords } from "./module-segmenters.ts";
import { TEXT_BYTES, textRegions, textRoom, wordBytes, writeTexts } from "./text-room.ts";

/** What encode.as.ts exports; addresses and lengths are in bytes. */
export interface EncodeExports {
  setUp(
    slots: number,
    slotBits: number,
    entryOf: number,
    maxLength: number,
    keepsStart: boolean,
    cutsCharacters: boolean,
    unknownId: number,
    texts: number,
    textEnds: number,
    edges: number,
    entryEnds: number,
    ids: number,
    counts: number,
  ): void;
  addWord: AddWord;
  encode(rows: number): number;
}

const ROWS_PER_CALL = 1024;
const SLOT_BYTES = 32;
/** Slots for each word, at least: the next power of two is taken. */
const SLOTS_PER_WORD = 1.5;
/** Of a slot's four-byte numbers, the one that is its word's id; 0 where the slot is free. */
const ID_IN_SLOT = 5;

interface WasmEncoderOptions {
  readonly segmenter: ModuleSegmenter;
  readonly maxLength: number;
  readonly keep?: ModelShape["keep"] | undefined;
  readonly unknownId: number;
  readonly mostSteps?: number;
}

/**
 * The encoder of a segmenter that modules know, as a WebAssembly module with a memory of its own. The memory does not grow: a text
 * that `writeTexts` cannot write goes to `reference`, and its entries come out in their place. So do all texts where the vocabulary's words
 * were made to collide, so that looking a word up would take long.
 */
export function createWasmEncoder(
  reference: TextEncoder,
  { segmenter, maxLength, keep = "end", unknownId, mostSteps = MOST_STEPS }: WasmEncoderOptions,
): TextEncoder["encode"] {
  const { vocabulary } = reference;
  const slotBits = Math.ceil(Math.log2(Math.max(2, SLOTS_PER_WORD * vocabulary.length)));
  // Padding is an entry more.
  const entries = mostWords(TEXT_BYTES, ROWS_PER_CALL, segmenter) + ROWS_PER_CALL;
  const { addresses, end: memoryBytes } = layOut({
    slots: SLOT_BYTES * 2 ** slotBits,
    entryOf: 4 * vocabulary.length,
    entryEnds: 4 * ROWS_PER_CALL,
    words: wordBytes(vocabulary),
    ids: 4 * entries,
    counts: 4 * entries,
    ...textRegions(ROWS_PER_CALL, segmenter),
  });
  const memory = createMemory(memoryBytes);
  const { setUp, addWord, encode } = instantiate<EncodeExports>(ENCODE_WASM, memory);
  setUp(
    addresses.slots,
    slotBits,
    addresses.entryOf,
    maxLength,
    keep === "start",
    segmenter.cutsCharacters,
    unknownId,
    addresses.texts,
    addresses.textEnds,
    addresses.edges,
    addresses.entryEnds,
    addresses.ids,
    addresses.counts,
  );
  if (!addWords(addWord, memory.buffer, addresses.words, vocabulary, mostSteps)) return reference.encode;
  // A search for a word that is not there passes all slots of a run.
  const slots = new Int32Array(memory.buffer, addresses.slots, (SLOT_BYTES / 4) * 2 ** slotBits);
  if (longestRun(2 ** slotBits, (slot) => slots[(SLOT_BYTES / 4) * slot + ID_IN_SLOT] !== 0) > mostSteps)
    return reference.encode;

  const room = textRoom(memory.buffer, addresses, ROWS_PER_CALL, { joinsTexts: false });
  const entryEnds = new Int32Array(memory.buffer, addresses.entryEnds, ROWS_PER_CALL);
  const ids = new Int32Array(memory.buffer, addresses.ids, entries);
  const counts = new Int32Array(memory.buffer, addresses.counts, entries);

  const encodeSlice = (texts: readonly string[], first: number): EncodedTexts => {
    const rows = writeTexts(room, texts, first);
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
