import { describe, expect, test } from "vitest";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel } from "../fixtures/models.ts";
import { finishedAs } from "../fixtures/techniques.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = (await usableBackends()).filter(({ backend }) => backend.openLookup !== undefined);

/** Without hidden layers, a probability is the logistic function of one product with the mean. */
const SPEC: ModelSpec = { vocabulary: 300, maxLength: 50, embedding: 5, hidden: [], pooling: "all", classes: 2 };

test("ONNX Runtime parts its graphs", () => {
  expect(usable.map(({ name }) => name)).toContain("onnx");
});

describe.each(usable)("the lookup on $name", ({ backend }) => {
  test.each([null, { name: "int8-rows" }])("is what the layers turn into the probabilities: %o", async (scheme) => {
    const model = await finishedAs(scheme, randomModel(SPEC));
    const file = modelFormat.write(model);
    const batch = encodedFrom([[], [7], [1, 1, 1], ...randomTexts(testRandom(3), 40, 300, 60)], SPEC.maxLength);
    const [session, lookup] = [
      await backend.open(file, { threads: 1 }),
      await backend.openLookup!(file, { threads: 1 }),
    ];
    try {
      const [probabilities, means] = [await session.predict(batch), await lookup.predict(batch)];
      const [kernel, bias] = ["output.kernel", "output.bias"].map((name) => dequantize(model.weights.get(name)!));
      expect(means).toHaveLength(batch.rows * SPEC.embedding);
      probabilities.forEach((probability, row) => {
        const own = means.subarray(row * SPEC.embedding, (row + 1) * SPEC.embedding);
        const logit = own.reduce((sum, value, column) => sum + value * kernel![column]!, bias![0]!);
        expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logit)), 5);
      });
    } finally {
      await session.close();
      await lookup.close();
    }
  });
});
