import {
  type EncodedTexts,
  OOV_ID,
  PADDING_ID,
  SPECIAL_ROWS,
  type TokenizerSpec,
  type TrainedModel,
} from "../../contract/index.ts";
import { type BigramRows, bigramRows } from "../../contract/model-sizes.ts";
import { DistinctIds } from "./distinct-ids.ts";
import { unknownWordId } from "./encoder.ts";

/** How a model reads words: all that renumbering needs to know about it. */
export interface Reading {
  /** Words by id. */
  readonly vocabulary: readonly string[];
  readonly unknownWords?: TokenizerSpec["unknownWords"] | undefined;
  readonly bigrams?: BigramRows | null;
}

export function readingOf({
  vocabulary,
  spec,
  tokenizer,
}: Pick<TrainedModel, "vocabulary" | "spec" | "tokenizer">): Reading {
  return { vocabulary, unknownWords: tokenizer.unknownWords, bigrams: bigramRows(spec) };
}

/**
 * Texts that were encoded with one vocabulary as a smaller one encodes them: words get their new ids, those that are
 * gone join the unknown ones, and pairs keep their buckets. The same as encoding the texts again, as long as `to` holds
 * no word that `before` lacks.
 */
export function renumberTexts(
  texts: EncodedTexts,
  before: Pick<Reading, "vocabulary" | "bigrams">,
  to: Reading,
): EncodedTexts {
  const unknownId = unknownWordId(to.unknownWords);
  if (to.vocabulary.length === before.vocabulary.length && unknownId === OOV_ID) return texts;
  const idOfWord = new Map(to.vocabulary.map((word, id) => [word, id]));
  const newIds = Int32Array.from(before.vocabulary, (word, id) => {
    if (id === PADDING_ID) return PADDING_ID;
    return id < SPECIAL_ROWS ? unknownId : (idOfWord.get(word) ?? unknownId);
  });
  const firstPair = before.bigrams?.firstId ?? Number.POSITIVE_INFINITY;
  const { firstId = 0, buckets = 0 } = to.bigrams ?? {};
  const newId = (id: number) => (id < firstPair ? newIds[id]! : firstId + id - firstPair);
  const distinct = new DistinctIds(Math.max(to.vocabulary.length, firstId + buckets));
  const offsets = new Int32Array(texts.rows + 1);
  for (let row = 0; row < texts.rows; row += 1) {
    distinct.startText();
    for (let entry = texts.offsets[row]!; entry < texts.offsets[row + 1]!; entry += 1) {
      distinct.add(newId(texts.ids[entry]!), texts.counts[entry]!);
    }
    distinct.endText(texts.maxLength);
    offsets[row + 1] = distinct.length;
  }
  return { rows: texts.rows, maxLength: texts.maxLength, offsets, ...distinct.take() };
}
