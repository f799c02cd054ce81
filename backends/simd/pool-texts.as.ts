/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: texts in UTF-8 to the means of their words' rows, without
 * their ids in between. A letter outside ASCII has to come lower-cased.
 *
 * What a word touches is small and lies by frequency: a hash chooses one id, and keys, lengths and rows lie by id, those of
 * frequent words together. A text is passed three times (ids are guessed, checked, and their rows added) with hardly a branch
 * that a processor guesses wrong, so that the cache misses of many words overlap.
 *
 * The caller lays out the memory, says so with the three functions that set up, adds the vocabulary's words in the order of
 * their ids, and then fills `texts` and `textEnds` before each call of `poolTexts`. Memory must be zero before.
 */
import { cut, equalTails, firstBytes, hashOf, KEPT } from "../../harness/classifier/text/wasm/words.lib.as";

/** Id of contract.ts. */
const PADDING: u32 = 0;
/** Rows that are added to one sum in float32, before it is added to the text's. */
const ROWS_PER_SUM: usize = 32;
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
/** Ids of pairs of adjacent words, from the first on; no buckets without pairs. */
let firstPair: u32;
let buckets: u32;
/** Bytes of all texts, one text after the other, and by text, four bytes: their end, counted from `texts`. */
let texts: usize;
let textEnds: usize;
/** Room for the edges of a text's words, as `cut` needs it, and for its ids. */
let edges: usize;
let ids: usize;

/** f32 [ids, columns]; 12 bytes behind it are read, and never used. */
let table: usize;
let rowBytes: usize;
/** f32 [texts, columns]; 12 bytes behind it are written. */
let means: usize;
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
  longest: u32,
  keepsFirst: bool,
  firstPairId: u32,
  pairBuckets: u32,
): void {
  texts = textsAt;
  textEnds = textEndsAt;
  edges = edgesAt;
  ids = idsAt;
  maxLength = longest;
  keepsStart = keepsFirst;
  firstPair = firstPairId;
  buckets = pairBuckets;
}

export function setUpRows(tableAt: usize, columns: u32, meansAt: usize, filledPositions: u32): void {
  table = tableAt;
  rowBytes = (<usize>columns) << 2;
  means = meansAt;
  positions = filledPositions;
}

/** Adds a word that is not in the index and stays where it is in memory; words that are added first are found first. */
export function addWord(start: usize, end: usize, id: u32): void {
  if (hasWideIds) addWordTo<u32>(start, end, id);
  else addWordTo<u16>(start, end, id);
}

function addWordTo<Id>(start: usize, end: usize, id: u32): void {
  const length = <u32>(end - start);
  const first = firstBytes(start, length);
  let place = placeOf(first, start, end);
  while (load<Id>(index + place * sizeof<Id>()) != 0) place = (place + 1) & lastPlace;
  store<Id>(index + place * sizeof<Id>(), <Id>id);
  v128.store(keys + ((<usize>id) << 4), first);
  store<u8>(lengths + <usize>id, <u8>min(length, LONG));
  store<u32>(words + ((<usize>id) << 3), <u32>start);
  store<u32>(words + ((<usize>id) << 3), length, 4);
}

function placeOf(first: v128, start: usize, end: usize): usize {
  return <usize>(hashOf(first, start, end) >>> indexShift);
}

/** Means of the first `rows` texts. */
export function poolTexts(rows: u32): void {
  if (hasWideIds) poolAll<u32>(rows);
  else poolAll<u16>(rows);
}

function poolAll<Id>(rows: u32): void {
  let start = texts;
  let to = means;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const end = texts + <usize>load<u32>(textEnds + (row << 2));
    const count = cut(start, end, edges);
    const kept = min(count, maxLength);
    const first = edges + ((<usize>(keepsStart ? 0 : count - kept)) << 3);
    findAll<Id>(first, kept);
    let found = unknown == PADDING ? withoutPadding<Id>(kept) : kept;
    if (buckets != 0 && kept != 0) found = addPairs<Id>(first, kept, found);
    addRows<Id>(found, to);
    start = end;
    to += rowBytes;
  }
}

/** Writes the ids of words to `ids`. */
function findAll<Id>(first: usize, count: u32): void {
  for (let word: usize = 0; word < <usize>count; word++) {
    const start = <usize>load<u32>(first + (word << 3));
    const end = <usize>load<u32>(first + (word << 3), 4);
    const place = placeOf(firstBytes(start, <u32>(end - start)), start, end);
    store<Id>(ids + word * sizeof<Id>(), load<Id>(index + place * sizeof<Id>()));
  }
  for (let word: usize = 0; word < <usize>count; word++) {
    const start = <usize>load<u32>(first + (word << 3));
    const length = load<u32>(first + (word << 3), 4) - <u32>start;
    const guess = <usize>load<Id>(ids + word * sizeof<Id>());
    const differs = v128.any_true(v128.xor(firstBytes(start, length), v128.load(keys + (guess << 4))));
    if (!differs && <u32>load<u8>(lengths + guess) == length && length <= KEPT) continue;
    store<Id>(ids + word * sizeof<Id>(), find<Id>(start, start + <usize>length));
  }
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
function withoutPadding<Id>(count: u32): u32 {
  let known: usize = 0;
  for (let word: usize = 0; word < <usize>count; word++) {
    const id = load<Id>(ids + word * sizeof<Id>());
    store<Id>(ids + known * sizeof<Id>(), id);
    known += usize(<u32>id != PADDING);
  }
  return <u32>known;
}

/** Appends the ids of pairs of adjacent words, known or not. @returns how many ids there are then */
function addPairs<Id>(first: usize, count: u32, before: u32): u32 {
  let to = ids + <usize>before * sizeof<Id>();
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

/** Writes the mean of the rows of `ids` and of padding, 16 columns at a time and then 4; what is beyond the last is overwritten. */
function addRows<Id>(count: u32, to: usize): void {
  const padding = positions == 0 ? <f32>0 : <f32>(positions - count);
  const share = <f32>1 / <f32>(positions == 0 ? max<u32>(1, count) : positions);
  let column: usize = 0;
  for (; column + 64 <= rowBytes; column += 64) addSixteen<Id>(<usize>count, column, to, padding, share);
  for (; column < rowBytes; column += 16) addFour<Id>(<usize>count, column, to, padding, share);
}

/**
 * Sums of ROWS_PER_SUM rows are added with what the last addition lost: a sum of thousands is as exact as one of few.
 * @see Kahan 1965, doi:10.1145/363707.363723
 */
function addSixteen<Id>(count: usize, column: usize, to: usize, padding: f32, share: f32): void {
  const times = f32x4.splat(padding);
  const shares = f32x4.splat(share);
  const from = table + column;
  let t0 = f32x4.mul(times, v128.load(from));
  let t1 = f32x4.mul(times, v128.load(from, 16));
  let t2 = f32x4.mul(times, v128.load(from, 32));
  let t3 = f32x4.mul(times, v128.load(from, 48));
  let l0 = f32x4.splat(0);
  let l1 = l0;
  let l2 = l0;
  let l3 = l0;
  for (let start: usize = 0; start < count; start += ROWS_PER_SUM) {
    const end = min(count, start + ROWS_PER_SUM);
    for (let i = start; i < end; i++) {
      const row = from + <usize>load<Id>(ids + i * sizeof<Id>()) * rowBytes;
      l0 = f32x4.add(l0, v128.load(row));
      l1 = f32x4.add(l1, v128.load(row, 16));
      l2 = f32x4.add(l2, v128.load(row, 32));
      l3 = f32x4.add(l3, v128.load(row, 48));
    }
    let total = f32x4.add(t0, l0);
    l0 = f32x4.sub(l0, f32x4.sub(total, t0));
    t0 = total;
    total = f32x4.add(t1, l1);
    l1 = f32x4.sub(l1, f32x4.sub(total, t1));
    t1 = total;
    total = f32x4.add(t2, l2);
    l2 = f32x4.sub(l2, f32x4.sub(total, t2));
    t2 = total;
    total = f32x4.add(t3, l3);
    l3 = f32x4.sub(l3, f32x4.sub(total, t3));
    t3 = total;
  }
  v128.store(to + column, f32x4.mul(t0, shares));
  v128.store(to + column, f32x4.mul(t1, shares), 16);
  v128.store(to + column, f32x4.mul(t2, shares), 32);
  v128.store(to + column, f32x4.mul(t3, shares), 48);
}

/** The same for four columns. */
function addFour<Id>(count: usize, column: usize, to: usize, padding: f32, share: f32): void {
  const from = table + column;
  let total = f32x4.mul(f32x4.splat(padding), v128.load(from));
  let lost = f32x4.splat(0);
  for (let start: usize = 0; start < count; start += ROWS_PER_SUM) {
    const end = min(count, start + ROWS_PER_SUM);
    for (let i = start; i < end; i++) {
      lost = f32x4.add(lost, v128.load(from + <usize>load<Id>(ids + i * sizeof<Id>()) * rowBytes));
    }
    const sum = f32x4.add(total, lost);
    lost = f32x4.sub(lost, f32x4.sub(sum, total));
    total = sum;
  }
  v128.store(to + column, f32x4.mul(total, f32x4.splat(share)));
}
