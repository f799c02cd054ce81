import { expect, test } from "vitest";
import type { PlannedCell } from "../../../harness/contract/index.ts";
import { canServe, queueName, servingQueue, trainingQueue } from "../../../harness/queue/names.ts";
import { makePlan } from "../../fixtures/records.ts";

test("a queue is named after the backends that its jobs need, and served where all of them are", () => {
  expect(queueName(["wasm", "onnx", "wasm"])).toBe("onnx+wasm");
  expect(canServe("onnx+wasm", ["wasm", "simd", "onnx"])).toBe(true);
  expect(canServe("onnx+wasm", ["onnx"])).toBe(false);
  // Not by a part of a name.
  expect(canServe("onnx", ["onnx-cuda"])).toBe(false);
});

test("a cell is trained and served where its backends are; a technique may fine-tune it where it was trained", () => {
  const [{ experiment }] = makePlan({ axes: {} }).cells as [PlannedCell];
  const { training, serving } = experiment;
  const cell = {
    experiment: {
      ...experiment,
      training: { ...training, backend: "simd" },
      serving: { ...serving, backend: "wasm" },
      techniques: [],
    },
    teachers: [],
  };
  expect([trainingQueue(cell), servingQueue(cell)]).toEqual(["simd", "wasm"]);
  const pruned = { experiment: { ...cell.experiment, techniques: [{ name: "magnitude" }] } };
  expect(servingQueue(pruned)).toBe("simd+wasm");
  const taught = { ...cell, teachers: [{ ...experiment, training: { ...training, backend: "onnx" } }] };
  expect(trainingQueue(taught)).toBe("onnx+simd");
});
