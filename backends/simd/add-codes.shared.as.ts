/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: lists of ids to the means of their rows, which are whole
 * numbers in int8 with one scale for all. Sums are exact, and the scale is applied once to each.
 */
import {
  endOf,
  factsOf,
  hasWideIds,
  idsOf,
  meansOf,
  paddingOf,
  shareOf,
  TEXT_FACTS,
  unknownOf,
} from "./id-lists.lib.as";

/** Rows whose codes add up in 16 bits, whatever they are: 256 x -128 is -2^15. */
const ROWS_PER_SUM: usize = 256;

/** i8 [ids, columns], zeros for padding and <OOV>; 7 bytes behind it are read, and never used. */
let codes: usize;
let columns: usize;
/** f32: what a code of 1 is worth. */
let scale: usize;
/** Rows of padding and of <OOV>: f32 [2, columns]; 28 bytes behind it are read, and never used. */
let exact: usize;

export function setUpTable(codesAt: usize, width: u32, scaleAt: usize, exactAt: usize): void {
  codes = codesAt;
  columns = <usize>width;
  scale = scaleAt;
  exact = exactAt;
}

/** Writes the means of the first `rows` texts, f32 [texts, columns], and 28 bytes behind them. */
export function addRows(lists: usize, rows: u32): void {
  if (hasWideIds(lists)) addAll<u32>(lists, rows);
  else addAll<u16>(lists, rows);
}

/** 16 columns at a time and then 8; what is beyond a row's last is overwritten. */
function addAll<Id>(lists: usize, rows: u32): void {
  const ids = idsOf(lists);
  let text = factsOf(lists);
  let to = meansOf(lists);
  let first = ids;
  for (let row: u32 = 0; row < rows; row++) {
    const last = ids + endOf(text) * sizeof<Id>();
    let column: usize = 0;
    for (; column + 16 <= columns; column += 16) addSixteen<Id>(first, last, column, to, text);
    for (; column < columns; column += 8) addEight<Id>(first, last, column, to, text);
    first = last;
    text += TEXT_FACTS;
    to += columns << 2;
  }
}

function addSixteen<Id>(first: usize, last: usize, column: usize, to: usize, text: usize): void {
  const from = codes + column;
  let t0 = i32x4.splat(0);
  let t1 = t0;
  let t2 = t0;
  let t3 = t0;
  for (let start = first; start < last; start += ROWS_PER_SUM * sizeof<Id>()) {
    const end = min(last, start + ROWS_PER_SUM * sizeof<Id>());
    let s0 = i16x8.splat(0);
    let s1 = s0;
    for (let at = start; at < end; at += sizeof<Id>()) {
      const row = from + <usize>load<Id>(at) * columns;
      s0 = i16x8.add(s0, v128.load_ext<i8>(row));
      s1 = i16x8.add(s1, v128.load_ext<i8>(row, 8));
    }
    t0 = i32x4.add(t0, i32x4.extend_low_i16x8_s(s0));
    t1 = i32x4.add(t1, i32x4.extend_high_i16x8_s(s0));
    t2 = i32x4.add(t2, i32x4.extend_low_i16x8_s(s1));
    t3 = i32x4.add(t3, i32x4.extend_high_i16x8_s(s1));
  }
  putFour(t0, column, to, text);
  putFour(t1, column + 4, to, text);
  putFour(t2, column + 8, to, text);
  putFour(t3, column + 12, to, text);
}

function addEight<Id>(first: usize, last: usize, column: usize, to: usize, text: usize): void {
  const from = codes + column;
  let low = i32x4.splat(0);
  let high = low;
  for (let start = first; start < last; start += ROWS_PER_SUM * sizeof<Id>()) {
    const end = min(last, start + ROWS_PER_SUM * sizeof<Id>());
    let sum = i16x8.splat(0);
    for (let at = start; at < end; at += sizeof<Id>()) {
      sum = i16x8.add(sum, v128.load_ext<i8>(from + <usize>load<Id>(at) * columns));
    }
    low = i32x4.add(low, i32x4.extend_low_i16x8_s(sum));
    high = i32x4.add(high, i32x4.extend_high_i16x8_s(sum));
  }
  putFour(low, column, to, text);
  putFour(high, column + 4, to, text);
}

/** Writes the means of four columns: their sums, and the rows that are kept exact. */
function putFour(sums: v128, column: usize, to: usize, text: usize): void {
  const kept = exact + (column << 2);
  const share = shareOf(text);
  const known = f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.splat(load<f32>(scale) * share));
  const padding = f32x4.mul(v128.load(kept), f32x4.splat(paddingOf(text) * share));
  const unknown = f32x4.mul(v128.load(kept + (columns << 2)), f32x4.splat(unknownOf(text) * share));
  v128.store(to + (column << 2), f32x4.add(known, f32x4.add(padding, unknown)));
}
