import { describe, expect, test } from "vitest";
import { RecordError } from "../../../../harness/base/errors.ts";
import { type FittedTfidf, fitTfidf, TFIDF_DEFAULTS } from "../../../../harness/classifier/tfidf/fit.ts";
import { createTfidfAnswer } from "../../../../harness/classifier/tfidf/model.ts";
import { parseTfidf, TFIDF_FILES, tfidfFiles } from "../../../../harness/classifier/tfidf/model-files.ts";
import { tfidfRows } from "../../../../harness/classifier/tfidf/sparse-rows.ts";
import { learnVocabulary } from "../../../../harness/classifier/tfidf/vocabulary.ts";

const TEXTS = [
  "The chip maker sold chips",
  "Shares of the bank fell, the bank said",
  "New chip, new phone: a phone for all",
  "Bank shares rose; oil fell",
];
const LABELS = ["tech", "business"];
const CLASS_OF = [0, 1, 0, 1];
const ASKED = ["the phone bank", "zzz", "Oil shares"];

/** Coefficients by term. */
function coefficients(model: FittedTfidf["model"]): Record<string, number> {
  return Object.fromEntries(model.terms.map((term, at) => [term, model.weights[at]!]));
}

describe("tf-idf", () => {
  test("weighs terms by smoothed inverse document frequency, and rows have norm 1", () => {
    const vocabulary = learnVocabulary(TEXTS, TFIDF_DEFAULTS);
    const idf = Object.fromEntries(vocabulary.terms.map((term, at) => [term, vocabulary.idf[at]]));
    // ln(5 / 3) + 1 for a term of two texts of four, ln(5 / 2) + 1 for one of one text.
    expect(idf.bank).toBeCloseTo(1.510825624, 9);
    expect(idf.oil).toBeCloseTo(1.916290732, 9);
    const { offsets, indices, values } = tfidfRows(TEXTS, vocabulary);
    const third = Array.from(indices.slice(offsets[2], offsets[3]), (term, at) => [
      vocabulary.terms[term],
      Number(values[offsets[2]! + at]!.toFixed(6)),
    ]);
    expect(Object.fromEntries(third)).toEqual({
      new: 0.61367,
      chip: 0.241912,
      phone: 0.61367,
      for: 0.306835,
      all: 0.306835,
    });
  });

  test("keeps the terms that occur most often", () => {
    const { terms } = learnVocabulary(["a1 a1 b1", "b1 c1 b1 d1", "d1"], { pairs: false, maxTerms: 3 });
    expect(terms).toEqual(["a1", "b1", "d1"]);
  });
});

// scikit-learn 1.2.1: TfidfVectorizer(ngram_range=…), LogisticRegression(C=…, tol=1e-12); three labels by its more exact solver, newton-cg.
describe("a fitted model, against scikit-learn's", () => {
  test("has its coefficients and probabilities", async () => {
    const { model } = await fitTfidf(TEXTS, CLASS_OF, LABELS);
    expect(model.intercepts[0]).toBeCloseTo(-0.06785545, 5);
    const own = coefficients(model);
    const expected = {
      bank: 0.371429,
      chip: -0.244223,
      chips: -0.192881,
      phone: -0.233769,
      the: 0.066823,
      said: 0.138819,
    };
    for (const [term, weight] of Object.entries(expected)) expect(own[term]).toBeCloseTo(weight, 5);
    const answers = [...createTfidfAnswer(model)(ASKED)];
    for (const [at, probability] of [0.50168997, 0.48304264, 0.56126021].entries()) {
      expect(answers[at]).toBeCloseTo(probability, 5);
    }
  });

  test("likewise with pairs of words", async () => {
    const { model } = await fitTfidf(TEXTS, CLASS_OF, LABELS, { ...TFIDF_DEFAULTS, pairs: true });
    expect(model.terms).toHaveLength(36);
    expect(coefficients(model)["phone phone"]).toBeCloseTo(-0.095868, 5);
    const answers = [...createTfidfAnswer(model)(ASKED)];
    for (const [at, probability] of [0.50002561, 0.49207362, 0.5480163].entries()) {
      expect(answers[at]).toBeCloseTo(probability, 5);
    }
  });

  test("likewise with weaker regularization", async () => {
    const { model } = await fitTfidf(TEXTS, CLASS_OF, LABELS, { ...TFIDF_DEFAULTS, strength: 10 });
    const answers = [...createTfidfAnswer(model)(ASKED)];
    for (const [at, probability] of [0.5184577, 0.43467903, 0.71241269].entries()) {
      expect(answers[at]).toBeCloseTo(probability, 5);
    }
  });

  test("likewise for three labels", async () => {
    const { model } = await fitTfidf(TEXTS, [0, 1, 0, 2], ["tech", "bank", "oil"]);
    const answers = [...createTfidfAnswer(model)(ASKED)];
    const expected = [
      [0.49809236, 0.28657099, 0.21533665],
      [0.52640673, 0.23309633, 0.24049694],
      [0.41630028, 0.2301422, 0.35355752],
    ].flat();
    expect(answers).toHaveLength(9);
    for (const [at, probability] of expected.entries()) expect(answers[at]).toBeCloseTo(probability, 5);
  });
});

describe("its files", async () => {
  const { model } = await fitTfidf(TEXTS, [0, 1, 0, 2], ["tech", "bank", "oil"], { ...TFIDF_DEFAULTS, pairs: true });
  const files = tfidfFiles(model);
  const bytes = {
    terms: files[TFIDF_FILES.terms] as string,
    weights: files[TFIDF_FILES.weights] as Uint8Array,
  };

  test("answer as the model did", () => {
    const read = parseTfidf(bytes, model);
    expect(read.terms).toEqual(model.terms);
    const [before, after] = [model, read].map((one) => [...createTfidfAnswer(one)(ASKED)]);
    for (const [at, probability] of before!.entries()) expect(after![at]).toBeCloseTo(probability, 6);
    // 36 terms: their idf, three weights each, and three intercepts.
    expect(bytes.weights.byteLength).toBe(4 * (36 + 36 * 3 + 3));
  });

  test("refuse to be read when they are cut short", () => {
    const cut = { ...bytes, weights: bytes.weights.subarray(4) };
    expect(() => parseTfidf(cut, model)).toThrow(RecordError);
    expect(() => parseTfidf(cut, model)).toThrow(
      "weights.f32 is damaged: it must have 588 bytes for 36 terms and 3 labels, and has 584",
    );
  });
});
