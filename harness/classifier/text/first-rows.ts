import type { Dataset, TokenizerSpec } from "../../contract/index.ts";
import { SEGMENTERS } from "./segmenters.ts";
import { WordSpans } from "./word-spans.ts";

/** As many as tell what language a file is in, and how long its texts are. */
const ROWS_LOOKED_AT = 1000;

/** The first training rows of a dataset, each with the number of words that a segmenter cuts its text into. */
export async function* firstRows(
  dataset: Pick<Dataset, "rows">,
  segmenter: TokenizerSpec["segmenter"],
): AsyncGenerator<{ readonly text: string; readonly words: number }> {
  const cut = SEGMENTERS[segmenter]();
  const spans = new WordSpans();
  let rows = 0;
  for await (const { text } of dataset.rows("train")) {
    cut(text, spans);
    yield { text, words: spans.count };
    rows += 1;
    if (rows === ROWS_LOOKED_AT) return;
  }
}
