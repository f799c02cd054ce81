import { DataError } from "../base/errors.ts";
import { printableName } from "../base/printable.ts";
import { SEGMENTERS } from "../classifier/text/segmenters.ts";
import { WordSpans } from "../classifier/text/word-spans.ts";
import type { Dataset, TokenizerSpec } from "../contract/index.ts";

const LONGEST_SHOWN = 40;

/**
 * Refuses training texts from which nothing can be learned, before a model is trained on them: all the same, or all without a word. Other data is known
 * by its first texts, and is read no further.
 * @param segmenters those of the dataset's cells; null of one that cuts no words
 * @throws DataError
 */
export async function refuseMeaninglessTexts(
  dataset: Pick<Dataset, "id" | "rows">,
  segmenters: readonly (TokenizerSpec["segmenter"] | null)[],
): Promise<void> {
  const wordless = new Map(segmenters.flatMap((name) => (name === null ? [] : [[name, SEGMENTERS[name]()] as const])));
  const spans = new WordSpans();
  let first: string | null = null;
  let areEqual = true;
  let count = 0;
  for await (const { text } of dataset.rows("train")) {
    first ??= text;
    areEqual &&= text === first;
    count += 1;
    for (const [name, cut] of wordless) {
      cut(text, spans);
      if (spans.count > 0) wordless.delete(name);
    }
    if (!areEqual && wordless.size === 0) return;
  }
  // A single row, or none, is refused by what splits them.
  if (first === null || count === 1) return;
  const wayOut = "take the column that has the texts (text=COLUMN), or other texts";
  const [segmenter] = wordless.keys();
  if (segmenter !== undefined) {
    const shown = printableName(first.length > LONGEST_SHOWN ? `${first.slice(0, LONGEST_SHOWN)}…` : first);
    throw new DataError(
      `${dataset.id}: needs training texts with words, and the segmenter "${segmenter}", which drops punctuation and spaces, finds none in ${count} of ${count}, such as "${shown}"; ${wayOut}`,
    );
  }
  throw new DataError(
    `${dataset.id}: needs training texts that differ, and all ${count} are the same, so that nothing tells their classes apart; ${wayOut}`,
  );
}
