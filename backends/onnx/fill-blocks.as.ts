/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: turns a batch of encoded texts into the inputs of the
 * distinct form. Ids below `frequent` are frequent, all others are rare.
 *
 * The caller copies a batch into the memory, passes its addresses to `take`, reads how many rare ids each text has, packs
 * the texts into blocks, and fills one set of blocks after the other.
 */

/** u32 [texts + 1]: index of each text's first entry, and the end of the last one's. */
let offsets: usize;
/** u32 by entry. */
let ids: usize;
let counts: usize;
/** f32 by text: share of one position in the text's mean. */
let shares: usize;
/** Ids below it are frequent. */
let frequent: u32;
/** Not 0 if padding is left out of the mean. */
let skipsPadding: u32;

/** Counts the rare ids of each text of a batch into `rareCounts`. */
export function take(
  rows: u32,
  offsetsAt: usize,
  idsAt: usize,
  countsAt: usize,
  sharesAt: usize,
  frequentRows: u32,
  leavesPadding: u32,
  rareCounts: usize,
): void {
  offsets = offsetsAt;
  ids = idsAt;
  counts = countsAt;
  shares = sharesAt;
  frequent = frequentRows;
  skipsPadding = leavesPadding;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const end = ids + ((<usize>load<u32>(offsets + (row << 2), 4)) << 2);
    let rare: u32 = 0;
    for (let at = ids + ((<usize>load<u32>(offsets + (row << 2))) << 2); at < end; at += 4) {
      rare += u32(load<u32>(at) >= frequent);
    }
    store<u32>(rareCounts + (row << 2), rare);
  }
}

/**
 * Writes blocks of texts.
 * @param rows i32 [blocks, texts]: the text at each place of a block, or -1 if the place is empty
 * @param blockIds [blocks, width] rare ids of a block's texts, one text after the other, padded with 0; four more bytes
 * are written
 * @param blockShares [blocks, texts, width] share of each rare id in each text's mean; four more bytes are written
 * @param frequentShares [blocks, texts, frequent] share of each frequent id in each text's mean
 * @param spare four bytes that are written but never read
 */
export function fill(
  blocks: u32,
  textsPerBlock: u32,
  width: u32,
  rows: usize,
  blockIds: usize,
  blockShares: usize,
  frequentShares: usize,
  spare: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const frequentBytes = (<usize>frequent) << 2;
  const texts = <usize>blocks * <usize>textsPerBlock;
  memory.fill(blockShares, 0, texts * rowBytes);
  memory.fill(frequentShares, 0, texts * frequentBytes);
  for (let block: u32 = 0; block < blocks; block++) {
    let column: usize = 0;
    for (let text: u32 = 0; text < textsPerBlock; text++) {
      const row = load<i32>(rows);
      if (row >= 0) {
        column = fillText(<usize>row, column, blockIds, blockShares, frequentShares, spare);
        if (skipsPadding) store<f32>(frequentShares, 0);
      }
      rows += 4;
      blockShares += rowBytes;
      frequentShares += frequentBytes;
    }
    memory.fill(blockIds + column, 0, rowBytes - column);
    blockIds += rowBytes;
  }
}

/** @param column bytes of the block's ids that earlier texts use @returns bytes in use including this text */
function fillText(
  row: usize,
  column: usize,
  blockIds: usize,
  blockShares: usize,
  frequentShares: usize,
  spare: usize,
): usize {
  const share = load<f32>(shares + (row << 2));
  const first = (<usize>load<u32>(offsets + (row << 2))) << 2;
  const last = (<usize>load<u32>(offsets + (row << 2), 4)) << 2;
  for (let at = first; at < last; at += 4) {
    const id = load<u32>(ids + at);
    const value = <f32>load<u32>(counts + at) * share;
    // Masks instead of a conditional, which would compile to a branch: whether a word is frequent is hard to predict.
    const rare = u32(id >= frequent);
    const mask = 0 - rare;
    store<f32>((spare & <usize>mask) | ((frequentShares + ((<usize>id) << 2)) & <usize>~mask), value);
    store<u32>(blockIds + column, id);
    store<u32>(blockShares + column, reinterpret<u32>(value) & mask);
    column += (<usize>rare) << 2;
  }
  return column;
}
