import type { ModelSpec } from "../../contract/index.ts";
import { embeddingRows } from "../../contract/model-sizes.ts";

/**
 * Inputs of the distinct form. Its texts stand in blocks that share one list of ids: rare ids [blocks, width], the
 * share of each in each text's mean [blocks, texts, width], and the shares of the frequent ids, padding and <OOV> among
 * them [blocks x texts, frequentRows].
 */
export const DISTINCT = { ids: "ids", shares: "shares", frequent: "frequent" } as const;

/** Ids are ordered by how frequent their words were in training, so a few of them make up a third of a text. */
const FREQUENT_ROWS = 64;
const TEXTS_PER_BLOCK = 8;
/** From this many columns a block's products, of each of its texts with the ids of all, cost more than they save. */
const WIDE_ROW = 512;

/** How many of the first ids go through one product of matrices instead of row by row. */
export function frequentRows(spec: ModelSpec): number {
  return Math.min(FREQUENT_ROWS, embeddingRows(spec));
}

/** Largest number of texts that share a block's ids. */
export function textsPerBlock({ embedding }: ModelSpec): number {
  return embedding < WIDE_ROW ? TEXTS_PER_BLOCK : 1;
}
