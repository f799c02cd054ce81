import { layOut } from "../../harness/base/web-assembly/lay-out.ts";
import { unknownWordId } from "../../harness/classifier/text/encoder.ts";
import {
  TEXT_BYTES,
  textRegions,
  textRoom,
  wordBytes,
  writeTexts,
} from "../../harness/classifier/text/wasm/text-room.ts";
import { type EncoderOptions, type ModelSpec, SPECIAL_ROWS } from "../../harness/contract/index.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { POOL_TEXTS_WASM } from "./pool-texts-wasm.ts";

/** What pool-texts.as.ts exports; addresses are in bytes. */
interface PoolExports {
  setUpWords(
    index: number,
    indexBits: number,
    hasWideIds: boolean,
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
    maxLength: number,
    keepsStart: boolean,
    firstPair: number,
    buckets: number,
  ): void;
  setUpRows(table: number, columns: number, means: number, positions: number): void;
  addWord(start: number, end: number, id: number): void;
  poolTexts(rows: number): void;
}

/** Bytes of a word that are compared at once. */
const KEY_BYTES = 16;
/** What is read or written beyond the last row: vectors of four columns. */
const VECTOR_BYTES = 16;
/** Places for each word, at least: the next power of two is taken. */
const PLACES_PER_WORD = 3;
/** Ids have two bytes below. */
const WIDE_IDS_FROM = 1 << 16;

export interface TextPoolSizes {
  /** Encoded as createTextEncoder does it, by the segmenter "words". */
  readonly reading: EncoderOptions;
  readonly pooling: ModelSpec["pooling"];
  /** Columns of the embedding. */
  readonly columns: number;
  readonly textsPerCall: number;
}

/** Turns texts into the means of their words' rows in a memory that it shares. */
export interface TextPool {
  /** Byte address of the means, float32 [texts, columns]. */
  readonly means: number;
  /** Texts from `first` on, as many as fit. @returns how many; 0 if the module cannot read the first one */
  pool(texts: readonly string[], first: number): number;
}

export interface SharedMemory {
  /** The whole memory, zeros from where the pool's part begins; another view once the memory has grown. */
  floats(): Float32Array<ArrayBuffer>;
  /** Opens a module in this memory. @param compiled in base64 */
  attach<Exports>(compiled: string): Exports;
  /** Byte address of the embedding, float32 [ids, columns]; 12 bytes behind it are read. */
  readonly table: number;
}

/** @returns the bytes that a pool needs, and what opens it at a byte address */
export function planTextPool({ reading, pooling, columns, textsPerCall }: TextPoolSizes) {
  const { vocabulary, maxLength, keep, unknownWords, bigrams } = reading;
  const [firstPair, buckets] = [bigrams?.firstId ?? 0, bigrams?.buckets ?? 0];
  const positions = bigrams ? 2 * maxLength - 1 : maxLength;
  const hasWideIds = Math.max(vocabulary.length, firstPair + buckets) > WIDE_IDS_FROM;
  const idBytes = hasWideIds ? 4 : 2;
  const indexBits = Math.ceil(Math.log2(PLACES_PER_WORD * vocabulary.length));
  const regions = {
    index: idBytes * 2 ** indexBits,
    keys: KEY_BYTES * vocabulary.length,
    lengths: vocabulary.length,
    words: 2 * NUMBER_BYTES * vocabulary.length,
    wordBytes: wordBytes(vocabulary),
    means: textsPerCall * columns * NUMBER_BYTES + VECTOR_BYTES,
    ids: idBytes * 2 * Math.min(maxLength, TEXT_BYTES / 2),
    ...textRegions(textsPerCall),
  };

  const open = (start: number, memory: SharedMemory): TextPool => {
    const { addresses } = layOut(regions, start);
    const { setUpWords, setUpTexts, setUpRows, addWord, poolTexts } = memory.attach<PoolExports>(POOL_TEXTS_WASM);
    const { index, keys, lengths, words, texts, textEnds, edges, ids, means } = addresses;
    setUpWords(index, indexBits, hasWideIds, keys, lengths, words, unknownWordId(unknownWords));
    setUpTexts(texts, textEnds, edges, ids, maxLength, keep === "start", firstPair, buckets);
    setUpRows(memory.table, columns, means, pooling === "all" ? positions : 0);
    const bytes = Buffer.from(memory.floats().buffer);
    let end = addresses.wordBytes;
    for (let id = SPECIAL_ROWS; id < vocabulary.length; id += 1) {
      const word = vocabulary[id]!;
      if (!word.isWellFormed()) continue; // Texts that hold it are not read here.
      const from = end;
      end += bytes.write(word, from);
      addWord(from, end, id);
    }
    let view = memory.floats();
    let room = textRoom(view.buffer, addresses, textsPerCall, { joinsTexts: true });
    return {
      means,
      pool: (batch, first) => {
        if (view !== memory.floats()) {
          view = memory.floats();
          room = textRoom(view.buffer, addresses, textsPerCall, { joinsTexts: true });
        }
        const count = writeTexts(room, batch, first);
        if (count > 0) poolTexts(count);
        return count;
      },
    };
  };
  return { bytes: layOut(regions).end, open };
}
