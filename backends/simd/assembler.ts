import type { TableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { EncodedTexts, ModelSpec } from "../../harness/contract/index.ts";
import type { BatchTexts, StepBatch } from "../../harness/contract/trainer.ts";
import type { Arena } from "./arena.ts";
import { ASSEMBLE_WASM } from "./assemble-wasm.ts";
import type { PairInputs } from "./graph.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { mostEntries, packTexts } from "./pack-texts.ts";

export const PAIR_INPUTS: PairInputs = { ends: "textEnds", row: "pairRow", share: "pairShare" };

/** Puts batches together where a step reads them, and notes which step last touched each row of the table. */
export interface Assembler {
  /** Before the first step of a chunk: no row has been touched. @param texts of the batches that follow, if they name any */
  restart(texts: EncodedTexts | undefined): void;
  /** From the texts. @returns number of different words */
  assemble(batch: BatchTexts, step: number): number;
  /** From rows and pairs that were put together elsewhere. @returns number of different words */
  copy(batch: StepBatch, step: number): number;
  /** After the last step of a chunk: lists by row the step that last touched it. @param steps of the chunk */
  finish(steps: number): void;
}

/** Byte addresses of int32 by row of the table. */
export interface TouchedAddresses {
  /** Ids of the touched rows, dense ones first, and the steps that last touched them. */
  readonly rowIds: number;
  readonly lastSteps: number;
  /** By the row's own number: the step that last touched it. */
  readonly lastStepOfRow: number;
  /** int32 [rows, 2]: the same, and the row's place in that step. */
  readonly touches: number;
}

/** Exports of assemble.as.ts. */
interface AssembleExports {
  open(texts: number, entries: number, wordBits: number, touches: number): void;
  assemble(
    rows: number,
    count: number,
    step: number,
    rowIds: number,
    lastSteps: number,
    textEnds: number,
    pairRow: number,
    pairShare: number,
  ): number;
  listLastSteps(lastSteps: number, rows: number): void;
}

interface AssemblerSizes {
  readonly batchSize: number;
  readonly pooling: ModelSpec["pooling"];
  /** Texts of more entries are not kept in the memory, but put there batch by batch. */
  readonly mostKeptEntries: number;
}

const TEXTS = "texts";

export function createAssembler(
  arena: Arena,
  { rows, denseRows, denseStart }: TableLayout,
  { batchSize, pooling, mostKeptEntries }: AssemblerSizes,
  { rowIds, lastSteps, lastStepOfRow, touches }: TouchedAddresses,
): Assembler {
  const module = arena.attach<AssembleExports>(ASSEMBLE_WASM);
  const firstWord = denseRows * NUMBER_BYTES;
  let kept: EncodedTexts | null = null;
  let mostPairs = 0;
  for (let row = 0; row < denseRows; row += 1) arena.ints()[rowIds / NUMBER_BYTES + row] = denseStart + row;

  const packing = { pooling, wordBits: 32 - Math.clz32(rows - 1) };
  // Batches that were put together elsewhere open no texts, and the module lists what they touched all the same.
  module.open(0, 0, packing.wordBits, touches);

  /** Writes texts for the module to read. @param reserve gives the address of room for so many numbers */
  const open = (batch: BatchTexts, reserve: (numbers: number) => number) => {
    const textsAt = reserve(2 * (batch.rows.length + 1));
    const entriesAt = reserve(mostEntries(batch, packing));
    const views = { ints: arena.ints(), floats: arena.floats() };
    const { entries, longest } = packTexts(batch, packing, { ...views, textsAt, entriesAt });
    mostPairs = Math.min(entries, batchSize * longest);
    module.open(textsAt, entriesAt, packing.wordBits, touches);
  };

  /** Keeps the texts of a training in the memory. */
  const keep = (texts: EncodedTexts) => {
    if (texts === kept) return;
    kept = texts;
    open({ texts, rows: everyRow(texts.rows) }, (numbers) => arena.keep(new Int32Array(numbers)));
  };

  /** @returns where the batch's texts are among those that are open */
  const rowsOf = (batch: BatchTexts): Int32Array => {
    if (batch.texts === kept) return batch.rows;
    open(batch, (numbers) => arena.reserve(numbers * NUMBER_BYTES));
    return everyRow(batch.rows.length);
  };

  /** Every step touches the dense rows. */
  const touchDense = (step: number) => {
    const first = lastSteps / NUMBER_BYTES;
    arena.ints().fill(step, first, first + denseRows);
  };

  /** Places of a batch without a text have no pairs. */
  const fillUp = (textEnds: number, texts: number) => {
    const ints = arena.ints();
    const first = textEnds / NUMBER_BYTES;
    ints.fill(texts === 0 ? 0 : ints[first + texts - 1]!, first + texts, first + batchSize);
  };

  return {
    restart: (texts) => {
      if (texts !== undefined && texts.ids.length <= mostKeptEntries) keep(texts);
      const first = touches / NUMBER_BYTES;
      arena.ints().fill(0, first, first + 2 * rows);
    },
    assemble: (batch, step) => {
      touchDense(step);
      const own = rowsOf(batch);
      const place = (name: string, count: number) => {
        const address = arena.reserve(count * NUMBER_BYTES);
        arena.set(name, address);
        return address;
      };
      const textEnds = place(PAIR_INPUTS.ends, batchSize);
      const pairRow = place(PAIR_INPUTS.row, mostPairs);
      const pairShare = place(PAIR_INPUTS.share, mostPairs);
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
        const touch = touches / NUMBER_BYTES + 2 * word;
        ints[ids + index] = word;
        ints[steps + index] = ints[touch]!;
        ints[touch] = step + 1;
      }
      return batch.rows.length;
    },
    finish: (steps) => {
      module.listLastSteps(lastStepOfRow, rows);
      const first = lastStepOfRow / NUMBER_BYTES + denseStart;
      arena.ints().fill(steps, first, first + denseRows);
    },
  };
}

function everyRow(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
