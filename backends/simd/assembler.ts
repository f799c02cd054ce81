import type { TableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { EncodedTexts, ModelSpec } from "../../harness/contract/index.ts";
import type { BatchTexts, StepBatch } from "../../harness/contract/trainer.ts";
import { type Arena, NUMBER_BYTES } from "./arena.ts";
import { ASSEMBLE_WASM } from "./assemble-wasm.ts";

/** Number of (text, word) pairs of a batch. */
export const PAIRS = "pairs";
export const [PAIR_TEXT, PAIR_ROW, PAIR_SHARE] = ["pairText", "pairRow", "pairShare"] as const;

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
    places: number,
    lastStep: number,
  ): void;
  assemble(
    texts: number,
    count: number,
    step: number,
    rowIds: number,
    lastSteps: number,
    pairText: number,
    pairRow: number,
    pairShare: number,
    pairCount: number,
  ): number;
}

const TEXTS = "texts";
const PAIR_COUNT = "pairCount";

export function createAssembler(
  arena: Arena,
  { rows, denseRows, denseStart, embeddingRows }: TableLayout,
  pooling: ModelSpec["pooling"],
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
    const kept = [offsets, ids, counts, new Int32Array(embeddingRows), new Int32Array(embeddingRows)];
    const [offsetsAt, idsAt, countsAt, lastBatch, places] = kept.map((values) => arena.keep(values));
    const skipsPadding = pooling === "words" ? 1 : 0;
    module.open(offsetsAt!, idsAt!, countsAt!, maxLength, skipsPadding, lastBatch!, places!, lastStepOfRow);
  };

  const touchDense = (step: number) => {
    const ints = arena.ints();
    for (let row = 0; row < denseRows; row += 1) {
      const last = lastStepOfRow / NUMBER_BYTES + denseStart + row;
      ints[lastSteps / NUMBER_BYTES + row] = ints[last]!;
      ints[last] = step + 1;
    }
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
      const at = [PAIR_TEXT, PAIR_ROW, PAIR_SHARE].map((name) => {
        const address = arena.reserve(entries * NUMBER_BYTES);
        arena.set(name, address);
        return address;
      });
      const textsAt = arena.put(TEXTS, own);
      const countAt = arena.putNumber(PAIR_COUNT, 0);
      const words = module.assemble(
        textsAt,
        own.length,
        step + 1,
        rowIds + firstWord,
        lastSteps + firstWord,
        at[0]!,
        at[1]!,
        at[2]!,
        countAt,
      );
      arena.set(PAIRS, arena.ints()[countAt / NUMBER_BYTES]!);
      return words;
    },
    copy: (batch, step) => {
      touchDense(step);
      arena.set(PAIRS, batch.pairText.length);
      arena.put(PAIR_TEXT, batch.pairText);
      arena.put(PAIR_ROW, batch.pairRow);
      arena.put(PAIR_SHARE, batch.pairWeight);
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
