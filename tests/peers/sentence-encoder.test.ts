import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnx } from "../../backends/onnx.ts";
import { openFrozenEncoder } from "../../harness/classifier/encoders/frozen-encoder.io.ts";
import { bertTexts, smallBert, writeFiles } from "../fixtures/small-bert.ts";
import { sentenceFiles } from "../fixtures/small-sentence-encoder.ts";

const python = process.env.PEERS_PYTHON;
const hasLibraries =
  python !== undefined && spawnSync(python, ["-c", "import numpy, onnxruntime, tokenizers"]).status === 0;

// PEERS_PYTHON is a Python with onnxruntime and tokenizers.
describe.skipIf(!hasLibraries)(
  "a folder of sentence-transformers, encoded by Python's own tools (PEERS_PYTHON)",
  () => {
    const texts = bertTexts(200);
    const cls = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false };
    const foldersOf = {
      mean: sentenceFiles(smallBert()),
      first: sentenceFiles(smallBert(), { pooling: cls }),
      normalized: sentenceFiles(smallBert(), { isNormalized: true }),
    };
    let parent: string;
    let theirs: Readonly<Record<keyof typeof foldersOf, readonly (readonly number[])[]>>;

    beforeAll(async () => {
      parent = await mkdtemp(join(tmpdir(), "pricewar-sentence-peer-"));
      for (const [name, files] of Object.entries(foldersOf)) {
        await writeFiles(join(parent, name), { ...files, "texts.json": JSON.stringify(texts) });
      }
      const script = join(import.meta.dirname, "sentence_vectors.py");
      theirs = JSON.parse(execFileSync(python!, [script, join(parent, "mean")], { encoding: "utf8", maxBuffer: 1e8 }));
    });
    afterAll(() => rm(parent, { recursive: true }));

    test.each(["mean", "first", "normalized"] as const)("%s: the same vectors within 1e-5", async (name) => {
      const { embed, columns, close } = await (await openFrozenEncoder(join(parent, name))).open(onnx, 1);
      const ours = await embed(texts);
      await close();
      expect(theirs[name].length * columns).toBe(ours.length);
      for (const [at, value] of theirs[name].flat().entries()) {
        expect(Math.abs(value - ours[at]!), texts[Math.floor(at / columns)]).toBeLessThan(1e-5);
      }
    });
  },
);
