import { expect, test } from "vitest";
import { valuesAt, withoutAxes } from "../../../harness/contract/axis-places.ts";
import { makePlan } from "../../fixtures/records.ts";

const [cell] = makePlan({ axes: {}, seeds: [7] }).cells;
const { experiment } = cell!;

test("an axis has one value, also where that is a list, or one of training and one of serving", () => {
  const own = {
    ...experiment,
    model: { ...experiment.model, hidden: [16, 8] },
    training: { ...experiment.training, backend: "simd", batchSize: 64 },
    serving: { ...experiment.serving, backend: "wasm", threshold: 0.9 },
  };
  expect(valuesAt("model.hidden", own)).toEqual([[16, 8]]);
  expect(valuesAt("batchSize", own)).toEqual([64]);
  expect(valuesAt("threshold", own)).toEqual([0.9]);
  expect(valuesAt("backend", own)).toEqual(["simd", "wasm"]);
  expect([...valuesAt("trainBackend", own), ...valuesAt("serveBackend", own)]).toEqual(["simd", "wasm"]);
  expect(valuesAt("training.rows", own)).toEqual([undefined]);
});

test("an axis is left out of the place that has it, and nothing else is", () => {
  const { seed: _, ...seedless } = experiment.training;
  expect(withoutAxes(experiment, ["seed"])).toEqual({ ...experiment, training: seedless });
  const { embedding: __, ...model } = experiment.model;
  expect(withoutAxes(experiment, ["model.embedding"])).toEqual({ ...experiment, model });
  const { backend: ___, ...training } = experiment.training;
  const { backend: ____, ...serving } = experiment.serving;
  expect(withoutAxes(experiment, ["backend"])).toEqual({ ...experiment, training, serving });
});
