import { expect, test } from "vitest";
import { openPlainTrainer } from "../../../../backends/javascript.ts";
import { roundInt4Blocks } from "../../../../harness/classifier/quantizations/int4-blocks/rounding.ts";
import { createBatcher } from "../../../../harness/classifier/training/batches.ts";
import { withRoundedRows } from "../../../../harness/classifier/training/fake-quantization.ts";
import { sgd } from "../../../../harness/classifier/training/optimizers/sgd.ts";
import { packTable, tableLayout, unpackTable } from "../../../../harness/classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../../../harness/contract/index.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

test("the forward pass sees rounded weights, and the gradient goes straight through to the float ones", async () => {
  const spec: ModelSpec = { vocabulary: 3, maxLength: 1, embedding: 2, hidden: [], pooling: "all", classes: 2 };
  const layout = tableLayout(spec);
  const weights = new Map([
    // The word's block has scale -0.1 and codes -8 and 3.3: it is seen as 0.8, -0.3.
    ["embedding", Float32Array.of(0, 0, 0, 0, 0.8, -0.33)],
    ["output.kernel", Float32Array.of(1, 2)],
    ["output.bias", Float32Array.of(0)],
  ]);
  const trainer = openPlainTrainer({
    spec,
    optimizer: sgd.bind({}),
    variant: { fakeQuantization: { embedding: roundInt4Blocks(16) } },
    batchSize: 1,
    threads: 1,
    typical: { unique: 1, pairs: 1 },
    table: packTable(layout, weights),
  });
  const batch = createBatcher(spec, encodedFrom([[2]], 1), Uint16Array.of(1), 1)(Int32Array.of(0), 0);
  const logits = await trainer.run({
    batches: [withRoundedRows(batch)],
    scalars: { minusRate: Float32Array.of(-1) },
    missedTerms: [[]],
    rescale: {},
  });
  expect(logits[0]).toBeCloseTo(0.2, 6); // 0.8 x 1 - 0.3 x 2
  const error = 1 / (1 + Math.exp(-0.2)) - 1;
  const after = unpackTable(layout, await trainer.readTable());
  const close = (name: string, wanted: readonly number[]) =>
    wanted.forEach((value, index) => {
      expect(after.get(name)!.at(index - wanted.length)).toBeCloseTo(value, 6);
    });
  close("embedding", [0.8 - error * 1, -0.33 - error * 2]);
  close("output.kernel", [1 - error * 0.8, 2 - error * -0.3]);
  close("output.bias", [-error]);
});

test("padding and <OOV> are marked exact, all other words rounded", () => {
  const spec: ModelSpec = { vocabulary: 9, maxLength: 4, embedding: 2, hidden: [], pooling: "all", classes: 2 };
  const batch = createBatcher(spec, encodedFrom([[5, 1, 2]], 4), Uint16Array.of(1), 1)(Int32Array.of(0), 0);
  const { rows, extras } = withRoundedRows(batch);
  expect([...rows]).toEqual([5, 1, 2, 0]);
  expect([...extras.rounded!]).toEqual([1, 0, 1, 0]);
});
