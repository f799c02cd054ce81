import { deflateRawSync, inflateRawSync } from "node:zlib";
import { RecordError } from "../base/errors.ts";
import type { Outcomes } from "./quality.ts";

/** What each row is and what it was taken for, both [rows]. */
export interface OutcomeRows {
  readonly labels: Uint16Array;
  readonly predictions: Uint16Array;
}

/** @param classes decides on the bytes of a label */
export function packRows(
  { labels, predictions }: OutcomeRows,
  classes: number,
): Pick<Outcomes, "rows" | "labels" | "predictions"> {
  return { rows: labels.length, labels: pack(labels, classes), predictions: pack(predictions, classes) };
}

/** @throws RecordError unless there are a label and a prediction for each row */
export function unpackRows(
  { rows, labels, predictions }: Pick<Outcomes, "rows" | "labels" | "predictions">,
  classes: number,
): OutcomeRows {
  return { labels: unpackedLabels(labels, rows, classes), predictions: unpack(predictions, rows, classes) };
}

function pack(labels: Uint16Array, classes: number): string {
  const width = widthOf(classes);
  const bytes = Buffer.alloc(labels.length * width);
  labels.forEach((label, row) => {
    bytes.writeUIntLE(label, row * width, width);
  });
  return deflateRawSync(bytes).toString("base64");
}

/** All runs on the same rows have the same labels: of those of the last few kinds, one array is for all. */
const known = new Map<string, Uint16Array>();
const MOST_KNOWN = 16;

function unpackedLabels(packed: string, rows: number, classes: number): Uint16Array {
  const key = `${rows} ${classes} ${packed}`;
  const labels = known.get(key) ?? unpack(packed, rows, classes);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, labels);
  return labels;
}

function unpack(packed: string, rows: number, classes: number): Uint16Array {
  const width = widthOf(classes);
  const bytes = inflate(Buffer.from(packed, "base64"), rows * width);
  if (bytes.length !== rows * width) {
    throw new RecordError(`the labels of ${rows} rows need ${rows * width} bytes, got ${bytes.length}`);
  }
  const labels = new Uint16Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const label = width === 1 ? bytes[row]! : bytes[2 * row]! | (bytes[2 * row + 1]! << 8);
    if (label >= classes) throw new RecordError(`label ${label} in a record of ${classes} classes`);
    labels[row] = label;
  }
  return labels;
}

/** Bytes, of zlib. */
const USUAL_CHUNK = 16_384;
const SMALLEST_CHUNK = 64;

/** @param most a damaged record must not fill the memory */
function inflate(deflated: Buffer, most: number): Buffer {
  try {
    // One piece of memory of the size that is needed, in place of a usual one that is many times as large.
    const chunkSize = Math.min(USUAL_CHUNK, Math.max(SMALLEST_CHUNK, most + 1));
    return inflateRawSync(deflated, { maxOutputLength: Math.max(1, most), chunkSize });
  } catch (cause) {
    throw new RecordError("the labels of a record's rows cannot be inflated", { cause });
  }
}

function widthOf(classes: number): 1 | 2 {
  return classes <= 256 ? 1 : 2;
}
