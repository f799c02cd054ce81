/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: texts in UTF-8 to distinct ids with counts, by
 * the rules of words.ts or characters.ts, and distinct-ids.ts. A letter outside ASCII has to come lower-cased.
 *
 * The caller lays out the memory, says so once with `setUp`, adds the vocabulary's words, and then fills `texts` and
 * `textEnds` before each call of `encode`. Memory must be zero before `setUp`, and 64 bytes behind the texts must
 * exist.
 */
import { cutCharacters } from "./characters.lib.as";
import { cut, equalTails, firstBytes, hashOf, KEPT } from "./words.lib.as";

/** Id of contract.ts. */
const PADDING: u32 = 0;

/** A slot of the hash table: a word's first 16 bytes (zeros behind a shorter word), its length, id and address. */
const SLOT_BYTES: usize = 32;
const SLOT_HIGH: usize = 8;
const SLOT_LENGTH: usize = 16;
/** 0 where the slot is free. */
const SLOT_ID: usize = 20;
const SLOT_WORD: usize = 24;

let slots: usize;
/** Right shift of a 64-bit hash that leaves the number of a slot. */
let slotShift: u64;
let slotsEnd: usize;
/** By id, four bytes: the entry that may hold it, as in DistinctIds. */
let entryOf: usize;
let maxLength: u32;
/** Whether the first words of a longer text are kept, or its last ones. */
let keepsStart: bool;
/** Whether words are characters and their pairs. */
let cutsCharacters: bool;
/** Id of a word that the table has not. */
let unknown: u32;
/** Bytes of all texts, one text after the other. */
let texts: usize;
/** By text, four bytes: the end of its bytes, counted from `texts`. */
let textEnds: usize;
/** Room for the edges of a text's words, as `cut` needs it. */
let edges: usize;
/** What comes out, four bytes each: the end of each text's entries, and the entries. */
let entryEnds: usize;
let ids: usize;
let counts: usize;

export function setUp(
  slotsAt: usize,
  slotBits: u32,
  entryOfAt: usize,
  longest: u32,
  keepsFirst: bool,
  isOfCharacters: bool,
  unknownId: u32,
  textsAt: usize,
  textEndsAt: usize,
  edgesAt: usize,
  entryEndsAt: usize,
  idsAt: usize,
  countsAt: usize,
): void {
  slots = slotsAt;
  slotsEnd = slotsAt + (SLOT_BYTES << (<usize>slotBits));
  slotShift = 64 - <u64>slotBits;
  entryOf = entryOfAt;
  maxLength = longest;
  keepsStart = keepsFirst;
  cutsCharacters = isOfCharacters;
  unknown = unknownId;
  texts = textsAt;
  textEnds = textEndsAt;
  edges = edgesAt;
  entryEnds = entryEndsAt;
  ids = idsAt;
  counts = countsAt;
}

/**
 * Adds a word that is not in the table and stays where it is in memory, unless more than `mostSteps` slots in a row are taken.
 * @returns slots that were passed
 */
export function addWord(start: usize, end: usize, id: u32, mostSteps: u32): u32 {
  const first = firstBytes(start, <u32>(end - start));
  let slot = firstSlot(first, start, end);
  let steps: u32 = 0;
  for (; load<u32>(slot, SLOT_ID) != 0; slot = nextSlot(slot)) {
    if (steps++ == mostSteps) return steps;
  }
  v128.store(slot, first);
  store<u32>(slot, <u32>(end - start), SLOT_LENGTH);
  store<u32>(slot, id, SLOT_ID);
  store<u32>(slot, <u32>start, SLOT_WORD);
  return steps;
}

/** Encodes the first `rows` texts. @returns entries of all of them */
export function encode(rows: u32): u32 {
  let entries: u32 = 0;
  let start = texts;
  for (let row: u32 = 0; row < rows; row++) {
    const end = texts + <usize>load<u32>(textEnds + ((<usize>row) << 2));
    const words = cutsCharacters ? cutCharacters(start, end, edges) : cut(start, end, edges);
    entries = encodeWords(words, entries);
    store<u32>(entryEnds + ((<usize>row) << 2), entries);
    start = end;
  }
  return entries;
}

/** Appends the distinct ids of the words in `edges` that are kept. @returns entries of all texts so far */
function encodeWords(words: u32, before: u32): u32 {
  let entries = before;
  const kept = min(words, maxLength);
  let padding: u32 = maxLength - kept;
  const first = edges + ((<usize>(keepsStart ? 0 : words - kept)) << 3);
  const last = first + ((<usize>kept) << 3);
  for (let word = first; word < last; word += 8) {
    const id = find(<usize>load<u32>(word), <usize>load<u32>(word, 4));
    if (id == PADDING) {
      padding++;
      continue;
    }
    const entryAt = entryOf + ((<usize>id) << 2);
    const held = load<u32>(entryAt);
    // No branch: whether a word has come before in its text is what a processor guesses wrong.
    const isHeld = u32(held >= before) & u32(held < entries) & u32(load<u32>(ids + ((<usize>held) << 2)) == id);
    const entry = isHeld ? held : entries;
    const at = (<usize>entry) << 2;
    store<u32>(ids + at, id);
    store<u32>(counts + at, (isHeld ? load<u32>(counts + at) : 0) + 1);
    store<u32>(entryAt, entry);
    entries += 1 - isHeld;
  }
  if (padding == 0) return entries;
  const at = (<usize>entries) << 2;
  store<u32>(ids + at, PADDING);
  store<u32>(counts + at, padding);
  return entries + 1;
}

/** Id of a word. */
function find(start: usize, end: usize): u32 {
  const length = <u32>(end - start);
  const first = firstBytes(start, length);
  const low = i64x2.extract_lane(first, 0);
  const high = i64x2.extract_lane(first, 1);
  let slot = firstSlot(first, start, end);
  while (true) {
    const differs =
      (load<u64>(slot) ^ low) | (load<u64>(slot, SLOT_HIGH) ^ high) | <u64>(load<u32>(slot, SLOT_LENGTH) ^ length);
    if (differs == 0 && (length <= KEPT || equalTails(<usize>load<u32>(slot, SLOT_WORD), start, length))) {
      return load<u32>(slot, SLOT_ID);
    }
    if (load<u32>(slot, SLOT_ID) == 0) return unknown;
    slot = nextSlot(slot);
  }
}

function firstSlot(first: v128, start: usize, end: usize): usize {
  return slots + <usize>((hashOf(first, start, end) >>> slotShift) * <u64>SLOT_BYTES);
}

function nextSlot(slot: usize): usize {
  const next = slot + SLOT_BYTES;
  return next == slotsEnd ? slots : next;
}
