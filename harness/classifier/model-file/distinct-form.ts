import type { ModelSpec } from "../../contract/index.ts";
import { embeddingRows } from "../../contract/model-sizes.ts";

/**
 * Inputs of the distinct form. Its texts stand in blocks that share one list of ids: rare ids [blocks, width], what each
 * is of each text's mean [blocks, texts, width], and what the frequent ids, padding and <OOV> among them, are of it
 * [blocks x texts, frequentRows].
 */
export const DISTINCT = { ids: "ids", shares: "shares", frequent: "frequent" } as const;

/** Ids follow how often their words came in training, so a few of them are a third of a text. */
const FREQUENT_ROWS = 64;
const TEXTS_A_BLOCK = 8;
/** Columns from which a block's products, taken of each of its texts with the ids of all, cost more than they save. */
const WIDE_ROW = 512;

/** How many of the first ids are taken by one product of matrices instead of row by row. */
export function frequentRows(spec: ModelSpec): number {
  return Math.min(FREQUENT_ROWS, embeddingRows(spec));
}

/** Texts that share a block's ids, at most. */
export function textsPerBlock({ embedding }: ModelSpec): number {
  return embedding < WIDE_ROW ? TEXTS_A_BLOCK : 1;
}
