import { expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import { distillations } from "../../../../harness/classifier/techniques/registry.ts";
import { ParameterError } from "../../../../harness/contract/plugin.ts";

const technique = await distillations.load("soft-targets");
const bound = (parameters: Record<string, Json>) => technique.bind(parameters).training?.distillation;

test("by default, one teacher with the student's fields, at temperature 2 and half the weight", () => {
  expect(bound({})).toEqual({ teacher: {}, seeds: 1, temperature: 2, mix: 0.5 });
});

test("it changes the training, not the trained model", () => {
  expect(technique.bind({})).not.toHaveProperty("after");
});

test("a teacher's plugins are read as the matrix reads them, so that its training has the cell's key", () => {
  expect(bound({ teacher: { optimizer: "sgd", schedule: { name: "constant" } } })?.teacher).toEqual({
    optimizer: { name: "sgd" },
    schedule: { name: "constant" },
  });
});

test("a teacher may take all training rows in one step, as a cell may", () => {
  expect(bound({ teacher: { batchSize: "full" } })?.teacher).toEqual({ batchSize: "full" });
});

test.each([
  [{ teacher: { batchSize: "ful" } }, /teacher\.batchSize: must be a whole number or "full"/],
  [{ teacher: { batchSize: 0 } }, /teacher\.batchSize: /],
  [{ teacher: { model: { vocabulary: 500 } } }, /teacher\.model: .*vocabulary/],
  [{ teacher: { model: { maxLength: 50 } } }, /teacher\.model: .*maxLength/],
  [{ teacher: { model: { embedding: 0 } } }, /teacher\.model\.embedding/],
  [{ teacher: { optimizer: "adm" } }, /teacher\.optimizer: unknown optimizer "adm"; did you mean "adam"\?/],
  [{ teacher: { optimizer: { name: "adam", learningRate: -1 } } }, /teacher\.optimizer: .*learningRate/],
  [{ mix: 1.5 }, /mix/],
  [{ temperature: 0 }, /temperature/],
  [{ seeds: 0 }, /seeds/],
  [{ temprature: 2 }, /temprature/],
])("refuses %j and locates the problem", (parameters, message) => {
  expect(() => bound(parameters)).toThrow(ParameterError);
  expect(() => bound(parameters)).toThrow(message);
});
