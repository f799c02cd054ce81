/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: lists of ids to the means of their rows, float32.
 */
import { endOf, factsOf, hasWideIds, idsOf, meansOf, paddingOf, shareOf, TEXT_FACTS } from "./id-lists.lib.as";

/** Rows that are added to one sum in float32, before it is added to the text's. */
const ROWS_PER_SUM: usize = 32;

/** f32 [ids, columns]; 12 bytes behind it are read, and never used. */
let table: usize;
let rowBytes: usize;

export function setUpTable(tableAt: usize, columns: u32): void {
  table = tableAt;
  rowBytes = (<usize>columns) << 2;
}

/** Writes the means of the first `rows` texts, f32 [texts, columns], and 12 bytes behind them. */
export function addRows(lists: usize, rows: u32): void {
  if (hasWideIds(lists)) addAll<u32>(lists, rows);
  else addAll<u16>(lists, rows);
}

/** 16 columns at a time and then 4; what is beyond a row's last is overwritten. */
function addAll<Id>(lists: usize, rows: u32): void {
  const ids = idsOf(lists);
  let text = factsOf(lists);
  let to = meansOf(lists);
  let first = ids;
  for (let row: u32 = 0; row < rows; row++) {
    const last = ids + endOf(text) * sizeof<Id>();
    let column: usize = 0;
    for (; column + 64 <= rowBytes; column += 64) addSixteen<Id>(first, last, column, to, text);
    for (; column < rowBytes; column += 16) addFour<Id>(first, last, column, to, text);
    first = last;
    text += TEXT_FACTS;
    to += rowBytes;
  }
}

/**
 * Sums of ROWS_PER_SUM rows are added with what the last addition lost: a sum of thousands is as exact as one of few.
 * @see Kahan 1965, doi:10.1145/363707.363723
 */
function addSixteen<Id>(first: usize, last: usize, column: usize, to: usize, text: usize): void {
  const times = f32x4.splat(paddingOf(text));
  const shares = f32x4.splat(shareOf(text));
  const from = table + column;
  let t0 = f32x4.mul(times, v128.load(from));
  let t1 = f32x4.mul(times, v128.load(from, 16));
  let t2 = f32x4.mul(times, v128.load(from, 32));
  let t3 = f32x4.mul(times, v128.load(from, 48));
  let l0 = f32x4.splat(0);
  let l1 = l0;
  let l2 = l0;
  let l3 = l0;
  for (let start = first; start < last; start += ROWS_PER_SUM * sizeof<Id>()) {
    const end = min(last, start + ROWS_PER_SUM * sizeof<Id>());
    for (let at = start; at < end; at += sizeof<Id>()) {
      const row = from + <usize>load<Id>(at) * rowBytes;
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
function addFour<Id>(first: usize, last: usize, column: usize, to: usize, text: usize): void {
  const from = table + column;
  let total = f32x4.mul(f32x4.splat(paddingOf(text)), v128.load(from));
  let lost = f32x4.splat(0);
  for (let start = first; start < last; start += ROWS_PER_SUM * sizeof<Id>()) {
    const end = min(last, start + ROWS_PER_SUM * sizeof<Id>());
    for (let at = start; at < end; at += sizeof<Id>()) {
      lost = f32x4.add(lost, v128.load(from + <usize>load<Id>(at) * rowBytes));
    }
    const sum = f32x4.add(total, lost);
    lost = f32x4.sub(lost, f32x4.sub(sum, total));
    total = sum;
  }
  v128.store(to + column, f32x4.mul(total, f32x4.splat(shareOf(text))));
}
