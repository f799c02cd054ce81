/** Texts of a batch that run through the graph together, in blocks that concatenate the ids of their texts. */
export interface TextBlocks {
  /** [blocks, textsPerBlock] rows of the batch; -1 where a place is empty. */
  readonly rows: Int32Array;
  readonly textsPerBlock: number;
  /** Ids per block, padded to the fullest block. At least 1, since runtimes do not take empty axes. */
  readonly width: number;
}

/** How many padding ids take as long to gather as one more call of the runtime, measured on a CPU. */
const PADDING_IDS_PER_CALL = 2500;

/**
 * Packs a batch into blocks that are about equally full. One long text would pad the blocks of all others: where that
 * costs more than another call, the widest texts get a call of their own.
 * @param widths number of ids by text
 * @param maxTexts most texts per block; a smaller batch is one block
 */
export function packTexts(widths: Int32Array, maxTexts: number): TextBlocks[] {
  return packSorted(sortedByWidth(widths), widths, maxTexts);
}

/** Packs the batch into one call. */
export function packWhole(widths: Int32Array, maxTexts: number): TextBlocks {
  return pack(sortedByWidth(widths), widths, maxTexts);
}

/** Rows by ascending width, in their original order where widths are equal: a counting sort. */
function sortedByWidth(widths: Int32Array): Int32Array {
  let widest = 0;
  for (let row = 0; row < widths.length; row += 1) widest = Math.max(widest, widths[row]!);
  const next = new Int32Array(widest + 2);
  for (let row = 0; row < widths.length; row += 1) next[widths[row]! + 1]! += 1;
  for (let width = 1; width < next.length; width += 1) next[width]! += next[width - 1]!;
  const order = new Int32Array(widths.length);
  for (let row = 0; row < widths.length; row += 1) {
    const width = widths[row]!;
    order[next[width]!] = row;
    next[width]! += 1;
  }
  return order;
}

/** @param order rows by ascending width */
function packSorted(order: Int32Array, widths: Int32Array, maxTexts: number): TextBlocks[] {
  const estimate = (rows: Int32Array) => estimateIds(rows, widths, maxTexts);
  let fewest = estimate(order) - PADDING_IDS_PER_CALL;
  let cut = 0;
  for (let start = order.length - maxTexts; start > 0; start -= maxTexts) {
    const ids = estimate(order.subarray(0, start)) + estimate(order.subarray(start));
    if (ids < fewest) {
      fewest = ids;
      cut = start;
    }
  }
  if (cut === 0) return [pack(order, widths, maxTexts)];
  return [
    ...packSorted(order.subarray(0, cut), widths, maxTexts),
    ...packSorted(order.subarray(cut), widths, maxTexts),
  ];
}

/** The fewest blocks for so many rows, with the fewest empty places. */
function blocksFor(rows: number, maxTexts: number) {
  const blocks = Math.ceil(rows / maxTexts);
  const textsPerBlock = Math.ceil(rows / blocks);
  return { blocks, textsPerBlock, empty: blocks * textsPerBlock - rows };
}

/** Ids of all blocks, padding included, taking the fuller of the first and the last block as the fullest of all. */
function estimateIds(order: Int32Array, widths: Int32Array, maxTexts: number): number {
  const { blocks, textsPerBlock, empty } = blocksFor(order.length, maxTexts);
  let first = 0;
  let last = 0;
  for (let round = 0; round < textsPerBlock; round += 1) {
    const start = round * blocks - empty;
    const low = widths[order[start]!] ?? 0;
    const high = widths[order[start + blocks - 1]!] ?? 0;
    first += round % 2 === 0 ? low : high;
    last += round % 2 === 0 ? high : low;
  }
  return blocks * Math.max(1, first, last);
}

/** Deals rows to the blocks by ascending width, from the first block to the last and back; empty places are dealt first. */
function pack(order: Int32Array, widths: Int32Array, maxTexts: number): TextBlocks {
  const { blocks, textsPerBlock, empty } = blocksFor(order.length, maxTexts);
  const rows = new Int32Array(blocks * textsPerBlock).fill(-1);
  const filled = new Int32Array(blocks);
  for (let next = 0; next < order.length; next += 1) {
    const round = Math.floor((next + empty) / blocks);
    const step = next + empty - round * blocks;
    const block = round % 2 === 0 ? step : blocks - 1 - step;
    const row = order[next]!;
    rows[block * textsPerBlock + round] = row;
    filled[block]! += widths[row]!;
  }
  return { rows, textsPerBlock, width: filled.reduce((fullest, ids) => Math.max(fullest, ids), 1) };
}
