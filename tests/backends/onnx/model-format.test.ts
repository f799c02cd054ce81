import { describe, expect, test } from "vitest";
import { modelFormat } from "../../../backends/onnx/model-format.ts";
import { RecordError } from "../../../harness/errors.ts";
import { quantizations } from "../../../harness/techniques/registry.ts";
import { DOCUMENT_SPEC, randomModel } from "../../fixtures/models.ts";
import { changedBy, quantizationCases, storedAs } from "../../fixtures/techniques.ts";

const GRAPH_BYTES = 5500;

const schemes = ["float32", ...quantizations.names];

async function quantized(scheme: string) {
  const model = randomModel(DOCUMENT_SPEC);
  // More rounds of k-means change no size.
  return scheme === "float32" ? model : changedBy(scheme, model, scheme === "product" ? { iterations: 1 } : {});
}

describe("model.onnx", () => {
  test.each(quantizationCases)("$label: what is written is read back bit for bit", async ({ spec: technique }) => {
    const { spec, weights } = await storedAs(technique, randomModel({ ...DOCUMENT_SPEC, vocabulary: 1000 }));
    expect(modelFormat.read(modelFormat.write({ spec, weights }))).toEqual({ spec, weights });
  });

  // 160,433 weights. float32 4 bytes each; float16 2 for the embedding; int8 rows 1 and 4 a row for the scale;
  // int4 half a byte and 4 a row; exact rows 2 x 16 x 4. Up to GRAPH_BYTES are allowed for the graph.
  test.each([
    ["float32", 160_433 * 4],
    ["float16", 160_000 * 2 + 433 * 4 + 128],
    ["int8-dynamic", 160_000 * 4 + 408 + 25 * 4 + 25 * 4],
    ["int8-rows", 160_000 + 40_000 + 433 * 4 + 128],
    ["int8", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4],
    ["int4-blocks", 80_000 + 40_000 + 433 * 4 + 128],
    ["int8-static", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4 + 25 + 2 * 5],
    // Four codes a row, and 256 centroids of 4 columns for each; the whole file is below 70 kB.
    ["product", 40_000 + 4 * 256 * 4 * 4 + 433 * 4 + 128],
  ])("%s takes %i bytes of weights", async (scheme, weightBytes) => {
    const bytes = modelFormat.write(await quantized(scheme)).length;
    expect(bytes).toBeGreaterThanOrEqual(weightBytes);
    expect(bytes).toBeLessThan(weightBytes + GRAPH_BYTES);
  });

  test("every scheme of the registry has its size stated above", () => {
    const stated = ["float32", "float16", "int8-dynamic", "int8-rows", "int8", "int4-blocks", "int8-static", "product"];
    expect(schemes).toEqual(stated);
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
