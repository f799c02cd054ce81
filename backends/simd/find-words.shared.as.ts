/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: texts in UTF-8 to lists of ids. A letter outside ASCII has to
 * come lower-cased.
 *
 * What a word touches is small and lies by frequency: a hash chooses one id, and keys and lengths lie by id, those of frequent
 * words together. A text is passed twice (ids are guessed, then checked) with hardly a branch that a processor guesses wrong,
 * so that the cache misses of many words overlap.
 *
 * The caller lays out the memory, says so with the two functions that set up, adds the vocabulary's words in the order of
 * their ids, and then fills `texts` and `textEnds` before each call of `findWords`. Memory must be zero before.
 */
import { cutCharacters } from "../../harness/classifier/text/wasm/characters.lib.as";
import { cut, equalTails, firstBytes, hashOf, KEPT } from "../../harness/classifier/text/wasm/words.lib.as";
import { noteText, TEXT_FACTS } from "./id-lists.lib.as";

/** Id of contract.ts. */
const PADDING: u32 = 0;
/** A length that no word has that is compared by its first bytes alone. */
const LONG: u32 = 255;
const FNV_START: u32 = 0x811c9dc5;
const FNV_PRIME: u32 = 0x01000193;
/** Of fastText's pairs, see bigrams.ts. */
const PAIR_FACTOR: i64 = 116049371;

/** By hash: an id, or 0 for none. Ids have four bytes, or two where all of them fit. */
let index: usize;
let hasWideIds: bool;
/** Right shift of a 64-bit hash that leaves a place of the index, and the last such place. */
let indexShift: u64;
let lastPlace: usize;
/** By id: the first bytes of its word, the length in a byte, at most LONG, and address and length. */
let keys: usize;
let lengths: usize;
let words: usize;
/** Id of a word that the index has not. */
let unknown: u32;

let maxLength: u32;
/** Whether the first words of a longer text are kept, or its last ones. */
let keepsStart: bool;
/** Whether words are characters and their pairs. */
let cutsCharacters: bool;
/** Ids of pairs of adjacent words, from the first on; no buckets without pairs. */
let firstPair: u32;
let buckets: u32;
/** Bytes of all texts, one text after the other, and by text, four bytes: their end, counted from `texts`. */
let texts: usize;
let textEnds: usize;
/** Room for the edges of a text's words, as `cut` needs it, for the ids of all texts, and for what they are besides. */
let edges: usize;
let ids: usize;
let facts: usize;
/** Words and pairs that a text is filled up to with padding; 0 where padding is left out of the mean. */
let positions: u32;

export function setUpWords(
  indexAt: usize,
  indexBits: u32,
  wideIds: bool,
  keysAt: usize,
  lengthsAt: usize,
  wordsAt: usize,
  unknownId: u32,
): void {
  index = indexAt;
  hasWideIds = wideIds;
  indexShift = 64 - <u64>indexBits;
  lastPlace = (1 << (<usize>indexBits)) - 1;
  keys = keysAt;
  lengths = lengthsAt;
  words = wordsAt;
  unknown = unknownId;
}

export function setUpTexts(
  textsAt: usize,
  textEndsAt: usize,
  edgesAt: usize,
  idsAt: usize,
  factsAt: usize,
  longest: u32,
  keepsFirst: bool,
  isOfCharacters: bool,
  firstPairId: u32,
  pairBuckets: u32,
  filledPositions: u32,
): void {
  texts = textsAt;
  textEnds = textEndsAt;
  edges = edgesAt;
  ids = idsAt;
  facts = factsAt;
  maxLength = longest;
  keepsStart = keepsFirst;
  cutsCharacters = isOfCharacters;
  firstPair = firstPairId;
  buckets = pairBuckets;
  positions = filledPositions;
}

/**
 * Adds a word that is not in the index and stays where it is in memory, unless more than `mostSteps` places in a row are taken; words that are
 * added first are found first.
 * @returns places that were passed
 */
export function addWord(start: usize, end: usize, id: u32, mostSteps: u32): u32 {
  return hasWideIds ? addWordTo<u32>(start, end, id, mostSteps) : addWordTo<u16>(start, end, id, mostSteps);
}

function addWordTo<Id>(start: usize, end: usize, id: u32, mostSteps: u32): u32 {
  const length = <u32>(end - start);
  const first = firstBytes(start, length);
  let place = placeOf(first, start, end);
  let steps: u32 = 0;
  for (; load<Id>(index + place * sizeof<Id>()) != 0; place = (place + 1) & lastPlace) {
    if (steps++ == mostSteps) return steps;
  }
  store<Id>(index + place * sizeof<Id>(), <Id>id);
  v128.store(keys + ((<usize>id) << 4), first);
  store<u8>(lengths + <usize>id, <u8>min(length, LONG));
  store<u32>(words + ((<usize>id) << 3), <u32>start);
  store<u32>(words + ((<usize>id) << 3), length, 4);
  return steps;
}

function placeOf(first: v128, start: usize, end: usize): usize {
  return <usize>(hashOf(first, start, end) >>> indexShift);
}

/** Lists the ids of the first `rows` texts. */
export function findWords(rows: u32): void {
  if (hasWideIds) findAll<u32>(rows);
  else findAll<u16>(rows);
}

function findAll<Id>(rows: u32): void {
  let start = texts;
  let to = ids;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const end = texts + <usize>load<u32>(textEnds + (row << 2));
    const count = cutsCharacters ? cutCharacters(start, end, edges) : cut(start, end, edges);
    const kept = min(count, maxLength);
    const first = edges + ((<usize>(keepsStart ? 0 : count - kept)) << 3);
    let unknowns = findEach<Id>(first, kept, to);
    let found = kept;
    if (unknown == PADDING) {
      found = withoutPadding<Id>(kept, to);
      unknowns = 0;
    }
    if (buckets != 0 && kept != 0) found = addPairs<Id>(first, kept, to, found);
    to += <usize>found * sizeof<Id>();
    const padding = positions == 0 ? 0 : positions - found;
    const share = <f32>1 / <f32>(positions == 0 ? max<u32>(1, found) : positions);
    noteText(facts + row * TEXT_FACTS, <u32>((to - ids) / sizeof<Id>()), padding, unknowns, share);
    start = end;
  }
}

/** Writes the ids of a text's words. @returns how many of them are unknown */
function findEach<Id>(first: usize, count: u32, to: usize): u32 {
  for (let word: usize = 0; word < <usize>count; word++) {
    const start = <usize>load<u32>(first + (word << 3));
    const end = <usize>load<u32>(first + (word << 3), 4);
    const place = placeOf(firstBytes(start, <u32>(end - start)), start, end);
    store<Id>(to + word * sizeof<Id>(), load<Id>(index + place * sizeof<Id>()));
  }
  let unknowns: u32 = 0;
  for (let word: usize = 0; word < <usize>count; word++) {
    const start = <usize>load<u32>(first + (word << 3));
    const length = load<u32>(first + (word << 3), 4) - <u32>start;
    const guess = <usize>load<Id>(to + word * sizeof<Id>());
    const differs = v128.any_true(v128.xor(firstBytes(start, length), v128.load(keys + (guess << 4))));
    if (!differs && <u32>load<u8>(lengths + guess) == length && length <= KEPT) continue;
    const id = find<Id>(start, start + <usize>length);
    store<Id>(to + word * sizeof<Id>(), id);
    unknowns += u32(<u32>id == unknown);
  }
  return unknowns;
}

/** Id of a word, whatever its length and its place. */
function find<Id>(start: usize, end: usize): Id {
  const length = <u32>(end - start);
  const first = firstBytes(start, length);
  let place = placeOf(first, start, end);
  while (true) {
    const id = load<Id>(index + place * sizeof<Id>());
    if (id == 0) return <Id>unknown;
    const word = words + ((<usize>id) << 3);
    const isLike =
      load<u32>(word, 4) == length && !v128.any_true(v128.xor(first, v128.load(keys + ((<usize>id) << 4))));
    if (isLike && (length <= KEPT || equalTails(<usize>load<u32>(word), start, length))) return id;
    place = (place + 1) & lastPlace;
  }
}

/** Moves the ids of known words together. @returns how many there are */
function withoutPadding<Id>(count: u32, at: usize): u32 {
  let known: usize = 0;
  for (let word: usize = 0; word < <usize>count; word++) {
    const id = load<Id>(at + word * sizeof<Id>());
    store<Id>(at + known * sizeof<Id>(), id);
    known += usize(<u32>id != PADDING);
  }
  return <u32>known;
}

/** Appends the ids of pairs of adjacent words, known or not. @returns how many ids the text has then */
function addPairs<Id>(first: usize, count: u32, at: usize, before: u32): u32 {
  let to = at + <usize>before * sizeof<Id>();
  let left = <i64>hashBytes(first);
  for (let word: usize = 1; word < <usize>count; word++) {
    const right = <i64>hashBytes(first + (word << 3));
    const bucket = <u32>(<u64>(left * PAIR_FACTOR + right) % <u64>buckets);
    store<Id>(to, <Id>(firstPair + bucket));
    to += sizeof<Id>();
    left = right;
  }
  return before + count - 1;
}

/** FNV-1a over the bytes of a word, each taken for a signed one. */
function hashBytes(edge: usize): i32 {
  let hash = FNV_START;
  const end = <usize>load<u32>(edge, 4);
  for (let at = <usize>load<u32>(edge); at < end; at++) hash = (hash ^ <u32>load<i8>(at)) * FNV_PRIME;
  return <i32>hash;
}
