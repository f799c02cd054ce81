import { mapValues } from "../../harness/base/map-values.ts";
import type { TableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { MissedSteps } from "../../harness/contract/optimizer.ts";
import type { BatchShape, StepBatch, StepChunk } from "../../harness/contract/trainer.ts";

/** The steps that one call of the runtime runs, in blocks of equal length. */
export interface Call {
  readonly chunk: StepChunk;
  /** Steps per block: a divisor of the chunk's number of steps. */
  readonly steps: number;
}

/** Every step visits all rows of its block, and these grow with its steps; but each block has a cost of its own, too. */
export const STEPS_PER_BLOCK = 8;

/** A block's rows relative to one batch's, as measured on news texts: batches share their frequent words. */
const BLOCK_GROWTH = STEPS_PER_BLOCK ** 0.7;

/** Share of the table's rows above which a block saves less than copying its rows out and back costs. */
const WORTHWHILE_SHARE = 0.4;

/** Whether steps in blocks are faster than steps that visit every row. */
export function blocksPayOff({ rows }: TableLayout, typical: BatchShape): boolean {
  return BLOCK_GROWTH * typical.unique < WORTHWHILE_SHARE * rows;
}

export function wholeCall(chunk: StepChunk): Call {
  return { chunk, steps: chunk.batches.length };
}

/** All whole blocks of a chunk as one call, and the remaining steps as one shorter block in a second call. */
export function cutIntoCalls(chunk: StepChunk, stepsPerBlock: number): Call[] {
  const total = chunk.batches.length;
  const whole = total - (total % stepsPerBlock);
  const calls: Call[] = [];
  if (whole > 0) calls.push({ chunk: sliceChunk(chunk, 0, whole), steps: stepsPerBlock });
  if (whole < total) calls.push({ chunk: sliceChunk(chunk, whole, total), steps: total - whole });
  return calls;
}

/** Steps start to end - 1 of a chunk, or fewer if it is shorter. */
export function sliceChunk(chunk: StepChunk, start: number, end: number): StepChunk {
  const { batches, scalars, missedTerms, rescale } = chunk;
  return {
    batches: batches.slice(start, end),
    scalars: mapValues(scalars, (values) => values.subarray(start, end)),
    missedTerms: missedTerms.slice(start, end),
    // Only the first part rescales; later parts continue from its state.
    rescale: start === 0 ? rescale : mapValues(rescale, () => 1),
  };
}

/** The steps of a call as blocks over rows of the table. */
export interface BlockedCall {
  readonly blocks: readonly StepBlock[];
  /** For each factor, its value for what each row of the table has missed by the end of the call: [rows]. */
  readonly lastFactors: readonly Float32Array[];
}

export interface StepBlock {
  /** Rows of the table that the block works on: every dense row, the spare row, then the rows of its words. */
  readonly rows: Int32Array;
  /** For each batch, the positions of its words in `rows`. */
  readonly places: readonly Int32Array[];
  /** For each factor, its value for what each of the rows has missed when the block begins: [rows]. */
  readonly factors: readonly Float32Array[];
}

/** Returns a function that lays out calls, one after the other. It reuses scratch arrays, so each training needs its own. */
export function createBlockLayout(
  { embeddingRows, rows, denseStart, denseRows, spareRow }: TableLayout,
  missed: MissedSteps,
) {
  const seenIn = new Int32Array(embeddingRows);
  const placeOf = new Int32Array(embeddingRows);
  /** By row: the last block of this call that contained it, or -1. */
  const lastBlock = new Int32Array(rows);
  const everyRow = Int32Array.from({ length: rows }, (_, row) => row);
  const blockRows = new Int32Array(rows);
  for (let row = 0; row < denseRows; row += 1) blockRows[row] = denseStart + row;
  blockRows[denseRows] = spareRow;
  let serial = 0;

  const layOutBlock = (batches: readonly StepBatch[]) => {
    serial += 1;
    let count = denseRows + 1;
    const places = batches.map((batch) => {
      const batchPlaces = new Int32Array(batch.rows.length);
      for (let index = 0; index < batchPlaces.length; index += 1) {
        const word = batch.rows[index]!;
        if (seenIn[word] !== serial) {
          seenIn[word] = serial;
          placeOf[word] = count;
          blockRows[count] = word;
          count += 1;
        }
        batchPlaces[index] = placeOf[word]!;
      }
      return batchPlaces;
    });
    return { rows: blockRows.slice(0, count), places };
  };

  return ({ chunk: { batches, missedTerms }, steps }: Call): BlockedCall => {
    const missedBetween = factorTable(missedTerms, steps, missed);
    const factorsOf = (block: number, tableRows: Int32Array) =>
      missedBetween.map((table) => {
        const factors = new Float32Array(tableRows.length);
        const byLast = table[block]!;
        for (let index = 0; index < factors.length; index += 1) {
          factors[index] = byLast[1 + lastBlock[tableRows[index]!]!]!;
        }
        return factors;
      });
    lastBlock.fill(-1);
    const blocks = Array.from({ length: batches.length / steps }, (_, block) => {
      const { rows: rowsOfBlock, places } = layOutBlock(batches.slice(block * steps, (block + 1) * steps));
      const factors = factorsOf(block, rowsOfBlock);
      for (let index = 0; index < rowsOfBlock.length; index += 1) lastBlock[rowsOfBlock[index]!] = block;
      return { rows: rowsOfBlock, places, factors };
    });
    return { blocks, lastFactors: factorsOf(blocks.length, everyRow) };
  };
}

/**
 * For each factor a table [block][1 + last]: what a row has missed when `block` begins, if block `last` (-1 for none) was
 * the last to contain it. The table has one more entry than blocks, for the end of the call. Every span is summed on its
 * own, since terms of undecayed state shrink from step to step: subtracting running sums would lose the later ones.
 */
function factorTable(missedTerms: StepChunk["missedTerms"], steps: number, missed: MissedSteps): Float32Array[][] {
  const blocks = missedTerms.length / steps;
  const none = missedTerms[0]!.map(() => 0);
  const plus = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value + b[index]!);
  const sumOfBlock = Array.from({ length: blocks }, (_, block) =>
    missedTerms.slice(block * steps, (block + 1) * steps).reduce(plus, none),
  );
  const perBlock = Array.from({ length: blocks + 1 }, (_, block) => {
    const bySpan: (readonly number[])[] = [];
    // From the shortest span, which starts after the previous block, to the longest, which starts with the call.
    let sum: readonly number[] = none;
    for (let last = block - 1; last >= -1; last -= 1) {
      bySpan.unshift(missed.factors.map((factor) => factor(sum)));
      if (last >= 0) sum = plus(sum, sumOfBlock[last]!);
    }
    return bySpan;
  });
  return missed.factors.map((_, factor) =>
    perBlock.map((bySpan) => Float32Array.from(bySpan, (factors) => factors[factor]!)),
  );
}
