import { formatCount } from "../base/counts.ts";
import { DataError } from "../base/errors.ts";
import { perValues } from "../base/per-values.ts";
import { MOST_BYTES, mostEntries } from "../classifier/text/encoded-texts.ts";
import { type SplitData, sideRows } from "../classifier/text/side-rows.ts";
import type { DataDoubt, Dataset, Experiment } from "../contract/index.ts";
import { maskOf } from "../contract/masking.ts";
import { embeddingRows, inputLength } from "../contract/model-sizes.ts";
import { ALL_ROWS } from "../contract/training-fields.ts";

type SizedData = SplitData & Pick<Dataset, "id" | "textBytes">;
type Cell = {
  readonly experiment: Pick<Experiment, "model" | "tokenizer"> & {
    readonly training: Pick<Experiment["training"], "validation" | "rows">;
  };
};

/**
 * Whether a corpus can hold what its cells make of a dataset, by what is known before a text is encoded: its rows, and the bytes of its texts. How many
 * different words a text has is not among it.
 * @param mostBytes of a list of ids, or of raw texts
 * @returns a doubt where the texts may have too many words
 * @throws DataError where they certainly do, or where raw texts are too long together
 */
export function corpusSizeDoubts(dataset: SizedData, cells: readonly Cell[], mostBytes = MOST_BYTES): DataDoubt[] {
  const found = new Map<string, DataDoubt>();
  // Large data are split once for all cells that hold back the same share.
  const sidesOf = perValues(([validation]) => sizesOf(sideRows(dataset, validation as number)));
  for (const { experiment } of cells) {
    if (experiment.model.source !== undefined) {
      refuseLongTexts(dataset, experiment, mostBytes);
      continue;
    }
    const doubt = encodedDoubt(dataset, experiment, mostBytes, sidesOf);
    if (doubt !== null) found.set(JSON.stringify(doubt), doubt);
  }
  return [...found.values()];
}

/** Masking makes texts shorter or longer, so that their bytes say nothing. */
function refuseLongTexts(
  { id, textBytes }: SizedData,
  { model, tokenizer }: Cell["experiment"],
  mostBytes: number,
): void {
  if (textBytes === undefined || textBytes <= mostBytes || maskOf(tokenizer).length > 0) return;
  throw new DataError(
    `${id}: its texts take ${formatCount(textBytes)} bytes, and a corpus of raw texts, as the source ${model.source} reads them, holds up to ${formatCount(mostBytes)}; take fewer rows, or leave that source out`,
  );
}

function encodedDoubt(
  dataset: SizedData,
  { model, training }: Cell["experiment"],
  mostBytes: number,
  sidesOf: (validation: readonly [number]) => SideSizes,
): DataDoubt | null {
  const { train, test } = dataset.rowCounts;
  const most = mostEntries(embeddingRows(model), mostBytes);
  const positions = inputLength(model);
  // The largest matrices have small data: rows are not split for nothing.
  if (Math.max(train, test ?? 0) * positions <= most) return null;
  const texts = largestSide(sidesOf([training.validation]), training);
  if (texts * positions <= most) return null;
  if (texts <= most) return { kind: "large-corpus", texts, positions, most };
  throw new DataError(
    `${dataset.id}: ${formatCount(texts)} texts have a word each at least, and a corpus holds up to ${formatCount(most)} words, each counted once a text; take fewer rows`,
  );
}

/** Texts of each side. */
interface SideSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

function sizesOf({ train, validation, test }: ReturnType<typeof sideRows>): SideSizes {
  return { train: train.length, validation: validation.length, test: test.length };
}

/** Each side of a corpus has lists of its own. */
function largestSide(
  { train, validation, test }: SideSizes,
  { rows = ALL_ROWS }: Cell["experiment"]["training"],
): number {
  return Math.max(rows === ALL_ROWS ? train : rows, validation, test);
}
