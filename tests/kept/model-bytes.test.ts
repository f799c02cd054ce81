import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { REFERENCE_SPEC, randomModel } from "../fixtures/models.ts";
import { finishedAs, pruned, techniqueCases } from "../fixtures/techniques.ts";

const KEPT = fileURLToPath(new URL("./model-bytes.json", import.meta.url));

const SMALL: ModelSpec = { ...REFERENCE_SPEC, vocabulary: 1000 };
/** Layers that no technique brings. */
const SHAPES: Readonly<Record<string, ModelSpec>> = {
  "three classes": { ...SMALL, classes: 3 },
  "two hidden layers, residual": { ...SMALL, hidden: [24, 24], residual: true },
  "no hidden layer, words": { ...SMALL, hidden: [], pooling: "words" },
  bigrams: { ...SMALL, bigrams: 100 },
};

async function hashes(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const keep = (name: string, file: Uint8Array) => {
    found[name] = createHash("sha256").update(file).digest("hex").slice(0, 16);
  };
  for (const { label, spec } of techniqueCases) {
    keep(label, modelFormat.write(await finishedAs(spec, randomModel(SMALL))));
  }
  for (const name of ["int8", "int4-blocks"]) {
    keep(`magnitude, ${name}`, modelFormat.write(await finishedAs({ name }, await pruned(SMALL))));
  }
  for (const [name, shape] of Object.entries(SHAPES)) keep(name, modelFormat.write(randomModel(shape)));
  return found;
}

// WRITE_KEPT=1 writes the list anew after a change that is meant to change model.onnx.
test("model.onnx is byte for byte what it always was", async () => {
  const found = await hashes();
  if (process.env.WRITE_KEPT === "1") await writeFile(KEPT, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(await readFile(KEPT, "utf8")));
});
