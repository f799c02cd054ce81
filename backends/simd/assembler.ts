import type { TableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { EncodedTexts, ModelSpec } from "../../harness/contract/index.ts";
import type { BatchTexts, StepBatch } from "../../harness/contract/trainer.ts";
import type { Arena } from "./arena.ts";
import { ASSEMBLE_WASM } from "./assemble-wasm.ts";
import type { PairInputs } from "./graph.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";

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

/** Where texts are in the memory: byte addresses of the lists of EncodedTexts, as int32. */
interface TextAddresses {
  readonly offsets: number;
  readonly ids: number;
  readonly counts: number;
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
  { rows, denseRows, denseStart, embeddingRows }: TableLayout,
  { batchSize, pooling, mostKeptEntries }: AssemblerSizes,
  { rowIds, lastSteps, lastStepOfRow }: TouchedAddresses,
): Assembler {
  const module = arena.attach<AssembleExports>(ASSEMBLE_WASM);
  const firstWord = denseRows * NUMBER_BYTES;
  let kept: EncodedTexts | null = null;
  let mostPairs = 0;
  for (let row = 0; row < denseRows; row += 1) arena.ints()[rowIds / NUMBER_BYTES + row] = denseStart + row;

  const lastBatch = arena.keep(new Int32Array(2 * embeddingRows));

  const open = ({ maxLength }: EncodedTexts, { offsets, ids, counts }: TextAddresses) =>
    module.open(offsets, ids, counts, maxLength, pooling === "words" ? 1 : 0, lastBatch, lastStepOfRow);

  const keep = (texts: EncodedTexts) => {
    if (texts === kept) return;
    kept = texts;
    mostPairs = Math.min(texts.ids.length, batchSize * longestOf(texts));
    const { offsets, ids, counts } = texts;
    open(texts, { offsets: arena.keep(offsets), ids: arena.keep(ids), counts: arena.keep(counts) });
  };

  /** @returns where the batch's texts are among those that are open */
  const rowsOf = (batch: BatchTexts): Int32Array => {
    if (batch.texts === kept) return batch.rows;
    mostPairs = entriesOf(batch);
    open(batch.texts, putTexts(arena, batch, mostPairs));
    return Int32Array.from(batch.rows, (_, row) => row);
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
      if (texts !== undefined && texts.ids.length <= mostKeptEntries) keep(texts);
      const first = lastStepOfRow / NUMBER_BYTES;
      arena.ints().fill(0, first, first + rows);
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
        const last = lastStepOfRow / NUMBER_BYTES + word;
        ints[ids + index] = word;
        ints[steps + index] = ints[last]!;
        ints[last] = step + 1;
      }
      return batch.rows.length;
    },
  };
}

function entriesOf({ texts: { offsets }, rows }: BatchTexts): number {
  return rows.reduce((sum, row) => sum + offsets[row + 1]! - offsets[row]!, 0);
}

/** Copies a batch's texts behind what was put, numbered as in the batch; entry by entry, since a text is too short for more. */
function putTexts(arena: Arena, { texts, rows }: BatchTexts, entries: number): TextAddresses {
  const { offsets, ids, counts } = texts;
  const addresses = {
    offsets: arena.reserve((rows.length + 1) * NUMBER_BYTES),
    ids: arena.reserve(entries * NUMBER_BYTES),
    counts: arena.reserve(entries * NUMBER_BYTES),
  };
  const ints = arena.ints();
  const [ends, firstId, firstCount] = [
    addresses.offsets / NUMBER_BYTES + 1,
    addresses.ids / NUMBER_BYTES,
    addresses.counts / NUMBER_BYTES,
  ];
  let to = 0;
  ints[ends - 1] = 0;
  for (let text = 0; text < rows.length; text += 1) {
    const end = offsets[rows[text]! + 1]!;
    for (let entry = offsets[rows[text]!]!; entry < end; entry += 1) {
      ints[firstId + to] = ids[entry]!;
      ints[firstCount + to] = counts[entry]!;
      to += 1;
    }
    ints[ends + text] = to;
  }
  return addresses;
}

/** Entries of the text that has the most. */
function longestOf({ rows, offsets }: EncodedTexts): number {
  let longest = 0;
  for (let row = 0; row < rows; row += 1) longest = Math.max(longest, offsets[row + 1]! - offsets[row]!);
  return longest;
}
