import { expect, test } from "vitest";
import { commonName, describe as describeValue, labelsOf } from "../../../harness/analysis/labels.ts";
import type { Json } from "../../../harness/canonical.ts";
import { makePlan } from "../../fixtures/records.ts";

test("a configuration is named by the axes that vary, in the plan's order", () => {
  const labels = labelsOf(
    makePlan({ axes: { quantization: ["float32", "int8"], threads: [1], serveBackend: ["onnx", "wasm"] } }),
  );
  expect(labels.axes).toEqual(["quantization", "serveBackend"]);
  expect([...labels.names.values()]).toEqual(["float32 · onnx", "float32 · wasm", "int8 · onnx", "int8 · wasm"]);
});

test("values read without their axis beside them", () => {
  expect(describeValue("batchSize", 64)).toBe("batch size 64");
  expect(describeValue("batchSize", "full")).toBe("batch size full");
  expect(describeValue("pruning", null)).toBe("no pruning");
  expect(describeValue("techniques", [])).toBe("no techniques");
  expect(describeValue("optimizer", { name: "adam", learningRate: 0.01 })).toBe("adam (learning rate 0.01)");
  expect(describeValue("techniques", [{ name: "prune", sparsity: 0.5 }, "int8"])).toBe("prune (sparsity 0.5) + int8");
  expect(describeValue("model.hidden", [24, 12])).toBe("hidden 24, 12");
  expect(describeValue("earlyStopping", "none")).toBe("no early stopping");
  expect(describeValue("earlyStopping", {})).toBe("early stopping");
  expect(describeValue("earlyStopping", { patience: 3, restoreBest: false })).toBe(
    "early stopping (patience 3, restore best false)",
  );
  expect(describeValue("model.batchNorm", true)).toBe("batch norm");
  expect(describeValue("model.residual", false)).toBe("no residual");
  expect(describeValue("model.dropout", 0.25)).toBe("dropout 0.25");
});

test("of plugins of one name, parameters that all share are left out", () => {
  const teacher = { model: { embedding: 64 }, epochs: 6 };
  const distillation = [
    "none",
    { name: "soft-targets", teacher },
    { name: "soft-targets", teacher, seeds: 3 },
    { name: "soft-targets", teacher, seeds: 3, mix: 0.9 },
  ];
  expect([...labelsOf(makePlan({ axes: { distillation } })).names.values()]).toEqual([
    "none",
    "soft-targets",
    "soft-targets (seeds 3)",
    "soft-targets (seeds 3, mix 0.9)",
  ]);
  const alone = labelsOf(makePlan({ axes: { distillation: distillation.slice(0, 2) } }));
  expect([...alone.names.values()][1]).toBe("soft-targets (teacher model embedding 64, epochs 6)");
});

test("a word that two axes share is told apart by its axis", () => {
  const labels = labelsOf(makePlan({ axes: { trainBackend: ["onnx", "wasm"], serveBackend: ["onnx", "cuda"] } }));
  expect([...labels.names.values()][0]).toBe("train backend onnx · serve backend onnx");
  expect([...labels.names.values()][3]).toBe("wasm · cuda");
});

test("of more than three axes, a configuration is named by what the baseline lacks", () => {
  const axes = { "model.dropout": [0, 0.5], "model.residual": [false, true], batchSize: [32, 64], threads: [1, 2] };
  const names = (baseline: Record<string, Json> | null) => [...labelsOf(makePlan({ axes, baseline })).names.values()];
  const first = { "model.dropout": 0, "model.residual": false, batchSize: 32, threads: 1 };
  const changes = names(first);
  expect(changes.slice(0, 4)).toEqual(["no change", "threads 2", "batch size 64", "batch size 64 · threads 2"]);
  expect(changes[8 + 4]).toBe("dropout 0.5 · residual");
  expect(new Set(changes).size).toBe(16);
  expect(names({ ...first, "model.residual": true })[0]).toBe("no residual");
  expect(names(null)[0]).toBe("dropout 0 · no residual · batch size 32 · threads 1");
});

test("the one configuration of a plan without axes has the plan's name", () => {
  expect([...labelsOf(makePlan({ name: "document", axes: {} })).names.values()]).toEqual(["document"]);
});

test("names that come out alike get a piece of the configuration's id", () => {
  const labels = labelsOf(makePlan({ axes: { batchSize: [32, "batch size 32"] } }));
  const names = [...labels.names.values()];
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^batch size 32 \([0-9a-f]{6}\)$/);
});

test("configurations that share a file are named by what they have in common", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] } });
  const labels = labelsOf(plan);
  const [floatOnnx, floatWasm, intOnnx, intWasm] = [...labels.names.keys()];
  expect(commonName([floatOnnx!, floatWasm!], labels)).toBe("float32");
  expect(commonName([intOnnx!], labels)).toBe("int8 · onnx");
  expect(commonName([floatOnnx!, intWasm!], labels)).toBeNull();
});
