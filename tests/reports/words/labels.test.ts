import { expect, test } from "vitest";
import { labelsOf } from "../../../harness/judge/analysis/labels.ts";
import { groupName, markedAsBaseline, theBaseline, theBaselineAsSubject } from "../../../reports/words/labels.ts";
import { plainText, strong } from "../../../reports/words/sentence.ts";
import { makePlan } from "../../fixtures/records.ts";

test("configurations that share a file are named by what they have in common and no other has", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] } });
  const labels = labelsOf(plan);
  const [floatOnnx, floatWasm, intOnnx, intWasm] = [...labels.names.keys()];
  expect(groupName([floatOnnx!, floatWasm!], labels)).toBe("float32");
  expect(groupName([intOnnx!], labels)).toBe("int8 · onnx");
  expect(groupName([floatOnnx!, intWasm!], labels)).toBe("float32 · onnx and 1 more");
  expect(groupName([floatWasm!, intOnnx!], labels)).toBe("int8 · onnx and 1 more");
  expect(groupName([...labels.names.keys()], labels)).toBe("all configurations");
});

test("of many axes, what all share with the baseline names no group, and what another has as well does not either", () => {
  const axes = { batchSize: [32, 64], epochs: [10, 30], threads: [1, 2] };
  const labels = labelsOf(makePlan({ axes }));
  const idOf = (name: string) => [...labels.names].find(([, own]) => own === name)![0];
  const group = (...names: string[]) => groupName(names.map(idOf), labels);
  expect(group("baseline", "threads 2")).toBe("baseline and 1 more");
  expect(group("epochs 30", "epochs 30 · threads 2")).toBe("epochs 30 and 1 more");
  expect(group("batch size 64 · epochs 30", "batch size 64 · epochs 30 · threads 2")).toBe("batch size 64 · epochs 30");
});

test('a baseline whose name is "baseline" is not called so twice, whatever a value is called', () => {
  const changes = labelsOf(makePlan({ axes: { batchSize: [32, 64], epochs: [10, 30], threads: [1, 2] } }));
  expect([theBaseline("baseline", changes), markedAsBaseline("baseline", changes)]).toEqual([
    "the baseline",
    "baseline",
  ]);
  const values = labelsOf(makePlan({ axes: { quantization: ["baseline", "int8"] } }));
  expect([...values.names.values()]).toEqual(["baseline", "int8"]);
  expect([theBaseline("baseline", values), markedAsBaseline("baseline", values)]).toEqual([
    "the baseline, baseline",
    "baseline (baseline)",
  ]);
});

test("where names are changes from the baseline, what stands for it in another scenario goes by its own", () => {
  const axes = { "serving.scenario": ["http", "offline"], batchSize: [32, 64], epochs: [10, 30] };
  const labels = labelsOf(makePlan({ axes }));
  expect([...labels.names.values()]).toContain("scenario offline");
  expect(theBaseline("scenario offline", labels)).toBe("the baseline, scenario offline");
  expect(plainText(theBaselineAsSubject("scenario offline", labels))).toBe("the baseline, scenario offline,");
  expect(markedAsBaseline("scenario offline", labels)).toBe("scenario offline (baseline)");
  expect(theBaselineAsSubject(strong("baseline"), labels)).toEqual(["the ", { strong: "baseline" }]);
});

test("in Chinese, names stay and what is said of them is translated", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] } });
  const labels = labelsOf(plan);
  const [floatOnnx, , , intWasm] = [...labels.names.keys()];
  expect(groupName([floatOnnx!, intWasm!], labels, "zh")).toBe("float32 · onnx和另外1个");
  expect(groupName([...labels.names.keys()], labels, "zh")).toBe("所有配置");
  expect(theBaseline("float32", labels, "zh")).toBe("基线float32");
  expect(markedAsBaseline("float32", labels, "zh")).toBe("float32（基线）");
  expect(theBaselineAsSubject(strong("float32"), labels, "zh")).toEqual(["基线", { strong: "float32" }]);
  const changes = labelsOf(makePlan({ axes: { batchSize: [32, 64], epochs: [10, 30], threads: [1, 2] } }));
  expect(theBaseline("baseline", changes, "zh")).toBe("基线");
  expect(markedAsBaseline("baseline", changes, "zh")).toBe("baseline");
  expect(theBaselineAsSubject("baseline", changes, "zh")).toEqual(["基线"]);
  expect(theBaselineAsSubject(strong("baseline"), changes, "zh")).toEqual([{ strong: "基线" }]);
});
