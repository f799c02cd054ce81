import { randomStream } from "../../harness/base/random/mt19937.ts";
import { createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import { createWordCounter } from "../../harness/classifier/text/vocabulary.ts";
import type { TokenizerSpec } from "../../harness/contract/index.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { BENCH_MODEL, WRITTEN_TEXTS } from "./model.ts";
import { medianCallMs } from "./sampling.ts";

/** Characters of a Chinese headline. */
const HEADLINE = 20;
/** Words of a headline that a model reads, as many as 25 characters with their pairs. */
const MAX_LENGTH = 50;

/** Median milliseconds to encode a batch of Chinese texts by a segmenter. */
export async function encodeSpaceless(segmenter: TokenizerSpec["segmenter"]): Promise<number> {
  const texts = chineseTexts();
  const counter = createWordCounter(segmenter);
  for (const text of texts) counter.add(text);
  const vocabulary = counter.vocabulary(BENCH_MODEL.vocabulary);
  const { encode } = createTextEncoder({ vocabulary, segmenter, maxLength: MAX_LENGTH });
  const batches = Array.from({ length: texts.length / THROUGHPUT_BATCH }, (_, batch) =>
    texts.slice(batch * THROUGHPUT_BATCH, (batch + 1) * THROUGHPUT_BATCH),
  );
  return medianCallMs(async (call) => void encode(batches[call % batches.length]!));
}

/**
 * Texts of a headline's length from real Chinese words: the names of regions and languages that Node's ICU has from Unicode's CLDR, in
 * random order. They need no file and no package.
 */
function chineseTexts(): string[] {
  const names = [...namesOf("region", 2), ...namesOf("language", 2), ...namesOf("language", 3)];
  const stream = randomStream(1);
  return Array.from({ length: WRITTEN_TEXTS }, () => {
    let text = "";
    while (text.length < HEADLINE) text += names[Math.floor(stream.nextFloat64() * names.length)]!;
    return text.slice(0, HEADLINE);
  });
}

/** Chinese names of all codes of so many letters that have one. */
function namesOf(type: "region" | "language", letters: number): string[] {
  const namer = new Intl.DisplayNames("zh", { type, fallback: "none" });
  return codesOf(letters).flatMap((code) => namer.of(type === "region" ? code.toUpperCase() : code) ?? []);
}

function codesOf(letters: number): string[] {
  const alphabet = [..."abcdefghijklmnopqrstuvwxyz"];
  let codes = [""];
  for (let letter = 0; letter < letters; letter += 1)
    codes = codes.flatMap((code) => alphabet.map((one) => code + one));
  return codes;
}
