/**
 * Random texts of all planes and lengths through the encoder and through what answers texts, against the JavaScript encoder.
 * `npm run fuzz` tries 100,000 texts.
 */
import { expect, test } from "vitest";
import { simd } from "../../backends/simd.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { createPlainEncoder, createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import type { EncoderOptions, ModelSpec } from "../../harness/contract/index.ts";
import { bigramRows } from "../../harness/contract/model-sizes.ts";
import { randomModel } from "../fixtures/models.ts";
import { ASCII, ODD_VOCABULARY } from "../fixtures/odd-texts.ts";
import { finishedAs } from "../fixtures/techniques.ts";

const isFull = process.env.npm_lifecycle_event === "fuzz";
const TEXTS = isFull ? 100_000 : 800;
const TEXTS_PER_BATCH = 100;
const LONGEST = 100_000;
const LONGEST_MS = 1000 * 60 * 60;
const HIGHEST = 0x10ffff;

const SPEC: ModelSpec = {
  vocabulary: ODD_VOCABULARY.length,
  maxLength: 60,
  embedding: 16,
  hidden: [24],
  pooling: "all",
  classes: 2,
};
const PAIRS: ModelSpec = { ...SPEC, keep: "start", bigrams: 500, pooling: "words", embedding: 9, classes: 3 };
const CASES = (["words", "characters"] as const).flatMap((segmenter) =>
  [SPEC, PAIRS].flatMap((spec) => [
    { segmenter, spec, quantization: null },
    { segmenter, spec, quantization: { name: "int8-table" } },
  ]),
);

/** Pieces of a text: words and separators, ASCII alone, or any code point, half surrogate pairs among them. */
function drawText(random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const length = Math.floor(LONGEST * random() ** 24);
  const kind = below(4);
  const piece = [
    () => `${ODD_VOCABULARY[below(ODD_VOCABULARY.length)]} `,
    () => ASCII[below(ASCII.length)]!,
    () => String.fromCodePoint(below(HIGHEST + 1)),
    () => (below(2) === 0 ? " " : String.fromCodePoint(Math.floor(HIGHEST * random() ** 4))),
  ][kind]!;
  const pieces: string[] = [];
  for (let size = 0; size < length; size += pieces.at(-1)!.length) pieces.push(piece());
  return pieces.join("").slice(0, LONGEST);
}

test.each(CASES)(
  "texts of any letters and lengths get equal ids and answers: %j",
  { timeout: LONGEST_MS },
  async ({ segmenter, spec, quantization }) => {
    const stream = randomStream(1);
    const random = () => stream.nextFloat64();
    const { maxLength, keep } = spec;
    const texts: EncoderOptions = {
      vocabulary: ODD_VOCABULARY,
      segmenter,
      maxLength,
      keep,
      bigrams: bigramRows(spec),
    };
    const [plain, encoder] = [createPlainEncoder(texts), createTextEncoder(texts)];
    const model = await finishedAs(quantization, randomModel(spec));
    const session = await simd.open(modelFormat.write(model), { threads: 1, texts });
    for (let first = 0; first < TEXTS / CASES.length; first += TEXTS_PER_BATCH) {
      const batch = Array.from({ length: TEXTS_PER_BATCH }, () => drawText(random));
      const encoded = plain.encode(batch);
      expect(encoder.encode(batch)).toEqual(encoded);
      const [answered, expected] = [await session.predictTexts!(batch), await session.predict(encoded)];
      const differing = batch.filter((_, row) => !(Math.abs(answered[row]! - expected[row]!) < 1e-6));
      expect(differing).toEqual([]);
    }
    await session.close();
  },
);
