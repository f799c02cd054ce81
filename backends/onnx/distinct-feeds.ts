import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import { type EncodedTexts, type ModelSpec, PADDING_ID, SPECIAL_ROWS } from "../../harness/contract.ts";
import { meanDivisor } from "../../harness/training/batches.ts";
import { DISTINCT } from "./serving-graph.ts";

/** Inputs of the distinct form for some texts of a batch, over buffers that are kept from call to call. */
export type DistinctFeeder = (texts: EncodedTexts, group: WidthGroup) => InferenceSession.FeedsType;

export function createDistinctFeeder({ pooling }: ModelSpec, TensorOf: TensorConstructor): DistinctFeeder {
  let idBuffer = new Int32Array(0);
  let shareBuffer = new Float32Array(0);
  return (texts, { rows, width }) => {
    const size = rows.length * width;
    if (size > idBuffer.length) {
      idBuffer = new Int32Array(2 * size);
      shareBuffer = new Float32Array(2 * size);
    }
    const ids = idBuffer.subarray(0, size);
    const shares = shareBuffer.subarray(0, size);
    const special = new Float32Array(rows.length * SPECIAL_ROWS);
    const { offsets, ids: textIds, counts } = texts;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index]!;
      const share = 1 / meanDivisor(texts, row, pooling);
      const last = offsets[row + 1]!;
      let at = index * width;
      for (let entry = offsets[row]!; entry < last; entry += 1) {
        const id = textIds[entry]!;
        if (id < SPECIAL_ROWS) {
          if (id !== PADDING_ID || pooling === "all") special[index * SPECIAL_ROWS + id] = counts[entry]! * share;
          continue;
        }
        ids[at] = id;
        shares[at] = counts[entry]! * share;
        at += 1;
      }
      // What fills up is row 0 with no share in the mean.
      for (const end = (index + 1) * width; at < end; at += 1) {
        ids[at] = 0;
        shares[at] = 0;
      }
    }
    return {
      [DISTINCT.ids]: new TensorOf("int32", ids, [rows.length, width]),
      [DISTINCT.shares]: new TensorOf("float32", shares, [rows.length, width]),
      [DISTINCT.special]: new TensorOf("float32", special, [rows.length, SPECIAL_ROWS]),
    };
  };
}

/** Texts of a batch that go through the graph together. */
export interface WidthGroup {
  readonly rows: Int32Array;
  readonly width: number;
}

/** Filling-up entries whose gathers take as long as one more call of the runtime, measured on a CPU. */
const ENTRIES_A_CALL = 2500;

/**
 * Cuts a batch into groups of texts of like width: all texts of a call are filled up to its widest, and one long text
 * among short ones makes most of the gathers needless.
 */
export function groupByWidth(texts: EncodedTexts): WidthGroup[] {
  const { widths, widest } = textWidths(texts);
  const order = sortedByWidth(widths, widest);
  return split(
    order,
    order.map((row) => widths[row]!),
  );
}

/** The batch as one group. */
export function wholeBatch(texts: EncodedTexts): WidthGroup {
  return { rows: Int32Array.from({ length: texts.rows }, (_, row) => row), width: textWidths(texts).widest };
}

/** Entries of each text, at least 1: no runtime likes an empty axis. */
function textWidths({ rows, offsets }: EncodedTexts) {
  const widths = new Int32Array(rows);
  let widest = 1;
  for (let row = 0; row < rows; row += 1) {
    widths[row] = Math.max(1, offsets[row + 1]! - offsets[row]!);
    widest = Math.max(widest, widths[row]!);
  }
  return { widths, widest };
}

/** Rows by growing width, equal ones in their order: a counting sort. */
function sortedByWidth(widths: Int32Array, widest: number): Int32Array {
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

/** @param widths of the rows, growing */
function split(rows: Int32Array, widths: Int32Array): WidthGroup[] {
  const width = widths.at(-1)!;
  let most = ENTRIES_A_CALL;
  let cut = 0;
  for (let count = 1; count < rows.length; count += 1) {
    const saved = count * (width - widths[count - 1]!);
    if (saved > most) {
      most = saved;
      cut = count;
    }
  }
  if (cut === 0) return [{ rows, width }];
  return [...split(rows.subarray(0, cut), widths.subarray(0, cut)), ...split(rows.subarray(cut), widths.subarray(cut))];
}
