/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: puts the texts of a training step together, as
 * `createBatcher` does, in the memory where the step reads them.
 */

/** u32 [texts + 1]: index of each text's first entry, and the end of the last one's. */
let offsets: usize;
/** u32 by entry. */
let ids: usize;
let counts: usize;
/** Positions of every text. */
let positions: u32;
/** Not 0 if padding is left out of the mean. */
let skipsPadding: u32;
/** u32 [ids, 2]: the batch that last had an id, and its place there; side by side, since they are read together. */
let lastBatch: usize;
/** u32 by row of the table: the step that last touched it. */
let lastStep: usize;
let batch: u32 = 0;

/** Tells where the texts of a training lie; ids that no batch has had yet are 0 in `lastBatchAt`. */
export function open(
  offsetsAt: usize,
  idsAt: usize,
  countsAt: usize,
  positionsOfText: u32,
  leavesPadding: u32,
  lastBatchAt: usize,
  lastStepAt: usize,
): void {
  offsets = offsetsAt;
  ids = idsAt;
  counts = countsAt;
  positions = positionsOfText;
  skipsPadding = leavesPadding;
  lastBatch = lastBatchAt;
  lastStep = lastStepAt;
}

/**
 * Lists the words of a batch and the pairs of texts and words.
 * @param texts u32 [count]: the texts of the batch
 * @param step the number under which its words count as touched
 * @param rowIds u32: gets the words in order of first appearance
 * @param lastSteps u32: gets the step that last touched each of them
 * @param textEnds u32 [count]: gets the number of pairs up to the end of each text
 * @param pairRow u32: gets the place of its word
 * @param pairShare f32: gets its share of the text's mean
 * @returns number of words
 */
export function assemble(
  texts: usize,
  count: u32,
  step: u32,
  rowIds: usize,
  lastSteps: usize,
  textEnds: usize,
  pairRow: usize,
  pairShare: usize,
): u32 {
  batch += 1;
  let words: u32 = 0;
  let pair: usize = 0;
  for (let row: u32 = 0; row < count; row++) {
    const text = <usize>load<u32>(texts + ((<usize>row) << 2));
    const end = (<usize>load<u32>(offsets + (text << 2), 4)) << 2;
    let divisor = positions;
    if (skipsPadding != 0) {
      const start = (<usize>load<u32>(offsets + (text << 2))) << 2;
      if (end > start && load<u32>(ids + end - 4) == 0) divisor -= load<u32>(counts + end - 4);
      if (divisor == 0) divisor = 1;
    }
    const share = <f32>divisor;
    for (let at = (<usize>load<u32>(offsets + (text << 2))) << 2; at < end; at += 4) {
      const id = (<usize>load<u32>(ids + at)) << 2;
      if (id == 0 && skipsPadding != 0) continue;
      const seen = lastBatch + (id << 1);
      let place = load<u32>(seen, 4);
      if (load<u32>(seen) != batch) {
        place = words;
        store<u32>(seen, batch);
        store<u32>(seen, place, 4);
        store<u32>(rowIds + ((<usize>words) << 2), id >> 2);
        store<u32>(lastSteps + ((<usize>words) << 2), load<u32>(lastStep + id));
        store<u32>(lastStep + id, step);
        words += 1;
      }
      store<u32>(pairRow + pair, place);
      store<f32>(pairShare + pair, <f32>load<u32>(counts + at) / share);
      pair += 4;
    }
    store<u32>(textEnds + ((<usize>row) << 2), <u32>(pair >> 2));
  }
  return words;
}
