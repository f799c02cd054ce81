import type { TableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { EncodedTexts, ModelSpec } from "../../harness/contract/index.ts";
import type { BatchTexts, StepBatch } from "../../harness/contract/trainer.ts";
import { type Arena, NUMBER_BYTES } from "./arena.ts";
import { ASSEMBLE_WASM } from "./assemble-wasm.ts";
import type { PairInputs } from "./graph.ts";

export const PAIR_INPUTS: PairInputs = { ends: "textEnds", row: "pairRow", share: "pairShare" };

/** Puts batches together where a step reads them, and notes which step last touched each row of the table. */
export interface Assembler {
  /** Before the first step of a chunk: no row has been touched. @param texts of the batches that follow, if they name any */
  restart(texts: EncodedTexts | undefined): void;
  /** From the texts. @returns number of different words */
  assemble(batch: BatchTexts, step: number): number;
  /** From rows and pairs that were put together elsewhere. */
  copy(batch: StepBatch, step: number): number;
}

/** Byte addresses of int32 by row of the table: the ids of touched rows, dense ones first, and the steps that last touched them. */
export interface TouchedAddresses {
  readonly rowIds: number;
  readonly lastSteps: number;
  /** By the row's own number. */
  readonly lastStepOfRow: number;
}

/** Exports of assemble.as.ts. */
interface AssembleExports {
  open(
    offsets: number,
    ids: number,
    counts: number,
    positions: number,
    skipsPadding: number,
    lastBatch: number,
    lastStep: number,
  ): void;
  assemble(
    texts: number,
    count: number,
    step: number,
    rowIds: number,
    lastSteps: number,
    textEnds: number,
    pairRow: number,
    pairShare: number,
  ): number;
}

const TEXTS = "texts";

export function createAssembler(
  arena: Arena,
  { rows, denseRows, denseStart, embeddingRows }: TableLayout,
  { batchSize, pooling }: { readonly batchSize: number; readonly pooling: ModelSpec["pooling"] },
  { rowIds, lastSteps, lastStepOfRow }: TouchedAddresses,
): Assembler {
  const module = arena.attach<AssembleExports>(ASSEMBLE_WASM);
  const firstWord = denseRows * NUMBER_BYTES;
  let opened: EncodedTexts | null = null;
  for (let row = 0; row < denseRows; row += 1) arena.ints()[rowIds / NUMBER_BYTES + row] = denseStart + row;

  /** Keeps the texts of a training in the memory. */
  const open = (texts: EncodedTexts) => {
    if (texts === opened) return;
    opened = texts;
    const { offsets, ids, counts, maxLength } = texts;
    const kept = [offsets, ids, counts, new Int32Array(2 * embeddingRows)];
    const [offsetsAt, idsAt, countsAt, lastBatch] = kept.map((values) => arena.keep(values));
    const skipsPadding = pooling === "words" ? 1 : 0;
    module.open(offsetsAt!, idsAt!, countsAt!, maxLength, skipsPadding, lastBatch!, lastStepOfRow);
  };

  const touchDense = (step: number) => {
    const ints = arena.ints();
    for (let row = 0; row < denseRows; row += 1) {
      const last = lastStepOfRow / NUMBER_BYTES + denseStart + row;
      ints[lastSteps / NUMBER_BYTES + row] = ints[last]!;
      ints[last] = step + 1;
    }
  };

  /** Places of a batch without a text have no pairs. */
  const fillUp = (textEnds: number, texts: number) => {
    const ints = arena.ints();
    const first = textEnds / NUMBER_BYTES;
    ints.fill(texts === 0 ? 0 : ints[first + texts - 1]!, first + texts, first + batchSize);
  };

  return {
    restart: (texts) => {
      if (texts !== undefined) open(texts);
      const first = lastStepOfRow / NUMBER_BYTES;
      arena.ints().fill(0, first, first + rows);
    },
    assemble: ({ texts, rows: own }, step) => {
      touchDense(step);
      let entries = 0;
      for (let row = 0; row < own.length; row += 1) {
        entries += texts.offsets[own[row]! + 1]! - texts.offsets[own[row]!]!;
      }
      const place = (name: string, count: number) => {
        const address = arena.reserve(count * NUMBER_BYTES);
        arena.set(name, address);
        return address;
      };
      const textEnds = place(PAIR_INPUTS.ends, batchSize);
      const pairRow = place(PAIR_INPUTS.row, entries);
      const pairShare = place(PAIR_INPUTS.share, entries);
      const textsAt = arena.put(TEXTS, own);
      const words = module.assemble(
        textsAt,
        own.length,
        step + 1,
        rowIds + firstWord,
        lastSteps + firstWord,
        textEnds,
        pairRow,
        pairShare,
      );
      fillUp(textEnds, own.length);
      return words;
    },
    copy: (batch, step) => {
      touchDense(step);
      const ends = new Int32Array(batchSize);
      for (const text of batch.pairText) ends[text]! += 1;
      for (let text = 1; text < batchSize; text += 1) ends[text]! += ends[text - 1]!;
      arena.put(PAIR_INPUTS.ends, ends);
      arena.put(PAIR_INPUTS.row, batch.pairRow);
      arena.put(PAIR_INPUTS.share, batch.pairWeight);
      const ints = arena.ints();
      const [ids, steps] = [(rowIds + firstWord) / NUMBER_BYTES, (lastSteps + firstWord) / NUMBER_BYTES];
      for (const [index, word] of batch.rows.entries()) {
        const last = lastStepOfRow / NUMBER_BYTES + word;
        ints[ids + index] = word;
        ints[steps + index] = ints[last]!;
        ints[last] = step + 1;
      }
      return batch.rows.length;
    },
  };
}
