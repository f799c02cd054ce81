import { expect, test } from "vitest";
import { requireWeights } from "../../../backends/simd/require-weights.ts";
import { simd } from "../../../backends/simd.ts";
import { RecordError } from "../../../harness/base/errors.ts";
import { decodeModel } from "../../../harness/base/onnx/proto.ts";
import { modelFormat } from "../../../harness/classifier/model-file/model-format.ts";
import { buildServingGraph } from "../../../harness/classifier/model-file/serving-graph.ts";
import type { ModelSpec } from "../../../harness/contract/index.ts";
import { randomModel } from "../../fixtures/models.ts";

const SPEC: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 6, hidden: [4], pooling: "all", classes: 2 };

/** model.onnx that says other sizes than its weights have. */
function claiming(sizes: object): Uint8Array {
  const model = randomModel(SPEC);
  const [entry] = decodeModel(modelFormat.write(model)).metadataProps;
  const { spec, ...metadata } = JSON.parse(entry!.value);
  return buildServingGraph(model, "padded", {
    metadata: { [entry!.key]: JSON.stringify({ ...metadata, spec: { ...spec, ...sizes } }) },
    sparse: new Map(),
  });
}

test.each([
  ["embedding", { embedding: 7 }, "weight embedding of [40,7] needs 280 numbers, it has 240"],
  ["vocabulary", { vocabulary: 41 }, "weight embedding of [41,6] needs 246 numbers, it has 240"],
  ["bigrams", { bigrams: 2 }, "weight embedding of [42,6] needs 252 numbers, it has 240"],
  ["a wider layer", { hidden: [5] }, "weight dense0.kernel of [6,5] needs 30 numbers, it has 24"],
  ["one more layer", { hidden: [4, 4] }, "weight dense1.kernel of [4,4] needs 16 numbers, it has 0"],
  ["classes", { classes: 3 }, "weight output.kernel of [4,3] needs 12 numbers, it has 4"],
  ["no columns", { embedding: 0 }, "embedding must be a whole number from 1 to 268435456, got 0"],
  ["half a class", { classes: 2.5 }, "classes must be a whole number from 1 to 268435456, got 2.5"],
  ["bigrams below 0", { bigrams: -2 }, "bigrams + 1 must be a whole number from 1 to 268435456, got -1"],
  ["a layer of 2^40 units", { hidden: [2 ** 40] }, "hidden[0] must be a whole number from 1 to 268435456"],
  ["layers that are no list", { hidden: "4" }, "its hidden layers are no list"],
])("a file with wrong sizes is refused before its weights are in the memory: %s", async (_, sizes, message) => {
  const opened = simd.open(claiming(sizes), { threads: 1 });
  await expect(opened).rejects.toThrow(RecordError);
  await expect(opened).rejects.toThrow(message);
});

test("weights of the right sizes are taken", () => {
  const weights = new Map([
    ["embedding", new Float32Array(240)],
    ["dense0.kernel", new Float32Array(24)],
    ["dense0.bias", new Float32Array(4)],
    ["output.kernel", new Float32Array(4)],
    ["output.bias", new Float32Array(1)],
  ]);
  expect(() => requireWeights(SPEC, weights)).not.toThrow();
});
