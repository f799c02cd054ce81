import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import { createMemory, instantiate, PAGE_BYTES } from "../../harness/base/web-assembly/module.ts";
import { DISTINCT, frequentRows } from "../../harness/classifier/model-file/distinct-form.ts";
import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import type { EncodedTexts, ModelSpec } from "../../harness/contract/index.ts";
import { FILL_BLOCKS_WASM } from "./fill-blocks-wasm.ts";
import type { TextBlocks } from "./text-blocks.ts";

/** Turns texts into inputs of the distinct form, in a WebAssembly memory that batches reuse. */
export interface DistinctFeeder {
  /**
   * Copies a batch into the memory.
   * @returns number of rare ids by text, valid until the next call
   * @throws RangeError if the batch does not fit
   */
  loadBatch(texts: EncodedTexts): Int32Array;
  /** Inputs for some blocks of the loaded batch, valid until the next call. @throws RangeError if they do not fit */
  feedsOf(blocks: TextBlocks): InferenceSession.FeedsType;
}

/** Exports of fill-blocks.as.ts; all but counts and flags are byte addresses. */
interface FillBlocksExports {
  take(
    rows: number,
    offsets: number,
    ids: number,
    counts: number,
    shares: number,
    frequentRows: number,
    skipsPadding: number,
    rareCounts: number,
  ): void;
  fill(
    blocks: number,
    textsPerBlock: number,
    width: number,
    rows: number,
    blockIds: number,
    blockShares: number,
    frequentShares: number,
    spare: number,
  ): void;
}

/** Size of every value in the memory. */
const VALUE_BYTES = 4;

export function createDistinctFeeder(spec: ModelSpec, TensorOf: TensorConstructor): DistinctFeeder {
  const frequent = frequentRows(spec);
  const memory = createMemory(0);
  const { take, fill } = instantiate<FillBlocksExports>(FILL_BLOCKS_WASM, memory);
  const reserve = (end: number) => {
    const missing = end * VALUE_BYTES - memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      memory.grow(Math.ceil(missing / PAGE_BYTES));
    } catch (cause) {
      const gigabytes = ((end * VALUE_BYTES) / 1e9).toFixed(1);
      throw new RangeError(`no memory for ${gigabytes} GB of inputs (at most 4.3): serve fewer texts at once`, {
        cause,
      });
    }
  };
  /** Where the blocks of the loaded batch may begin, counted in values. */
  let free = 0;
  return {
    loadBatch: (texts) => {
      const { rows, offsets, ids, counts } = texts;
      const idsAt = rows + 1;
      const countsAt = idsAt + ids.length;
      const sharesAt = countsAt + ids.length;
      const rareAt = sharesAt + rows;
      free = rareAt + rows;
      reserve(free);
      const whole = new Int32Array(memory.buffer);
      whole.set(offsets);
      whole.set(ids, idsAt);
      whole.set(counts, countsAt);
      const shares = new Float32Array(memory.buffer, sharesAt * VALUE_BYTES, rows);
      for (let row = 0; row < rows; row += 1) shares[row] = 1 / meanDivisor(texts, row, spec.pooling);
      const skipsPadding = spec.pooling === "words" ? 1 : 0;
      take(
        rows,
        0,
        idsAt * VALUE_BYTES,
        countsAt * VALUE_BYTES,
        sharesAt * VALUE_BYTES,
        frequent,
        skipsPadding,
        rareAt * VALUE_BYTES,
      );
      return whole.subarray(rareAt, free);
    },
    feedsOf: ({ rows, textsPerBlock, width }) => {
      const blocks = rows.length / textsPerBlock;
      const idsAt = free + rows.length;
      const sharesAt = idsAt + blocks * width + 1;
      const frequentAt = sharesAt + rows.length * width + 1;
      const spareAt = frequentAt + rows.length * frequent;
      reserve(spareAt + 1);
      const { buffer } = memory;
      new Int32Array(buffer, free * VALUE_BYTES, rows.length).set(rows);
      fill(
        blocks,
        textsPerBlock,
        width,
        free * VALUE_BYTES,
        idsAt * VALUE_BYTES,
        sharesAt * VALUE_BYTES,
        frequentAt * VALUE_BYTES,
        spareAt * VALUE_BYTES,
      );
      const ids = new Int32Array(buffer, idsAt * VALUE_BYTES, blocks * width);
      const shares = new Float32Array(buffer, sharesAt * VALUE_BYTES, rows.length * width);
      const frequentShares = new Float32Array(buffer, frequentAt * VALUE_BYTES, rows.length * frequent);
      return {
        [DISTINCT.ids]: new TensorOf("int32", ids, [blocks, width]),
        [DISTINCT.shares]: new TensorOf("float32", shares, [blocks, textsPerBlock, width]),
        [DISTINCT.frequent]: new TensorOf("float32", frequentShares, [rows.length, frequent]),
      };
    },
  };
}
