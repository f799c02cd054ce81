import { BackendError } from "../../harness/base/errors.ts";
import { unknownWordId } from "../../harness/classifier/text/encoder.ts";
import { type AddWord, addWords, MOST_STEPS } from "../../harness/classifier/text/wasm/add-words.ts";
import { longestRun } from "../../harness/classifier/text/wasm/longest-run.ts";
import { moduleSegmenter, mostWords } from "../../harness/classifier/text/wasm/module-segmenters.ts";
import { TEXT_BYTES, textRegions, wordBytes } from "../../harness/classifier/text/wasm/text-room.ts";
import type { EncoderOptions, ModelSpec } from "../../harness/contract/index.ts";
import { embeddingRows, inputLength } from "../../harness/contract/model-sizes.ts";
import { FACT_BYTES } from "./id-lists.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { NAME } from "./proof.ts";

/** What find-words.shared.as.ts exports; addresses are in bytes. */
export interface FinderExports {
  setUpWords(
    index: number,
    indexBits: number,
    hasWideIds: number,
    keys: number,
    lengths: number,
    words: number,
    unknownId: number,
  ): void;
  setUpTexts(
    texts: number,
    textEnds: number,
    edges: number,
    ids: number,
    facts: number,
    maxLength: number,
    keepsStart: number,
    cutsCharacters: number,
    firstPair: number,
    buckets: number,
    positions: number,
  ): void;
  addWord: AddWord;
  findWords(texts: number): void;
}

/** Bytes of a word that are compared at once. */
const KEY_BYTES = 16;
/** Places for each word, at least: the next power of two is taken. */
const PLACES_PER_WORD = 3;
/** Ids have two bytes below. */
const WIDE_IDS_FROM = 1 << 16;

type Addresses = Readonly<Record<string, number>>;

/** How texts become lists of ids in a memory: once for all threads the words, and for each its own texts. */
export interface WordFinder {
  readonly idBytes: 2 | 4;
  /** Bytes of the arrays by name. */
  readonly words: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<"texts" | "textEnds" | "edges" | "ids" | "facts", number>>;
  /** Arguments of the module's two functions that set up. */
  setUpWords(addresses: Addresses): Parameters<FinderExports["setUpWords"]>;
  setUpTexts(addresses: Addresses): Parameters<FinderExports["setUpTexts"]>;
  /**
   * Writes the vocabulary's words, once for all threads.
   * @returns false where they were made to collide, so that looking one up may take long, and some are not there
   */
  addWords(finder: FinderExports, memory: ArrayBufferLike, addresses: Addresses): boolean;
}

/**
 * @param reading encoded as createTextEncoder does it, by a segmenter that modules know
 * @throws BackendError on ids that the model has no rows for
 */
export function wordFinder(spec: ModelSpec, reading: EncoderOptions, textsPerCall: number): WordFinder {
  const { vocabulary, maxLength, keep, unknownWords, bigrams } = reading;
  const segmenter = moduleSegmenter(reading.segmenter);
  if (segmenter === undefined) throw new TypeError(`no module cuts texts by the segmenter "${reading.segmenter}"`);
  const [firstPair, buckets] = [bigrams?.firstId ?? 0, bigrams?.buckets ?? 0];
  const ids = Math.max(vocabulary.length, firstPair + buckets);
  if (ids > embeddingRows(spec)) {
    const message = `texts have ids up to ${ids - 1}, the model up to ${embeddingRows(spec) - 1}: take both from one folder`;
    throw new BackendError(NAME, message);
  }
  const idBytes = ids > WIDE_IDS_FROM ? 4 : 2;
  const indexBits = Math.ceil(Math.log2(PLACES_PER_WORD * vocabulary.length));
  const listedWords = Math.min(textsPerCall * maxLength, mostWords(TEXT_BYTES, textsPerCall, segmenter));
  return {
    idBytes,
    words: {
      index: idBytes * 2 ** indexBits,
      keys: KEY_BYTES * vocabulary.length,
      lengths: vocabulary.length,
      words: 2 * NUMBER_BYTES * vocabulary.length,
      wordBytes: wordBytes(vocabulary),
    },
    texts: {
      ids: idBytes * listedWords * (bigrams ? 2 : 1),
      facts: FACT_BYTES * textsPerCall,
      ...textRegions(textsPerCall, segmenter),
    },
    setUpWords: ({ index, keys, lengths, words }) => [
      index!,
      indexBits,
      Number(idBytes === 4),
      keys!,
      lengths!,
      words!,
      unknownWordId(unknownWords),
    ],
    setUpTexts: ({ texts, textEnds, edges, ids, facts }) => [
      texts!,
      textEnds!,
      edges!,
      ids!,
      facts!,
      maxLength,
      Number(keep === "start"),
      Number(segmenter.cutsCharacters),
      firstPair,
      buckets,
      spec.pooling === "all" ? inputLength({ maxLength, bigrams: buckets }) : 0,
    ],
    addWords: ({ addWord }, memory, addresses) => {
      if (!addWords(addWord, memory, addresses.wordBytes!, vocabulary)) return false;
      const places = 2 ** indexBits;
      const added =
        idBytes === 2
          ? new Uint16Array(memory, addresses.index!, places)
          : new Int32Array(memory, addresses.index!, places);
      // A search for a word that is not there passes all places of a run.
      return longestRun(places, (place) => added[place] !== 0) <= MOST_STEPS;
    },
  };
}
