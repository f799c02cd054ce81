import { expect, test } from "vitest";
import { decodeModel } from "../../../../../harness/base/onnx/proto.ts";
import { buildServingGraph } from "../../../../../harness/classifier/model-file/serving-graph.ts";
import { loadedGraph, operatorsOf } from "../../../../fixtures/loaded-graph.ts";
import { randomModel } from "../../../../fixtures/models.ts";
import { changedBy } from "../../../../fixtures/techniques.ts";

const SPEC = { vocabulary: 300, maxLength: 20, embedding: 16, hidden: [24], pooling: "all" as const, classes: 2 };

test("ONNX Runtime makes the table float32 once, as it loads the file: every run has the nodes of float32", async () => {
  const model = randomModel(SPEC);
  const file = buildServingGraph(await changedBy("int8-table", model), "distinct");
  expect(operatorsOf(file).slice(0, 3)).toEqual(["Cast", "Mul", "Gather"]);
  const loaded = await loadedGraph(file);
  expect(operatorsOf(loaded)).toEqual(operatorsOf(await loadedGraph(buildServingGraph(model, "distinct"))));
  const tables = decodeModel(loaded).graph!.initializer.filter(({ dims }) => Number(dims[0]) === SPEC.vocabulary);
  expect(tables.map(({ dataType }) => dataType)).toEqual([1]); // float32; no codes are left
});
