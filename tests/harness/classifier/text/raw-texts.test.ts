import { expect, test } from "vitest";
import { openDataset } from "../../../../data/registry.ts";
import { buildCorpus } from "../../../../harness/classifier/text/corpus.ts";
import { createTextEncoder } from "../../../../harness/classifier/text/encoder.ts";
import { collectTexts } from "../../../../harness/classifier/text/raw-texts.ts";
import { chooseTrainingRows } from "../../../../harness/classifier/text/training-rows.ts";
import { narrowed } from "../../../fixtures/texts.ts";

const SPEC = {
  tokenizer: { segmenter: "words", fitOn: "train" },
  vocabulary: 200,
  maxLength: 30,
  validation: 0.1,
} as const;
const DATASET = "synthetic:rows=400,classes=2,words=300,length=20,seed=2";

test("raw texts are the same rows on the same sides as encoded ones, and say the same of them", async () => {
  const dataset = await openDataset(DATASET, { baseFolder: "." });
  const encoded = await buildCorpus(dataset, SPEC);
  const raw = await collectTexts(dataset, { validation: SPEC.validation });
  const encoder = createTextEncoder({ ...SPEC, vocabulary: encoded.vocabulary, segmenter: "words" });
  for (const side of ["train", "validation", "test"] as const) {
    const texts = Array.from(raw[side]!.rows, (row) => raw.texts.at(row));
    expect(narrowed(encoder.encode(texts))).toEqual(encoded[side]!.texts);
    expect(raw[side]!.labels).toEqual(encoded[side]!.labels);
  }
  expect(raw.sample).toEqual(encoded.sample);
  const { rows, seen, seenRows, nearDuplicates } = encoded.facts;
  expect(raw.facts).toEqual({ rows, seen, seenRows, nearDuplicates, cutRows: null });
});

test("a part of the training rows is the same in both, and its words alone are known", async () => {
  const dataset = await openDataset(DATASET, { baseFolder: "." });
  const encoded = await buildCorpus(dataset, { ...SPEC, vocabulary: 10_000, rows: { count: 20, seed: 7 } });
  const raw = await collectTexts(dataset, { validation: SPEC.validation });
  const { used } = chooseTrainingRows(raw.train.labels, 20, 7);
  const texts = Array.from(used, (at) => raw.texts.at(raw.train.rows[at]!));
  expect(encoded.train.labels).toEqual(Uint16Array.from(used, (at) => raw.train.labels[at]!));
  const { encode } = createTextEncoder({ ...SPEC, vocabulary: encoded.vocabulary, segmenter: "words" });
  expect(narrowed(encode(texts))).toEqual(encoded.train.texts);
  expect(new Set(encoded.vocabulary.slice(2))).toEqual(new Set(texts.flatMap((text) => text.split(" "))));
  expect(encoded.facts.rows).toEqual({ train: 20, validation: 32, test: 80 });
});
