import { expect, test } from "vitest";
import { FIND_WORDS_WASM } from "../../../backends/simd/find-words-wasm.ts";
import { FACT_BYTES } from "../../../backends/simd/id-lists.ts";
import { type FinderExports, wordFinder } from "../../../backends/simd/word-finder.ts";
import { layOut } from "../../../harness/base/web-assembly/lay-out.ts";
import { createSharedMemory, instantiate } from "../../../harness/base/web-assembly/module.ts";
import { createPlainEncoder } from "../../../harness/classifier/text/encoder.ts";
import { textRoom, writeTexts } from "../../../harness/classifier/text/wasm/text-room.ts";
import {
  type EncodedTexts,
  type EncoderOptions,
  type ModelSpec,
  OOV_ID,
  PADDING_ID,
} from "../../../harness/contract/index.ts";
import { holdsForAll } from "../../fixtures/laws.ts";
import { ODD_VOCABULARY, oddBatch } from "../../fixtures/odd-texts.ts";

const TEXTS_PER_CALL = 8;

/** What is found in a text: how often each id, and its facts. */
interface Found {
  readonly counts: ReadonlyMap<number, number>;
  /** Positions of padding and of <OOV> that count, and the divisor of the mean. */
  readonly padding: number;
  readonly unknown: number;
  readonly divisor: number;
}

/** @returns what finds the words of texts; null for a text that is left to the encoder */
function openFinder(reading: EncoderOptions, pooling: ModelSpec["pooling"]) {
  const { vocabulary, bigrams, maxLength } = reading;
  const ids = Math.max(vocabulary.length, bigrams ? bigrams.firstId + bigrams.buckets : 0);
  const spec: ModelSpec = { vocabulary: ids, maxLength, embedding: 1, hidden: [], pooling, classes: 2 };
  const finder = wordFinder(spec, reading, TEXTS_PER_CALL);
  const { addresses, end } = layOut<string>({ ...finder.words, ...finder.texts });
  const memory = createSharedMemory(end);
  const words = instantiate<FinderExports>(FIND_WORDS_WASM, memory);
  words.setUpWords(...finder.setUpWords(addresses));
  words.setUpTexts(...finder.setUpTexts(addresses));
  finder.addWords(words, memory.buffer, addresses);
  const at = { texts: addresses.texts!, textEnds: addresses.textEnds! };
  const room = textRoom(memory.buffer, at, TEXTS_PER_CALL, { joinsTexts: true });
  const found = new Uint16Array(memory.buffer, addresses.ids);
  const facts = new DataView(memory.buffer, addresses.facts);
  return (texts: readonly string[]): (Found | null)[] => {
    const all: (Found | null)[] = [];
    while (all.length < texts.length) {
      const count = writeTexts(room, texts, all.length);
      words.findWords(count);
      if (count === 0) all.push(null);
      for (let row = 0, start = 0; row < count; row += 1) {
        const [last, padding, unknown] = [0, 4, 8].map((offset) => facts.getUint32(row * FACT_BYTES + offset, true));
        const counts = new Map<number, number>();
        for (const id of found.subarray(start, last)) counts.set(id, (counts.get(id) ?? 0) + 1);
        const divisor = Math.round(1 / facts.getFloat32(row * FACT_BYTES + 12, true));
        all.push({ counts, padding: padding!, unknown: unknown!, divisor });
        start = last!;
      }
    }
    return all;
  };
}

/** The same of encoded texts. */
function foundIn({ rows, offsets, ids, counts, maxLength }: EncodedTexts, pooling: ModelSpec["pooling"]): Found[] {
  return Array.from({ length: rows }, (_, row) => {
    const all = new Map<number, number>();
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry += 1) all.set(ids[entry]!, counts[entry]!);
    const padding = all.get(PADDING_ID) ?? 0;
    all.delete(PADDING_ID);
    return {
      counts: all,
      padding: pooling === "all" ? padding : 0,
      unknown: all.get(OOV_ID) ?? 0,
      divisor: pooling === "all" ? maxLength : Math.max(1, maxLength - padding),
    };
  });
}

const READINGS: { form: string; reading: Partial<EncoderOptions>; pooling: ModelSpec["pooling"] }[] = [
  { form: "the end of texts", reading: { maxLength: 20 }, pooling: "all" },
  { form: "the start of texts, words only", reading: { maxLength: 5, keep: "start" }, pooling: "words" },
  { form: "one word", reading: { maxLength: 1 }, pooling: "all" },
  { form: "unknown words as padding", reading: { unknownWords: "padding" }, pooling: "all" },
  { form: "unknown words as padding, left out", reading: { unknownWords: "padding" }, pooling: "words" },
  { form: "pairs of the start", reading: { maxLength: 6, keep: "start" }, pooling: "all" },
  { form: "pairs, unknown words as padding, left out", reading: { unknownWords: "padding" }, pooling: "words" },
  { form: "characters", reading: { segmenter: "characters" }, pooling: "all" },
  { form: "pairs of characters, words only", reading: { segmenter: "characters", keep: "start" }, pooling: "words" },
];

test.each(READINGS)("the ids of a text are those of its encoded form: $form", ({ form, reading, pooling }) => {
  // Half of the words are unknown.
  const vocabulary = ODD_VOCABULARY.filter((_, id) => id < 2 || id % 2 === 0);
  const bigrams = form.startsWith("pairs") ? { firstId: vocabulary.length, buckets: 37 } : null;
  const options: EncoderOptions = { vocabulary, segmenter: "words", maxLength: 40, bigrams, ...reading };
  const { encode } = createPlainEncoder(options);
  const find = openFinder(options, pooling);
  holdsForAll(
    oddBatch,
    (texts) => {
      const expected = foundIn(encode(texts), pooling);
      const found = find(texts);
      for (const [row, text] of texts.entries()) {
        expect(found[row], text).toEqual(text.isWellFormed() ? expected[row] : null);
      }
    },
    15,
  );
});

test("a text of 350,000 characters goes to the encoder, and its neighbours do not", () => {
  const find = openFinder({ vocabulary: ["", "<OOV>", "a"], segmenter: "words", maxLength: 2 }, "all");
  const found = find(["a", "a ".repeat(175_000), "b", "a a a"]);
  expect(found.map((text) => text && [text.padding, text.unknown, text.counts.get(2) ?? 0])).toEqual([
    [1, 0, 1],
    null,
    [1, 1, 0],
    [0, 0, 2],
  ]);
});

test("a word is not taken for one that begins with it and is 256 bytes longer, all of them 0", () => {
  const long = `abcde${"\0".repeat(256)}`;
  for (const words of [[long], [long, "abcde"], ["abcde", long]]) {
    const find = openFinder({ vocabulary: ["", "<OOV>", ...words], segmenter: "words", maxLength: 1 }, "all");
    const idOf = (word: string) => (words.includes(word) ? words.indexOf(word) + 2 : OOV_ID);
    expect(find(["abcde", long]).map((text) => [...text!.counts])).toEqual([[[idOf("abcde"), 1]], [[idOf(long), 1]]]);
  }
});
