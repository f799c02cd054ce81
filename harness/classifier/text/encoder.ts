import {
  type EncoderOptions,
  OOV_ID,
  OOV_TOKEN,
  PADDING_ID,
  SPECIAL_ROWS,
  type TextEncoder,
  type TokenizerSpec,
} from "../../contract/index.ts";
import { inputLength } from "../../contract/model-sizes.ts";
import { createPairIds } from "./bigrams.ts";
import { DistinctIds } from "./distinct-ids.ts";
import { SEGMENTERS } from "./segmenters.ts";
import { moduleSegmenter } from "./wasm/module-segmenters.ts";
import { createWasmEncoder } from "./wasm/wasm-encoder.ts";
import { WordSpans } from "./word-spans.ts";
import { NOT_FOUND, WordTable } from "./word-table.ts";

/** A TextEncoder that also gives ids position by position. */
export interface PaddedTextEncoder extends TextEncoder {
  /**
   * Exactly what Keras' texts_to_sequences and pad_sequences give for one text: [maxLength], without pairs. Padding is
   * `pre`, and so is truncation, or `post` where the start is kept.
   */
  encodePadded(text: string): BigInt64Array;
}

/**
 * Texts to ids as Keras does it; see `createPlainEncoder`, with which the WebAssembly module agrees to the last entry.
 * @throws RangeError on a vocabulary without its first two entries, or with a word twice
 */
export function createTextEncoder(options: EncoderOptions): PaddedTextEncoder {
  const plain = createPlainEncoder(options);
  const segmenter = moduleSegmenter(options.segmenter);
  // The module knows no hashed pairs.
  if (segmenter === undefined || options.bigrams) return plain;
  const unknownId = unknownWordId(options.unknownWords);
  const { maxLength, keep } = options;
  let encode: TextEncoder["encode"] | undefined;
  return {
    ...plain,
    // Opened when it is needed: a session that answers texts by itself may never call it.
    encode: (texts) => {
      encode ??= createWasmEncoder(plain, { segmenter, maxLength, keep, unknownId });
      return encode(texts);
    },
  };
}

/**
 * Texts to ids in JavaScript, for every segmenter and every text. The encoder keeps its working arrays from call to
 * call: a text costs no allocation beyond its lower-cased copy and its share of the result.
 * @throws RangeError on a vocabulary without its first two entries, or with a word twice
 */
export function createPlainEncoder({
  vocabulary,
  segmenter,
  unknownWords,
  maxLength,
  keep = "end",
  bigrams = null,
}: EncoderOptions): PaddedTextEncoder {
  if (!Number.isInteger(maxLength) || maxLength < 1)
    throw new RangeError(`maxLength must be at least 1, got ${maxLength}`);
  requireVocabulary(vocabulary);
  // Where the WebAssembly module encodes, few texts or none come here: the table takes longer to fill than the module's.
  let filled: WordTable | undefined;
  const cut = SEGMENTERS[segmenter]();
  const spans = new WordSpans();
  const distinct = new DistinctIds(bigrams === null ? vocabulary.length : bigrams.firstId + bigrams.buckets);
  const positions = inputLength({ maxLength, bigrams: bigrams?.buckets ?? 0 });
  const unknownId = unknownWordId(unknownWords);

  const idOf = (lowered: string, word: number): number => {
    filled ??= tableOf(vocabulary);
    const table = filled;
    const number = table.find(lowered, spans.starts[word]!, spans.ends[word]!, spans.hashes[word]!);
    return number === NOT_FOUND ? unknownId : number + SPECIAL_ROWS;
  };

  const firstKept = () => (keep === "start" ? 0 : Math.max(0, spans.count - maxLength));
  const addOnce = (id: number) => distinct.add(id, 1);
  const pairIds = bigrams === null ? null : createPairIds(bigrams);

  return {
    vocabulary,
    encode: (texts) => {
      const offsets = new Int32Array(texts.length + 1);
      for (let row = 0; row < texts.length; row++) {
        const lowered = cut(texts[row]!, spans);
        distinct.startText();
        const first = firstKept();
        const end = Math.min(spans.count, first + maxLength);
        for (let word = first; word < end; word++) distinct.add(idOf(lowered, word), 1);
        pairIds?.(lowered, spans, first, end, addOnce);
        distinct.endText(positions);
        offsets[row + 1] = distinct.length;
      }
      return { rows: texts.length, maxLength: positions, offsets, ...distinct.take() };
    },
    encodePadded: (text) => {
      const lowered = cut(text, spans);
      const ids = new BigInt64Array(maxLength).fill(BigInt(PADDING_ID));
      const first = firstKept();
      const end = Math.min(spans.count, first + maxLength);
      for (let word = first; word < end; word++) ids[maxLength - end + word] = BigInt(idOf(lowered, word));
      return ids;
    },
  };
}

/** The id of a word that is not in the vocabulary. */
export function unknownWordId(unknownWords: TokenizerSpec["unknownWords"]): number {
  return unknownWords === "padding" ? PADDING_ID : OOV_ID;
}

/** @throws RangeError on a vocabulary without its first two entries, or with a word twice */
function requireVocabulary(vocabulary: readonly string[]): void {
  if (vocabulary[OOV_ID] !== OOV_TOKEN) {
    throw new RangeError(
      `a vocabulary begins with padding and "${OOV_TOKEN}", got "${vocabulary[OOV_ID]}" at id ${OOV_ID}`,
    );
  }
  const words = vocabulary.slice(SPECIAL_ROWS);
  if (new Set(words).size === words.length) return;
  const id = words.findIndex((word, index) => words.indexOf(word) < index);
  const word = words[id]!;
  throw new RangeError(
    `the vocabulary holds "${word}" at ids ${words.indexOf(word) + SPECIAL_ROWS} and ${id + SPECIAL_ROWS}`,
  );
}

/** Table whose word number n has the id n + 2. @param vocabulary of different words */
function tableOf(vocabulary: readonly string[]): WordTable {
  const table = new WordTable();
  for (let id = SPECIAL_ROWS; id < vocabulary.length; id += 1) table.findOrAddWord(vocabulary[id]!);
  return table;
}
