/** Texts of a batch that go through the graph together, in blocks whose ids stand one text after the other. */
export interface TextBlocks {
  /** Row of the batch by block and place in it; -1 where a place is empty. */
  readonly rows: Int32Array;
  readonly textsPerBlock: number;
  /** Ids of a block: those of its texts, filled up to the fullest block. At least 1: no runtime likes an empty axis. */
  readonly width: number;
}

/** Filling-up ids whose gathers take as long as one more call of the runtime, measured on a CPU. */
const IDS_A_CALL = 2500;

/**
 * Packs a batch into blocks that are about equally full. One long text would fill up the blocks of all others: where
 * that costs more than another call, the widest texts go apart.
 * @param widths ids of each text
 * @param textsPerBlock at most; a smaller batch is one block
 */
export function packTexts(widths: Int32Array, textsPerBlock: number): TextBlocks[] {
  return packSorted(sortedByWidth(widths), widths, textsPerBlock);
}

/** The batch in one call. */
export function packWhole(widths: Int32Array, textsPerBlock: number): TextBlocks {
  return pack(sortedByWidth(widths), widths, textsPerBlock);
}

/** Rows by growing width, equal ones in their order: a counting sort. */
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

/** @param order rows by growing width */
function packSorted(order: Int32Array, widths: Int32Array, most: number): TextBlocks[] {
  let fewest = idsOfOuter(order, widths, most) - IDS_A_CALL;
  let cut = 0;
  for (let start = order.length - most; start > 0; start -= most) {
    const ids = idsOfOuter(order.subarray(0, start), widths, most) + idsOfOuter(order.subarray(start), widths, most);
    if (ids < fewest) {
      fewest = ids;
      cut = start;
    }
  }
  if (cut === 0) return [pack(order, widths, most)];
  return [...packSorted(order.subarray(0, cut), widths, most), ...packSorted(order.subarray(cut), widths, most)];
}

/** Blocks that rows are dealt to, with as few empty places as can be. */
function blocksFor(rows: number, most: number) {
  const blocks = Math.ceil(rows / most);
  const textsPerBlock = Math.ceil(rows / blocks);
  return { blocks, textsPerBlock, empty: blocks * textsPerBlock - rows };
}

/** Ids of all blocks if none were fuller than the first and the last: texts out of line are dealt to one of these. */
function idsOfOuter(order: Int32Array, widths: Int32Array, most: number): number {
  const { blocks, textsPerBlock, empty } = blocksFor(order.length, most);
  let first = 0;
  let last = 0;
  for (let turn = 0; turn < textsPerBlock; turn += 1) {
    const start = turn * blocks - empty;
    const low = widths[order[start]!] ?? 0;
    const high = widths[order[start + blocks - 1]!] ?? 0;
    first += turn % 2 === 0 ? low : high;
    last += turn % 2 === 0 ? high : low;
  }
  return blocks * Math.max(1, first, last);
}

/**
 * Deals rows to the blocks by growing width, from the first block to the last and back again; empty places are the
 * first to be dealt.
 */
function pack(order: Int32Array, widths: Int32Array, most: number): TextBlocks {
  const { blocks, textsPerBlock, empty } = blocksFor(order.length, most);
  const rows = new Int32Array(blocks * textsPerBlock).fill(-1);
  const filled = new Int32Array(blocks);
  for (let next = 0; next < order.length; next += 1) {
    const turn = Math.floor((next + empty) / blocks);
    const step = next + empty - turn * blocks;
    const block = turn % 2 === 0 ? step : blocks - 1 - step;
    const row = order[next]!;
    rows[block * textsPerBlock + turn] = row;
    filled[block]! += widths[row]!;
  }
  return { rows, textsPerBlock, width: filled.reduce((fullest, ids) => Math.max(fullest, ids), 1) };
}
