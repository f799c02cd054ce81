import type { CorpusFacts } from "../../contract/index.ts";
import { MASK_KINDS, type Mask, type MaskKind, splitMask } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import { openMasker } from "./masker.ts";

/** Side of a dataset that a row comes from. */
type Side = "train" | "test";

/** Row numbers of each side of a split, within the rows of the dataset's own side that they come from. */
interface SplitRows {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Masks the rows of a dataset while it is read. */
export interface RowMasking {
  /** The text of a row as everything after this may see it. */
  read(text: string, side: Side, row: number): string;
  /**
   * What was found in the rows of a split; nothing where nothing is masked.
   * @param ownTest whether the test rows are those of the dataset's test side
   */
  facts(rows: SplitRows, ownTest: boolean): Pick<CorpusFacts, "masked">;
}

/** @throws ConfigError as `openMasker` does */
export async function openRowMasking(mask: Mask, lists: readonly NameList[] = []): Promise<RowMasking> {
  if (mask.length === 0) return { read: (text) => text, facts: () => ({}) };
  const maskText = await openMasker(mask, lists);
  const kinds = MASK_KINDS.filter((kind) => mask.some((entry) => splitMask(entry).kind === kind));
  const found = { train: new Map<number, Found>(), test: new Map<number, Found>() };
  return {
    read: (written, side, row) => {
      const masked = maskText(written);
      if (masked.found !== null) found[side].set(row, masked.found);
      return masked.text;
    },
    facts: ({ train, validation, test }, ownTest) => ({
      masked: {
        train: countsOf(kinds, found.train, train),
        validation: countsOf(kinds, found.train, validation),
        test: countsOf(kinds, ownTest ? found.test : found.train, test),
      },
    }),
  };
}

type Found = ReadonlyMap<MaskKind, number>;

function countsOf(
  kinds: readonly MaskKind[],
  found: ReadonlyMap<number, Found>,
  rows: Int32Array,
): Record<string, number> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  for (const row of rows) for (const [kind, count] of found.get(row) ?? []) counts[kind]! += count;
  return counts;
}
