import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { modelFormat } from "../../../backends/onnx/model-format.ts";
import { decodeModel } from "../../../backends/onnx/proto.ts";
import { RecordError } from "../../../harness/errors.ts";
import { dequantize } from "../../../harness/stored-tensor.ts";
import { prunings, quantizations } from "../../../harness/techniques/registry.ts";
import { smallestStorage } from "../../../harness/techniques/smallest-storage.ts";
import { DOCUMENT_SPEC, randomModel } from "../../fixtures/models.ts";
import { changedBy, finishedAs, soundSpec, techniqueCases } from "../../fixtures/techniques.ts";

const GRAPH_BYTES = 5500;

const schemes = ["float32", ...prunings.names, ...quantizations.names];

/** A finished model of the document's size; more rounds of k-means change no size. */
async function finished(scheme: string) {
  const fast = scheme === "product" ? { iterations: 1 } : {};
  return finishedAs(scheme === "float32" ? null : { ...soundSpec(scheme), ...fast }, randomModel(DOCUMENT_SPEC));
}

describe("model.onnx", () => {
  test.each(techniqueCases)("$label: what is written is read back bit for bit", async ({ spec: technique }) => {
    const { spec, weights } = await finishedAs(technique, randomModel({ ...DOCUMENT_SPEC, vocabulary: 1000 }));
    expect(modelFormat.read(modelFormat.write({ spec, weights }))).toEqual({ spec, weights });
  });

  // 160,433 weights. float32 4 bytes each; float16 2 for the embedding; int8 rows 1 and 4 a row for the scale;
  // int4 half a byte and 4 a row; exact rows 2 x 16 x 4. Pruned of 80 % (of 160,376 that can go) a bit for every weight of
  // the embedding and 4 for each that is left; of half the units, 217 dense weights; of all but 20 rows, those. Up to
  // GRAPH_BYTES are allowed for the graph.
  test.each([
    ["float32", 160_433 * 4],
    ["magnitude", 20_000 + (160_000 - 128_300) * 4 + 433 * 4],
    ["units", 160_000 * 4 + 217 * 4],
    ["vocabulary", 20 * 16 * 4 + 433 * 4],
    // Its zeros come from the training, which this model has not had.
    ["gradual", 160_433 * 4],
    ["float16", 160_000 * 2 + 433 * 4 + 128],
    ["int8-dynamic", 160_000 * 4 + 408 + 25 * 4 + 25 * 4],
    ["int8-rows", 160_000 + 40_000 + 433 * 4 + 128],
    ["int8", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4],
    ["int4-blocks", 80_000 + 40_000 + 433 * 4 + 128],
    ["int8-static", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4 + 25 + 2 * 5],
    // Four codes a row, and 256 centroids of 4 columns for each; the whole file is below 70 kB.
    ["product", 40_000 + 4 * 256 * 4 * 4 + 433 * 4 + 128],
  ])("%s takes %i bytes of weights", async (scheme, weightBytes) => {
    const bytes = modelFormat.write(await finished(scheme)).length;
    expect(bytes).toBeGreaterThanOrEqual(weightBytes);
    expect(bytes).toBeLessThan(weightBytes + GRAPH_BYTES);
  });

  test("every scheme of the registry has its size stated above", () => {
    expect(schemes).toEqual([
      "float32",
      "magnitude",
      "units",
      "vocabulary",
      "gradual",
      "float16",
      "int8-dynamic",
      "int8-rows",
      "int8",
      "int4-blocks",
      "int8-static",
      "product",
    ]);
  });

  // A bit for each weight is 1/32 of it: from there on the embedding gains. The kernel's 1,536 bytes must also make up
  // for the nodes.
  test.each([
    [0.02, []],
    [0.5, ["embedding"]],
    [0.9, ["embedding", "dense0.kernel"]],
  ])("a matrix is sparse where that makes the file smaller: %d of each layer pruned", async (sparsity, names) => {
    const pruned = await changedBy("magnitude", randomModel(DOCUMENT_SPEC), { sparsity, scope: "layer" });
    const smallest = smallestStorage(pruned);
    const sparse = [...smallest.weights].filter(([, { kind }]) => kind === "sparse-rows");
    expect(sparse.map(([name]) => name)).toEqual(names);
    for (const [name, stored] of sparse) {
      const before = pruned.weights.get(name)!;
      const other = { ...smallest, weights: new Map([...smallest.weights, [name, before]]) };
      expect(modelFormat.write(smallest).length, name).toBeLessThan(modelFormat.write(other).length);
      expect(Buffer.from(dequantize(stored).buffer).equals(Buffer.from(dequantize(before).buffer)), name).toBe(true);
    }
  });

  test("ONNX Runtime lays a sparse matrix out once, as it loads the file: no run pays for it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pricewar-sparse-"));
    const optimizedModelFilePath = join(folder, "optimized.onnx");
    const file = modelFormat.write(await finished("magnitude"));
    await (await InferenceSession.create(file, { optimizedModelFilePath, logSeverityLevel: 3 })).release();
    const operators = decodeModel(await readFile(optimizedModelFilePath)).graph!.node.map(({ opType }) => opType);
    await rm(folder, { recursive: true });
    expect(decodeModel(file).graph!.node.map(({ opType }) => opType)).toContain("CumSum");
    expect(operators).not.toContain("CumSum");
    expect(operators.filter((operator) => operator === "Gather")).toHaveLength(1);
  });

  test("one scale for all rows takes 4 bytes where one a row takes 40,000", async () => {
    const model = randomModel(DOCUMENT_SPEC);
    const bytes = modelFormat.write(await changedBy("int8-rows", model, { granularity: "tensor" })).length;
    expect(bytes).toBeGreaterThanOrEqual(160_000 + 4 + 433 * 4 + 128);
    expect(bytes).toBeLessThan(160_000 + 4 + 433 * 4 + 128 + GRAPH_BYTES);
  });

  test("a file that is no model, and a model that is not ours, are told apart", () => {
    expect(() => modelFormat.read(Uint8Array.of(255, 255, 255))).toThrow(/damaged: it is no ONNX protobuf/);
    expect(() => modelFormat.read(new Uint8Array(0))).toThrow(RecordError);
    expect(() => modelFormat.read(new Uint8Array(0))).toThrow(/not written by pricewar/);
  });
});
