/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: puts the texts of a training step together, as
 * `createBatcher` does, in the memory where the step reads them.
 */

/** [texts + 1, 2]: u32 end of a text's entries, and f32 by which its counts are divided; the first record is of no text. */
let texts: usize;
/** u32 by entry: the word, and above its bits how often the text has it. */
let entries: usize;
let wordBits: u32;
/** u32 [rows of the table, 2]: the step that last touched a row, and its place there; side by side, since they are read together. */
let touches: usize;
/** What reading ahead has read, so that it is not left out. */
let readAhead: u32 = 0;

const CACHE_LINE = 64;

/** Tells where the texts of a training lie. */
export function open(textsAt: usize, entriesAt: usize, bitsOfWord: u32, touchesAt: usize): void {
  texts = textsAt;
  entries = entriesAt;
  wordBits = bitsOfWord;
  touches = touchesAt;
}

/**
 * Lists the words of a batch and the pairs of texts and words. Whether a word is new to the batch decides which numbers are
 * stored, and no branch: it would be guessed wrong for every fifth word.
 * @param rows u32 [count]: the texts of the batch
 * @param step the number under which its words count as touched
 * @param rowIds u32: gets the words in order of first appearance; one more is written
 * @param lastSteps u32: gets the step that last touched each of them; one more is written
 * @param textEnds u32 [count]: gets the number of pairs up to the end of each text
 * @param pairRow u32: gets the place of its word
 * @param pairShare f32: gets its share of the text's mean
 * @returns number of words
 */
export function assemble(
  rows: usize,
  count: u32,
  step: u32,
  rowIds: usize,
  lastSteps: usize,
  textEnds: usize,
  pairRow: usize,
  pairShare: usize,
): u32 {
  fetch(rows, count);
  const wordMask = ((<u32>1) << wordBits) - 1;
  let words: u32 = 0;
  let pair: usize = 0;
  for (let row: u32 = 0; row < count; row++) {
    const text = textAt(rows, row);
    const end = endOf(text);
    const divisor = load<f32>(text, 12);
    for (let at = startOf(text); at < end; at += 4) {
      const entry = load<u32>(at);
      const id = entry & wordMask;
      const touch = touches + ((<usize>id) << 3);
      const last = load<u32>(touch);
      const isNew = last != step;
      const place = select(words, load<u32>(touch, 4), isNew);
      store<u32>(touch, step);
      store<u32>(touch, place, 4);
      const next = (<usize>words) << 2;
      store<u32>(rowIds + next, id);
      store<u32>(lastSteps + next, last);
      words += u32(isNew);
      store<u32>(pairRow + pair, place);
      store<f32>(pairShare + pair, <f32>(entry >> wordBits) / divisor);
      pair += 4;
    }
    store<u32>(textEnds + ((<usize>row) << 2), <u32>(pair >> 2));
  }
  return words;
}

/** Reads every cache line of a batch's texts: their misses overlap, which they would not among the work. */
function fetch(rows: usize, count: u32): void {
  let read: u32 = 0;
  for (let row: u32 = 0; row < count; row++) {
    const text = textAt(rows, row);
    const end = endOf(text);
    for (let at = startOf(text); at < end; at += CACHE_LINE) read ^= load<u32>(at);
  }
  readAhead = read;
}

/** The record before a text's own, whose end is the text's start. */
function textAt(rows: usize, row: u32): usize {
  return texts + ((<usize>load<u32>(rows + ((<usize>row) << 2))) << 3);
}

function startOf(text: usize): usize {
  return entries + ((<usize>load<u32>(text)) << 2);
}

function endOf(text: usize): usize {
  return entries + ((<usize>load<u32>(text, 8)) << 2);
}

/** Lists by row of the table the step that last touched it. @param lastSteps u32 [count] */
export function listLastSteps(lastSteps: usize, count: u32): void {
  for (let row: usize = 0; row < <usize>count; row++) {
    store<u32>(lastSteps + (row << 2), load<u32>(touches + (row << 3)));
  }
}
