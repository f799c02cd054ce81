import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backends } from "../../backends/registry.ts";
import { openDataset } from "../../data/registry.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { writeModelFolder } from "../../harness/classifier/model-folder/model-folder.io.ts";
import { prunings, quantizations } from "../../harness/classifier/techniques/registry.ts";
import { createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import { createWordCounter } from "../../harness/classifier/text/vocabulary.ts";
import type { TrainedModel } from "../../harness/contract/index.ts";
import { REFERENCE_SPEC, randomModel } from "../fixtures/models.ts";
import { finishedAs, soundSpec, usesIntegerKernels } from "../fixtures/techniques.ts";

const python = process.env.PEERS_PYTHON;
const TRICKY = [
  "",
  "  ",
  "a\rb a\u00a0b",
  "Ünïcode İstanbul STRASSE ẞ",
  "<OOV> <pad> don't (stop)",
  "新闻 科技",
  "x ".repeat(700),
];

let folder: string;
let texts: string[];
let model: TrainedModel;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-export-"));
  texts = [...TRICKY];
  const counter = createWordCounter("words");
  for (const text of TRICKY) counter.add(text);
  for await (const { text } of (await openDataset("brown-press", { baseFolder: "." })).rows("test")) {
    if (texts.length < 60) texts.push(text);
    counter.add(text);
  }
  model = { ...randomModel(REFERENCE_SPEC), vocabulary: counter.vocabulary(REFERENCE_SPEC.vocabulary) };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// PEERS_PYTHON is the path of a Python with onnx, onnxruntime and tokenizers; without it these tests are skipped.
describe.skipIf(python === undefined)("an exported folder, opened by Python's own tools (PEERS_PYTHON)", () => {
  test("a folder whose model reads the start of long texts gives the same ids", async () => {
    const kept = { ...model, spec: { ...REFERENCE_SPEC, maxLength: 40, keep: "start" as const } };
    const target = join(folder, "start");
    await writeModelFolder(target, kept, modelFormat, "test");
    await writeFile(join(folder, "texts.json"), JSON.stringify(texts));
    const script = join(import.meta.dirname, "check_export.py");
    const output = execFileSync(python!, [script, target, join(folder, "texts.json")], {
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    const { ids } = JSON.parse(output) as { ids: number[][] };
    const { vocabulary } = kept;
    const encoder = createTextEncoder({ vocabulary, segmenter: "words", maxLength: 40, keep: "start" });
    texts.forEach((text, row) => {
      expect(ids[row], text.slice(0, 40)).toEqual([...encoder.encodePadded(text)].map(Number));
    });
  });

  test.each(["float32", ...prunings.names, ...quantizations.names])(
    "%s: the checker passes, ids and probabilities agree",
    async (scheme) => {
      const changed = await finishedAs(scheme === "float32" ? null : soundSpec(scheme), model);
      const target = join(folder, scheme);
      await writeModelFolder(target, changed, modelFormat, "test");
      await writeFile(join(folder, "texts.json"), JSON.stringify(texts));
      const script = join(import.meta.dirname, "check_export.py");
      const output = execFileSync(python!, [script, target, join(folder, "texts.json")], {
        encoding: "utf8",
        maxBuffer: 1e8,
      });
      const peer = JSON.parse(output) as { ids: number[][]; probabilities: number[][] };

      const { vocabulary, tokenizer } = changed;
      const encoder = createTextEncoder({ ...tokenizer, vocabulary, maxLength: 500 });
      texts.forEach((text, row) => {
        expect(peer.ids[row], text.slice(0, 40)).toEqual([...encoder.encodePadded(text)].map(Number));
      });
      const session = await (await backends.load("onnx")).open(modelFormat.write(changed), { threads: 1 });
      const ours = await session.predict(encoder.encode(texts));
      // Integer kernels round their input, so a difference in the last bit can become one step.
      const tolerance = usesIntegerKernels({ name: scheme }) ? 2e-3 : 1e-5;
      ours.forEach((probability, row) => {
        expect(Math.abs(probability - peer.probabilities[row]![0]!)).toBeLessThan(tolerance);
      });
      await session.close();
    },
  );
});
