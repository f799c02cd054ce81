import { unsplitShare } from "../classifier/text/unsplit-texts.ts";
import type { DataDoubt, Dataset, TokenizerSpec } from "../contract/index.ts";
import { TOKENIZER_MISFIT } from "../contract/measuring.ts";

/**
 * Texts of a language without spaces, of which "words" makes about one word each, found before a model is trained on them.
 * @param segmenters those of the dataset's cells; null of one that cuts no words
 */
export async function unsplitTextDoubts(
  dataset: Pick<Dataset, "rows">,
  segmenters: readonly (TokenizerSpec["segmenter"] | null)[],
): Promise<DataDoubt[]> {
  if (!segmenters.includes("words")) return [];
  const share = await unsplitShare(dataset);
  return share > TOKENIZER_MISFIT ? [{ kind: "spaceless-texts", share }] : [];
}
