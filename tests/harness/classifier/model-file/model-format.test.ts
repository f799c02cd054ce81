import { describe, expect, test } from "vitest";
import { RecordError } from "../../../../harness/base/errors.ts";
import { decodeModel } from "../../../../harness/base/onnx/proto.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { prunings, quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { loadedGraph, operatorsOf } from "../../../fixtures/loaded-graph.ts";
import { REFERENCE_SPEC, randomModel, writtenWhole } from "../../../fixtures/models.ts";
import {
  changedBy,
  finishedAs,
  pruned,
  quantizationCases,
  soundSpec,
  techniqueCases,
} from "../../../fixtures/techniques.ts";

const GRAPH_BYTES = 5500;

const schemes = ["float32", ...prunings.names, ...quantizations.names];

/** A finished model of the reference experiment's size; more rounds of k-means change no size. */
async function finished(scheme: string) {
  const fast = scheme === "product" ? { iterations: 1 } : {};
  return finishedAs(scheme === "float32" ? null : { ...soundSpec(scheme), ...fast }, randomModel(REFERENCE_SPEC));
}

describe("model.onnx", () => {
  test.each(techniqueCases)("$label: what is written is read back bit for bit", async ({ spec: technique }) => {
    const { spec, weights } = await finishedAs(technique, randomModel({ ...REFERENCE_SPEC, vocabulary: 1000 }));
    expect(modelFormat.read(modelFormat.write({ spec, weights }))).toEqual({ spec, weights });
  });

  test.each(quantizationCases)("$label after a pruning: read back bit for bit", async ({ spec: technique }) => {
    const { spec, weights } = await finishedAs(technique, await pruned({ ...REFERENCE_SPEC, vocabulary: 1000 }));
    expect(modelFormat.read(modelFormat.write({ spec, weights }))).toEqual({ spec, weights });
  });

  // 160,433 weights. float32 takes 4 bytes each; float16 2 for the embedding; int8 rows 1, and 4 per row for the scale;
  // int4 half a byte, and 4 per row; exact rows 2 x 16 x 4. With 80 % pruned (of 160,376 that can be), a bit for every
  // weight of the embedding and 4 bytes for each that is left; with half the units pruned, 217 dense weights; with all but
  // 20 rows pruned, those rows. The graph may take up to GRAPH_BYTES.
  test.each([
    ["float32", 160_433 * 4],
    ["magnitude", 20_000 + (160_000 - 128_300) * 4 + 433 * 4],
    ["units", 160_000 * 4 + 217 * 4],
    ["vocabulary", 20 * 16 * 4 + 433 * 4],
    // Its zeros come from training, and this model is not trained.
    ["gradual", 160_433 * 4],
    ["float16", 160_000 * 2 + 433 * 4 + 128],
    ["int8-dynamic", 160_000 * 4 + 408 + 25 * 4 + 25 * 4],
    ["int8-rows", 160_000 + 40_000 + 433 * 4 + 128],
    ["int8", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4],
    ["int4-blocks", 80_000 + 40_000 + 433 * 4 + 128],
    ["int8-table", 160_000 + 4 + 433 * 4 + 128],
    ["int8-static", 160_000 + 40_000 + 128 + 408 + 25 * 4 + 25 * 4 + 25 + 2 * 5],
    // Four codes per row, and 256 centroids of 4 columns for each; the whole file is below 70 kB.
    ["product", 40_000 + 4 * 256 * 4 * 4 + 433 * 4 + 128],
  ])("%s takes %i bytes of weights", async (scheme, weightBytes) => {
    const bytes = modelFormat.write(await finished(scheme)).length;
    expect(bytes).toBeGreaterThanOrEqual(weightBytes);
    expect(bytes).toBeLessThan(weightBytes + GRAPH_BYTES);
  });

  test("every registered scheme has its size stated above", () => {
    expect(schemes).toEqual([
      "float32",
      "magnitude",
      "units",
      "vocabulary",
      "gradual",
      "float16",
      "int4-blocks",
      "int8",
      "int8-dynamic",
      "int8-rows",
      "int8-static",
      "int8-table",
      "product",
    ]);
  });

  // Of 160,000 weights 31,700 are left, marked by a bit per weight. int8 then takes 1 byte for each of them, float16 2 and
  // float32 4. In int4, two codes share a byte: an even spread leaves 1 - .8^2 = 36 % of 80,000 bytes. All rows keep a weight,
  // and so their scale, except for some 3 % (.8^16), too few for sparse scales to make the file smaller.
  test.each([
    ["float32", 20_000 + 31_700 * 4 + 433 * 4],
    ["float16", 20_000 + 31_700 * 2 + 433 * 4],
    ["int8-rows", 20_000 + 31_700 + 40_000 + 433 * 4],
    ["int8-table", 20_000 + 31_700 + 433 * 4],
    ["int8", 20_000 + 31_700 + 40_000 + 408 + 25 * 4],
    ["int4-blocks", 10_000 + 28_800 + 40_000 + 433 * 4],
  ])("%s after a pruning of 80 %% takes about %i bytes of weights", async (scheme, weightBytes) => {
    const model = await finishedAs(scheme === "float32" ? null : soundSpec(scheme), await pruned(REFERENCE_SPEC));
    const bytes = modelFormat.write(model).length;
    expect(bytes).toBeGreaterThan(weightBytes * 0.98);
    expect(bytes).toBeLessThan(weightBytes * 1.02 + GRAPH_BYTES);
  });

  // A bit is 1/32 of a float32 weight: from that sparsity on, the embedding gets smaller. The kernel's 1,536 bytes must also
  // make up for the nodes. In int8 a bit is 1/8 of a weight, and a kernel of 384 bytes never gets smaller.
  test.each([
    ["float32", 0.02, []],
    ["float32", 0.5, ["embedding"]],
    ["float32", 0.9, ["embedding", "dense0.kernel"]],
    ["int8", 0.1, []],
    ["int8", 0.2, ["embedding.codes"]],
    ["int8", 0.95, ["embedding.codes", "embedding.scales"]],
  ])(
    "a part is sparse where that makes the file smaller: %s, %d of each layer pruned",
    async (scheme, sparsity, names) => {
      const model = await finishedAs(
        scheme === "float32" ? null : soundSpec(scheme),
        await pruned(REFERENCE_SPEC, { sparsity, scope: "layer" }),
      );
      const file = modelFormat.write(model);
      const masks = decodeModel(file).graph!.initializer.filter(({ name }) => name.endsWith(".mask"));
      expect(masks.map(({ name }) => name.slice(0, -".mask".length))).toEqual(names);
      const whole = writtenWhole(model);
      expect(Buffer.compare(file, whole) === 0).toBe(names.length === 0);
      expect(file.length < whole.length).toBe(names.length > 0);
    },
  );

  test.each(["float32", "int8", "int8-table", "int4-blocks"])(
    "%s: ONNX Runtime lays sparse parts out once, as it loads the file: every run has the nodes that it has without them",
    async (scheme) => {
      const spec = { ...REFERENCE_SPEC, vocabulary: 1000 };
      const model = await finishedAs(
        scheme === "float32" ? null : soundSpec(scheme),
        await pruned(spec, { sparsity: 0.95 }),
      );
      const file = modelFormat.write(model);
      expect(operatorsOf(file)).toContain("CumSum");
      expect(operatorsOf(await loadedGraph(file))).toEqual(operatorsOf(await loadedGraph(writtenWhole(model))));
    },
  );

  test("one scale for all rows takes 4 bytes, one per row 40,000", async () => {
    const model = randomModel(REFERENCE_SPEC);
    const bytes = modelFormat.write(await changedBy("int8-rows", model, { granularity: "tensor" })).length;
    expect(bytes).toBeGreaterThanOrEqual(160_000 + 4 + 433 * 4 + 128);
    expect(bytes).toBeLessThan(160_000 + 4 + 433 * 4 + 128 + GRAPH_BYTES);
  });

  test("a file that is not a model, and a model that is not ours, are refused with different messages", () => {
    expect(() => modelFormat.read(Uint8Array.of(255, 255, 255))).toThrow(/damaged: it is not an ONNX protobuf/);
    expect(() => modelFormat.read(new Uint8Array(0))).toThrow(RecordError);
    expect(() => modelFormat.read(new Uint8Array(0))).toThrow(/not written by pricewar/);
  });
});
