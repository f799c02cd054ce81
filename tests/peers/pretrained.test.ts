import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnx } from "../../backends/onnx.ts";
import { readPretrained } from "../../harness/classifier/pretrained/pretrained.io.ts";
import { openTextClassifier } from "../../harness/classifier/pretrained/text-classifier.ts";
import { bertFiles, bertTexts, smallBert, writeFiles } from "../fixtures/small-bert.ts";

const python = process.env.PEERS_PYTHON;
const has = (module: string) => python !== undefined && spawnSync(python, ["-c", `import ${module}`]).status === 0;
const hasTokenizers = has("tokenizers");

// PEERS_PYTHON is a Python with tokenizers, and with onnxruntime and torch; what it lacks is skipped.
describe.skipIf(!hasTokenizers)(
  "a folder as Hugging Face lays it out, answered by Python's own tools (PEERS_PYTHON)",
  () => {
    const bert = smallBert();
    const texts = bertTexts(200);
    let folder: string;
    let ours: Float32Array;
    let theirs: Readonly<Record<"onnxruntime" | "torch", readonly number[][] | null>>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "pricewar-bert-"));
      const weights = Object.fromEntries(
        [...bert.weights].map(([name, { dims, data }]) => [name, { dims, data: [...data] }]),
      );
      await writeFiles(folder, {
        ...bertFiles(bert),
        "texts.json": JSON.stringify(texts),
        "weights.json": JSON.stringify(weights),
      });
      const script = join(import.meta.dirname, "bert_probabilities.py");
      theirs = JSON.parse(execFileSync(python!, [script, folder], { encoding: "utf8", maxBuffer: 1e8 }));
      const classifier = await openTextClassifier(await readPretrained(folder, {}), onnx, {
        threads: 1,
        labels: bert.labels,
      });
      ours = await classifier.answer(texts);
      await classifier.close();
    });
    afterAll(() => rm(folder, { recursive: true }));

    test.for(["onnxruntime", "torch"] as const)("%s gives the same probabilities within 1e-5", (library, { skip }) => {
      const probabilities = theirs[library];
      if (probabilities === null) return skip();
      expect(probabilities.length).toBe(texts.length);
      probabilities.flat().forEach((probability, index) => {
        expect(Math.abs(probability - ours[index]!), texts[Math.floor(index / 3)]).toBeLessThan(1e-5);
      });
    });
  },
);
