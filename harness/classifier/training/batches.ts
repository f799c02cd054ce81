import { type EncodedTexts, type ModelSpec, PADDING_ID, type TrainingSpec, WHOLE_BATCH } from "../../contract/index.ts";
import { embeddingRows, outputCountOf } from "../../contract/model-sizes.ts";
import type { BatchShape, StepBatch } from "../../contract/trainer.ts";

/** Wanted outputs [rows, outputs]: 0 or 1 for two classes, one-hot for more. */
export function targetsOf(labels: Uint16Array, classes: number): Float32Array {
  const outputCount = outputCountOf(classes);
  const targets = new Float32Array(labels.length * outputCount);
  labels.forEach((label, row) => {
    writeTarget(targets, row, label, outputCount);
  });
  return targets;
}

/** @param targets [rows, outputs], 0 so far */
function writeTarget(targets: Float32Array, row: number, label: number, outputCount: number): void {
  if (outputCount === 1) targets[row] = label;
  else targets[row * outputCount + label] = 1;
}

/**
 * Divisor of one text's counts in the mean: all positions where padding counts, as in the reference experiment, else
 * the number of words (1 for an empty text, whose mean is then 0).
 */
export function meanDivisor(texts: EncodedTexts, row: number, pooling: ModelSpec["pooling"]): number {
  if (pooling === "all") return texts.maxLength;
  const last = texts.offsets[row + 1]! - 1;
  const padding = last >= texts.offsets[row]! && texts.ids[last] === PADDING_ID ? texts.counts[last]! : 0;
  return Math.max(1, texts.maxLength - padding);
}

/** Bytes of the buffers that batches are cut from: an array of its own costs as much as filling it. */
const SLAB_BYTES = 1 << 20;

/** Cuts arrays of 4-byte numbers, all 0, from large buffers. */
function createSlab() {
  let slab = new ArrayBuffer(0);
  let used = 0;
  /** @returns the byte offset of room for some numbers in `slab` */
  const reserve = (length: number): number => {
    const bytes = length * 4;
    if (used + bytes > slab.byteLength) {
      slab = new ArrayBuffer(Math.max(SLAB_BYTES, bytes));
      used = 0;
    }
    used += bytes;
    return used - bytes;
  };
  return {
    ints: (length: number) => {
      const at = reserve(length);
      return new Int32Array(slab, at, length);
    },
    floats: (length: number) => {
      const at = reserve(length);
      return new Float32Array(slab, at, length);
    },
  };
}

/**
 * Cuts an order of texts into batches with their unique words. Reuses its scratch arrays: one batcher per training. Targets are written
 * batch by batch: those of all texts would fill memory where there are many classes.
 * @param labels class of each text
 */
export function createBatcher(
  spec: ModelSpec,
  texts: EncodedTexts,
  labels: Uint16Array,
  batchSize: number,
): (order: Int32Array, start: number) => StepBatch {
  const outputCount = outputCountOf(spec.classes);
  const ids = embeddingRows(spec);
  const lastSeen = new Int32Array(ids).fill(-1);
  const place = new Int32Array(ids);
  const unique = new Int32Array(ids);
  const skipsPadding = spec.pooling === "words";
  const { offsets, counts, ids: wordIds } = texts;
  const slab = createSlab();
  const fullWeight = new Float32Array(batchSize).fill(1 / batchSize);
  let serial = 0;
  let pairs = 0;
  let uniques = 0;
  let pairText = new Int32Array(0);
  let pairRow = new Int32Array(0);
  let pairWeight = new Float32Array(0);

  /** A function of its own, since V8 optimizes what is called often sooner than a loop within what is not. */
  const addText = (text: number, row: number) => {
    const [texts_, rows_, weights] = [pairText, pairRow, pairWeight];
    const divisor = meanDivisor(texts, text, spec.pooling);
    const end = offsets[text + 1]!;
    let pair = pairs;
    for (let entry = offsets[text]!; entry < end; entry += 1) {
      const id = wordIds[entry]!;
      if (skipsPadding && id === PADDING_ID) continue;
      if (lastSeen[id] !== serial) {
        lastSeen[id] = serial;
        place[id] = uniques;
        unique[uniques] = id;
        uniques += 1;
      }
      texts_[pair] = row;
      rows_[pair] = place[id]!;
      weights[pair] = counts[entry]! / divisor;
      pair += 1;
    }
    pairs = pair;
  };

  const assemble = (rows: Int32Array) => {
    let capacity = 0;
    for (const row of rows) capacity += entriesOf(texts, row);
    [pairs, uniques] = [0, 0];
    [pairText, pairRow, pairWeight] = [slab.ints(capacity), slab.ints(capacity), slab.floats(capacity)];
    for (let row = 0; row < rows.length; row += 1) addText(rows[row]!, row);
    serial += 1;
    const words = slab.ints(uniques);
    words.set(unique.subarray(0, uniques));
    return {
      rows: words,
      pairText: pairText.subarray(0, pairs),
      pairRow: pairRow.subarray(0, pairs),
      pairWeight: pairWeight.subarray(0, pairs),
    };
  };

  return (order, start) => {
    const rows = order.subarray(start, start + batchSize);
    const batchTargets = slab.floats(batchSize * outputCount);
    for (let row = 0; row < rows.length; row += 1) writeTarget(batchTargets, row, labels[rows[row]!]!, outputCount);
    const isFull = rows.length === batchSize;
    let assembled: ReturnType<typeof assemble> | null = null;
    const parts = () => {
      assembled ??= assemble(rows);
      return assembled;
    };
    return {
      get rows() {
        return parts().rows;
      },
      get pairText() {
        return parts().pairText;
      },
      get pairRow() {
        return parts().pairRow;
      },
      get pairWeight() {
        return parts().pairWeight;
      },
      targets: batchTargets,
      textWeight: isFull ? fullWeight : new Float32Array(batchSize).fill(1 / rows.length, 0, rows.length),
      source: { texts, rows },
      extras: {},
    };
  };
}

/** Texts in a step of a training of so many rows. */
export function rowsOfBatch(batchSize: TrainingSpec["batchSize"], rows: number): number {
  return batchSize === WHOLE_BATCH ? rows : batchSize;
}

/** What a batch holds on average, of texts spread over the whole corpus. */
export function typicalBatch(spec: ModelSpec, texts: EncodedTexts, batchSize: number): BatchShape {
  const rows = Math.min(batchSize, texts.rows);
  const words = new Set<number>();
  let pairs = 0;
  for (let index = 0; index < rows; index += 1) {
    const row = Math.floor((index * texts.rows) / rows);
    for (let entry = texts.offsets[row]!; entry < texts.offsets[row + 1]!; entry += 1) {
      if (texts.ids[entry] === PADDING_ID && spec.pooling === "words") continue;
      words.add(texts.ids[entry]!);
      pairs += 1;
    }
  }
  return { unique: words.size, pairs };
}

function entriesOf(texts: EncodedTexts, row: number): number {
  return texts.offsets[row + 1]! - texts.offsets[row]!;
}
