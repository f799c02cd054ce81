import { expect, test } from "vitest";
import { simd } from "../../../backends/simd.ts";
import { modelFormat } from "../../../harness/classifier/model-file/model-format.ts";
import type { ModelSpec } from "../../../harness/contract/index.ts";
import { randomModel } from "../../fixtures/models.ts";
import { encodedFrom } from "../../fixtures/texts.ts";

const SMALL_SPEC: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 6, hidden: [4], pooling: "all", classes: 2 };

test("an id that the model lacks is refused before it is an address", async () => {
  const model = randomModel(SMALL_SPEC);
  const session = await simd.open(modelFormat.write(model), { threads: 1 });
  const { vocabulary } = SMALL_SPEC;
  const known = encodedFrom([[2, 3]], SMALL_SPEC.maxLength);
  expect((await session.predict(known)).length).toBe(1);
  for (const id of [vocabulary, -1, 1e9]) {
    const foreign = { ...known, ids: known.ids.map((own, entry) => (entry === 0 ? id : own)) };
    await expect(session.predict(foreign)).rejects.toThrow(
      `id ${id} in text 0: the model has ids 0 to ${vocabulary - 1}`,
    );
  }
});

test("a model whose weights are all 0 can be proved", async () => {
  const model = randomModel(SMALL_SPEC);
  const weights = new Map(
    [...model.weights].map(([name, { shape }]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return [name, { kind: "float32" as const, shape, data: new Float32Array(length) }];
    }),
  );
  const session = await simd.open(modelFormat.write({ ...model, weights }), { threads: 1 });
  const texts = encodedFrom([[2, 3]], SMALL_SPEC.maxLength);
  expect(await session.prove(texts)).toMatchObject({ provider: simd.provider, kernelPrecision: "float32" });
  expect([...(await session.predict(texts))]).toEqual([0.5]);
});
