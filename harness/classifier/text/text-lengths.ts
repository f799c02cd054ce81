import type { Dataset, TokenizerSpec } from "../../contract/index.ts";
import { firstRows } from "./first-rows.ts";

/** The number of words that a share of the first training rows have at most; null without rows. @param share above 0, at most 1 */
export async function wordsOfMost(
  dataset: Pick<Dataset, "rows">,
  segmenter: TokenizerSpec["segmenter"],
  share: number,
): Promise<number | null> {
  const counts: number[] = [];
  for await (const { words } of firstRows(dataset, segmenter)) counts.push(words);
  return counts.sort((a, b) => a - b)[Math.ceil(share * counts.length) - 1] ?? null;
}
