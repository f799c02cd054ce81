import type { Dataset, TokenizerSpec } from "../../contract/index.ts";
import { SEGMENTERS } from "./segmenters.ts";
import { WordSpans } from "./word-spans.ts";

/** As many as tell how long a file's texts are. */
const ROWS_LOOKED_AT = 1000;

/** The number of words that a share of the first training rows have at most; null without rows. @param share above 0, at most 1 */
export async function wordsOfMost(
  dataset: Pick<Dataset, "rows">,
  segmenter: TokenizerSpec["segmenter"],
  share: number,
): Promise<number | null> {
  const cut = SEGMENTERS[segmenter]();
  const spans = new WordSpans();
  const counts: number[] = [];
  for await (const { text } of dataset.rows("train")) {
    cut(text, spans);
    counts.push(spans.count);
    if (counts.length === ROWS_LOOKED_AT) break;
  }
  return counts.sort((a, b) => a - b)[Math.ceil(share * counts.length) - 1] ?? null;
}
