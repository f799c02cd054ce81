import { describe, expect, test } from "vitest";
import { modelFormat } from "../../../backends/onnx/model-format.ts";
import { RecordError } from "../../../harness/errors.ts";
import { quantizations } from "../../../harness/techniques/registry.ts";
import { DOCUMENT_SPEC, randomModel } from "../../fixtures/models.ts";
import { changedBy } from "../../fixtures/techniques.ts";

const schemes = ["float32", ...quantizations.names];

async function quantized(scheme: string) {
  const model = randomModel(DOCUMENT_SPEC);
  return scheme === "float32" ? model : await changedBy(scheme, model);
}

describe("model.onnx", () => {
  test.each(schemes)("%s: what is written is read back bit for bit", async (scheme) => {
    const { spec, weights } = await quantized(scheme);
    expect(modelFormat.read(modelFormat.write({ spec, weights }))).toEqual({ spec, weights });
  });

  // 160,433 weights. float32 4 bytes each; float16 2 for the embedding; int8 rows 1 and 4 a row for the scale;
  // int4 half a byte and 4 a row; exact rows 2 x 16 x 4. Two kilobytes are allowed for the graph.
  test.each([
    ["float32", 160_433 * 4],
    ["float16", 160_000 * 2 + 433 * 4 + 128],
    ["int8-dynamic", 160_000 * 4 + 408 + 25 * 4 + 25 * 4],
    ["int8-rows", 160_000 + 40_000 + 433 * 4 + 128],
    ["int8", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4],
    ["int4-blocks", 80_000 + 40_000 + 433 * 4 + 128],
  ])("%s takes %i bytes of weights", async (scheme, weightBytes) => {
    const bytes = modelFormat.write(await quantized(scheme)).length;
    expect(bytes).toBeGreaterThanOrEqual(weightBytes);
    expect(bytes).toBeLessThan(weightBytes + 5000);
  });

  test("every scheme of the registry has its size stated above", () => {
    expect(schemes).toEqual(["float32", "float16", "int8-dynamic", "int8-rows", "int8", "int4-blocks"]);
  });

  test("a file that is no model, and a model that is not ours, are told apart", () => {
    expect(() => modelFormat.read(Uint8Array.of(255, 255, 255))).toThrow(/damaged: it is no ONNX protobuf/);
    expect(() => modelFormat.read(new Uint8Array(0))).toThrow(RecordError);
    expect(() => modelFormat.read(new Uint8Array(0))).toThrow(/not written by pricewar/);
  });
});
