import { mapValues } from "../../harness/base/map-values.ts";
import type { TableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { MissedSteps } from "../../harness/contract/optimizer.ts";
import type { BatchShape, StepBatch, StepChunk } from "../../harness/contract/trainer.ts";

/** Steps that one call of the runtime runs, in blocks of equal length. */
export interface Call {
  readonly chunk: StepChunk;
  /** Steps of a block: a divisor of the chunk's. */
  readonly steps: number;
}

/** Short, since a block's rows grow with its steps and every step visits all of them; not shorter, since blocks cost too. */
export const STEPS_A_BLOCK = 8;

/** Rows of a block for each row of one of its batches, as seen on news texts: batches share their frequent words. */
const BLOCK_GROWTH = STEPS_A_BLOCK ** 0.7;

/** Share of the table's rows above which a block saves less than taking its rows out and putting them back costs. */
const WORTHWHILE_SHARE = 0.4;

/** Whether steps in blocks are faster than steps that visit every row. */
export function blocksPay({ rows }: TableLayout, typical: BatchShape): boolean {
  return BLOCK_GROWTH * typical.unique < WORTHWHILE_SHARE * rows;
}

export function wholeCall(chunk: StepChunk): Call {
  return { chunk, steps: chunk.batches.length };
}

/** As many whole blocks as the chunk holds in one call, and what is left over as one shorter block in another. */
export function cutIntoCalls(chunk: StepChunk, stepsABlock: number): Call[] {
  const total = chunk.batches.length;
  const whole = total - (total % stepsABlock);
  const calls: Call[] = [];
  if (whole > 0) calls.push({ chunk: sliceChunk(chunk, 0, whole), steps: stepsABlock });
  if (whole < total) calls.push({ chunk: sliceChunk(chunk, whole, total), steps: total - whole });
  return calls;
}

/** Steps start to end - 1 of a chunk, or to its end where it is shorter. */
export function sliceChunk(chunk: StepChunk, start: number, end: number): StepChunk {
  const { batches, scalars, missedTerms, rescale } = chunk;
  return {
    batches: batches.slice(start, end),
    scalars: mapValues(scalars, (values) => values.subarray(start, end)),
    missedTerms: missedTerms.slice(start, end),
    // Later parts go on where the first one stopped: there is nothing to bring back to scale.
    rescale: start === 0 ? rescale : mapValues(rescale, () => 1),
  };
}

/** The steps of a call as blocks over rows of the table. */
export interface BlockedCall {
  readonly blocks: readonly StepBlock[];
  /** For each factor, that of what each row of the table has missed when the call ends: [rows]. */
  readonly lastFactors: readonly Float32Array[];
}

export interface StepBlock {
  /** Rows of the table that the block works on: every dense row, the spare row, then its words. */
  readonly rows: Int32Array;
  /** For each batch, its words' places in `rows`. */
  readonly places: readonly Int32Array[];
  /** For each factor, that of what each of the rows has missed when the block begins: [rows]. */
  readonly factors: readonly Float32Array[];
}

/** Lays out calls, one after the other, with scratch arrays of its own: one a training. */
export function createBlockLayout(
  { embeddingRows, rows, denseStart, denseRows, spareRow }: TableLayout,
  missed: MissedSteps,
) {
  const seenIn = new Int32Array(embeddingRows);
  const placeOf = new Int32Array(embeddingRows);
  /** By row: the block of this call that had it last, or -1. */
  const lastBlock = new Int32Array(rows);
  const everyRow = Int32Array.from({ length: rows }, (_, row) => row);
  const blockRows = new Int32Array(rows);
  for (let row = 0; row < denseRows; row += 1) blockRows[row] = denseStart + row;
  blockRows[denseRows] = spareRow;
  let serial = 0;

  const layOut = (batches: readonly StepBatch[]) => {
    serial += 1;
    let count = denseRows + 1;
    const places = batches.map((batch) => {
      const own = new Int32Array(batch.rows.length);
      for (let index = 0; index < own.length; index += 1) {
        const word = batch.rows[index]!;
        if (seenIn[word] !== serial) {
          seenIn[word] = serial;
          placeOf[word] = count;
          blockRows[count] = word;
          count += 1;
        }
        own[index] = placeOf[word]!;
      }
      return own;
    });
    return { rows: blockRows.slice(0, count), places };
  };

  return ({ chunk: { batches, missedTerms }, steps }: Call): BlockedCall => {
    const missedBetween = factorTable(missedTerms, steps, missed);
    const factorsOf = (block: number, ofRows: Int32Array) =>
      missedBetween.map((table) => {
        const factors = new Float32Array(ofRows.length);
        const from = table[block]!;
        for (let index = 0; index < factors.length; index += 1) factors[index] = from[1 + lastBlock[ofRows[index]!]!]!;
        return factors;
      });
    lastBlock.fill(-1);
    const blocks = Array.from({ length: batches.length / steps }, (_, block) => {
      const { rows: own, places } = layOut(batches.slice(block * steps, (block + 1) * steps));
      const factors = factorsOf(block, own);
      for (let index = 0; index < own.length; index += 1) lastBlock[own[index]!] = block;
      return { rows: own, places, factors };
    });
    return { blocks, lastFactors: factorsOf(blocks.length, everyRow) };
  };
}

/**
 * For each factor a table [block][1 + last]: what a row has missed when a block begins (or, one further, when the call
 * ends) that `last` was the last to have, -1 for none. Sums are taken afresh for every span, since terms of undecayed
 * state shrink from step to step: a difference of two running sums would lose the later ones.
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
    // From the shortest span, which ends with the block before, to the longest, since the call's beginning.
    let sum: readonly number[] = none;
    for (let last = block - 1; last >= -1; last -= 1) {
      bySpan.unshift(missed.factors(sum));
      if (last >= 0) sum = plus(sum, sumOfBlock[last]!);
    }
    return bySpan;
  });
  return missed
    .factors(none)
    .map((_, factor) => perBlock.map((bySpan) => Float32Array.from(bySpan, (factors) => factors[factor]!)));
}
