import { describe, expect, test } from "vitest";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { createPlainEncoder } from "../../harness/classifier/text/encoder.ts";
import type { Backend, EncoderOptions, ModelSpec, Session } from "../../harness/contract/index.ts";
import { bigramRows } from "../../harness/contract/model-sizes.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel } from "../fixtures/models.ts";
import { drawnText, listOf, ODD_VOCABULARY } from "../fixtures/odd-texts.ts";
import { finishedAs, techniqueCases } from "../fixtures/techniques.ts";

const BASE: ModelSpec = {
  vocabulary: ODD_VOCABULARY.length,
  maxLength: 50,
  embedding: 16,
  hidden: [24],
  pooling: "all",
  classes: 2,
};

const SHAPES: { form: string; spec: ModelSpec; reading?: Pick<EncoderOptions, "unknownWords" | "segmenter"> }[] = [
  { form: "the reference experiment's shape", spec: BASE },
  { form: "the start is kept, 21 columns, four classes", spec: { ...BASE, keep: "start", embedding: 21, classes: 4 } },
  { form: "words only, one column", spec: { ...BASE, pooling: "words", embedding: 1, hidden: [3] } },
  { form: "one word, no hidden layer, 67 columns", spec: { ...BASE, maxLength: 1, embedding: 67, hidden: [] } },
  {
    form: "unknown words read as padding, words only",
    spec: { ...BASE, pooling: "words", embedding: 6 },
    reading: { segmenter: "words", unknownWords: "padding" },
  },
  {
    form: "unknown words read as padding, all positions, pairs",
    spec: { ...BASE, bigrams: 60, maxLength: 7 },
    reading: { segmenter: "words", unknownWords: "padding" },
  },
  { form: "pairs, words only, three classes", spec: { ...BASE, bigrams: 61, pooling: "words", classes: 3 } },
  { form: "ids of more than two bytes", spec: { ...BASE, bigrams: 70_000, embedding: 4 } },
  { form: "residual connections", spec: { ...BASE, hidden: [16, 8], residual: true } },
  { form: "texts of 65,536 words", spec: { ...BASE, maxLength: 65_536 } },
  { form: "Intl.Segmenter", spec: BASE, reading: { segmenter: "intl" } },
  { form: "characters", spec: BASE, reading: { segmenter: "characters" } },
  {
    form: "characters, the start, words only",
    spec: { ...BASE, keep: "start", pooling: "words", maxLength: 7 },
    reading: { segmenter: "characters" },
  },
  { form: "characters, hashed pairs", spec: { ...BASE, bigrams: 60 }, reading: { segmenter: "characters" } },
  { form: "characters, 65,536 words", spec: { ...BASE, maxLength: 65_536 }, reading: { segmenter: "characters" } },
];

/** Texts of every kind, more than a call takes, those that only the encoder reads among them. */
const TEXTS = [
  "",
  " ",
  "a",
  "A, B; unknownword a.",
  "中国 和 日本 中国",
  "Straße STRASSE ΣΑΣ İ",
  "half \ud800 a pair",
  "\udc00",
  "a\0 a a\0\0",
  "a ".repeat(80),
  `${"b ".repeat(70)}a0 a1 a2`,
  "a0 ".repeat(33_334).slice(0, 100_000),
  "abcdefghijklmnop".repeat(6250),
  `${"é ".repeat(49_999)}a`,
  "中".repeat(100_000),
  "a1 ".repeat(200_000),
  "手机号 iPhone15手机，ไทยก็がǅ\u3000中😀",
  ...listOf(300, drawnText),
];

function readingOf(
  spec: ModelSpec,
  own: Pick<EncoderOptions, "unknownWords" | "segmenter"> = { segmenter: "words" },
): EncoderOptions {
  const { maxLength, keep } = spec;
  return { vocabulary: ODD_VOCABULARY, maxLength, keep, bigrams: bigramRows(spec), ...own };
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);

async function openWith(backend: Backend, spec: ModelSpec, texts: EncoderOptions): Promise<Session> {
  return backend.open(modelFormat.write(randomModel(spec)), { threads: 1, texts });
}

const answering: { name: string; backend: Backend }[] = [];
for (const { name, backend } of await usableBackends()) {
  const session = await openWith(backend, BASE, readingOf(BASE));
  if (session.predictTexts !== undefined) answering.push({ name, backend });
  await session.close();
}

test("simd answers texts", () => {
  expect(answering.map(({ name }) => name)).toContain("simd");
});

describe.each(answering)("texts answered by $name", ({ backend }) => {
  test.each(SHAPES)("get what their encoded form gets: $form", async ({ spec, reading }) => {
    const texts = readingOf(spec, reading);
    const session = await openWith(backend, spec, texts);
    if (session.predictTexts === undefined) {
      // Who cannot cut as Intl.Segmenter does says so, and gets texts encoded.
      expect(texts.segmenter).toBe("intl");
      return session.close();
    }
    const expected = await session.predict(createPlainEncoder(texts).encode(TEXTS));
    const answered = await session.predictTexts(TEXTS);
    await session.close();
    expect(answered.length).toBe(TEXTS.length * (spec.classes === 2 ? 1 : spec.classes));
    expect(largestDifference(answered, expected)).toBeLessThan(1e-6);
  });

  test.each(techniqueCases)("$label: the stored weights answer", async ({ spec: scheme }) => {
    const model = await finishedAs(scheme, { ...randomModel(BASE), vocabulary: ODD_VOCABULARY });
    const texts = {
      ...readingOf(model.spec),
      vocabulary: model.vocabulary,
      unknownWords: model.tokenizer.unknownWords,
    };
    const session = await backend.open(modelFormat.write(model), { threads: 1, texts });
    const some = TEXTS.slice(16, 80);
    const expected = await session.predict(createPlainEncoder(texts).encode(some));
    const answered = await session.predictTexts!(some);
    await session.close();
    expect(largestDifference(answered, expected)).toBeLessThan(1e-6);
  });

  test("a text gets the same alone, in a batch, and after long ones that make the memory grow", async () => {
    const spec = { ...BASE, maxLength: 65_536 };
    const session = await openWith(backend, spec, readingOf(spec));
    const predict = session.predictTexts!.bind(session);
    const some = TEXTS.slice(16, 40);
    const together = await predict(some);
    for (const [row, text] of some.entries()) {
      expect(Math.abs((await predict([text]))[0]! - together[row]!)).toBeLessThan(1e-6);
    }
    // Encoded with more entries than the memory had room for.
    const long = listOf(300, () => ODD_VOCABULARY.join(" "));
    await session.predict(createPlainEncoder(readingOf(spec)).encode(long));
    expect(await predict(some)).toEqual(together);
    expect((await predict([])).length).toBe(0);
    await session.close();
    await expect(predict(some)).rejects.toThrow(/closed/);
  });

  test("two sessions keep their own words", async () => {
    const reversed = { ...readingOf(BASE), vocabulary: ["", "<OOV>", ...ODD_VOCABULARY.slice(2).reverse()] };
    const [one, other] = [await openWith(backend, BASE, readingOf(BASE)), await openWith(backend, BASE, reversed)];
    const [first, second] = await Promise.all([one.predictTexts!(TEXTS), other.predictTexts!(TEXTS)]);
    expect(first).not.toEqual(second);
    expect(largestDifference(second, await other.predict(createPlainEncoder(reversed).encode(TEXTS)))).toBeLessThan(
      1e-6,
    );
    await one.close();
    await other.close();
  });

  test("the proof names what answers texts, too, and leaves the answers alone", async () => {
    const session = await openWith(backend, BASE, readingOf(BASE));
    const plain = await backend.open(modelFormat.write(randomModel(BASE)), { threads: 1 });
    const batch = createPlainEncoder(readingOf(BASE)).encode(TEXTS.slice(16, 40));
    const before = await session.predictTexts!(TEXTS);
    const proof = await session.prove(batch);
    expect(proof).toMatchObject({ provider: backend.provider, inputForm: "texts" });
    expect(proof.library).not.toBe((await plain.prove(batch)).library);
    expect(await session.predictTexts!(TEXTS)).toEqual(before);
    await session.close();
    await plain.close();
  });

  test("a vocabulary with more ids than the model has rows is refused", async () => {
    const { vocabulary } = readingOf(BASE);
    const tooMany = { ...readingOf(BASE), vocabulary: [...vocabulary, "onemore"] };
    await expect(openWith(backend, BASE, tooMany)).rejects.toThrow(
      `texts have ids up to ${vocabulary.length}, the model up to ${vocabulary.length - 1}`,
    );
    const pairs = { ...readingOf(BASE), bigrams: { firstId: vocabulary.length, buckets: 1 } };
    await expect(openWith(backend, BASE, pairs)).rejects.toThrow(/take both from one folder/);
  });
});
