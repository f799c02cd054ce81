import { expect, test } from "vitest";
import { isSample, recordsIn, samplesIn } from "../../../../harness/contract/index.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { oneOfSeveral, type ReadRun } from "../../../../harness/judge/analysis/one-of-several.ts";
import { failedRecord, makePlan, okRecord, type PlanOptions, seeded } from "../../../fixtures/records.ts";
import { withSamples } from "../../../fixtures/serving-samples.ts";

/** A run of the axes in which every cell finished, at the dollars of its first field. */
function runOf(options: PlanOptions, usdOf: Readonly<Record<string, number>>): ReadRun {
  const plan = makePlan({ seeds: [1], ...options });
  const records = plan.cells.map((cell) =>
    okRecord(cell, { usdPerMillionTexts: usdOf[String(Object.values(cell.fields)[0])]! }),
  );
  return { plan, lines: withSamples(records, { rounds: 3 }), marks: [] };
}

const BATCHES = runOf({ name: "batches", axes: { batchSize: [32, 128] } }, { 32: 0.004, 128: 0.003 });
const BACKENDS = runOf({ name: "backends", axes: { serveBackend: ["onnx", "wasm"] } }, { onnx: 0.004, wasm: 0.002 });
const BOTH = oneOfSeveral([BATCHES, BACKENDS]);

test("one run is itself", () => {
  expect(oneOfSeveral([BATCHES])).toBe(BATCHES);
});

test("a cell has a value on the axes of all matrices: what another matrix writes for it, or what its experiment has", () => {
  expect(BOTH.plan.cells.map(({ fields }) => fields)).toEqual([
    { batchSize: 32, serveBackend: "onnx" },
    { batchSize: 128, serveBackend: "onnx" },
    { batchSize: 32, serveBackend: "onnx" },
    { batchSize: 32, serveBackend: "wasm" },
  ]);
  expect(BOTH.plan.axes).toEqual({ batchSize: [32, 128], serveBackend: ["onnx", "wasm"] });
  expect(BOTH.plan.name).toBe("batches + backends");
});

test("a list that no matrix writes is the experiment's list", () => {
  const plan = makePlan({ seeds: [1], axes: { batchSize: [32] } });
  const cells = plan.cells.map((cell) => {
    const model = { ...cell.experiment.model, hidden: [16, 8] };
    return { ...cell, experiment: { ...cell.experiment, id: "deep", model } };
  });
  const widths = runOf({ name: "widths", axes: { "model.hidden": [[24]] } }, { 24: 0.004 });
  const both = oneOfSeveral([widths, { plan: { ...plan, cells }, lines: [], marks: [] }]);
  expect(both.plan.cells.map(({ fields }) => fields["model.hidden"])).toEqual([[24], [16, 8]]);
  expect(both.plan.axes["model.hidden"]).toEqual([[24], [16, 8]]);
});

test("techniques of one axis are told from those of another; a cell without any is plain", () => {
  const scheme = (name: string, axis: string) => {
    const { plan } = makePlanWith(axis, name);
    return { plan, lines: [], marks: [] };
  };
  const { plan } = oneOfSeveral([scheme("int8-rows", "quantization"), scheme("magnitude", "pruning")]);
  expect(plan.cells.map(({ fields }) => [fields.quantization, fields.pruning])).toEqual([
    ["float32", "none"],
    ["int8-rows", "none"],
    ["float32", "none"],
    ["float32", "magnitude"],
  ]);
});

/** A plain cell, and one whose axis adds the technique of that name. */
function makePlanWith(axis: string, name: string) {
  const plain = axis === "quantization" ? "float32" : "none";
  const plan = makePlan({ seeds: [1], axes: { [axis]: [plain, name] } });
  const cells = plan.cells.map((cell) => ({
    ...cell,
    experiment: { ...cell.experiment, techniques: cell.fields[axis] === name ? [{ name }] : [] },
  }));
  return { plan: { ...plan, cells } };
}

test("the baseline is the first run's alone, and configurations of both runs are one", () => {
  expect(BOTH.plan.cells.filter(({ isBaseline }) => isBaseline)).toHaveLength(1);
  const again = oneOfSeveral([BATCHES, { ...BATCHES, plan: { ...BATCHES.plan, name: "again" } }]);
  expect(again.plan.cells).toHaveLength(2);
  expect(again.plan.cells.filter(({ isBaseline }) => isBaseline)).toHaveLength(1);
});

test("the answer is the cheapest of all: wasm at $0.002, which was in the second run", () => {
  const { answer, configurations } = analyze(BOTH.plan, BOTH.lines, seeded(1));
  const cheapest = configurations.find(({ id }) => id === answer.winner)!;
  expect([cheapest.label, cheapest.figures?.usdPerMillionTexts.middle]).toEqual(["batch size 32 · wasm", 0.002]);
});

test("a round of one run is never one of another", () => {
  const rounds = samplesIn(BOTH.lines).map(({ round }) => round);
  expect(new Set(rounds)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  const ofSecond = samplesIn(BOTH.lines).filter(({ round }) => round > 3);
  const second = new Set(BACKENDS.plan.cells.map(({ experiment }) => experiment.id));
  expect(ofSecond.every(({ experiment }) => second.has(experiment))).toBe(true);
});

test("of a cell's records in two runs, a finished one counts, and of two the newest", () => {
  const [cell] = BATCHES.plan.cells;
  const at = (startedAt: string, usd: number) => ({ ...okRecord(cell!, { usdPerMillionTexts: usd }), startedAt });
  const run = (...lines: ReadRun["lines"]) => ({ ...BATCHES, lines });
  const usdOf = (...runs: ReadRun[]) =>
    recordsIn(oneOfSeveral(runs).lines).map((record) =>
      record.status === "ok" ? record.cost.usdPerMillionTexts : null,
    );
  const old = run(at("2026-08-01T10:00:00.000Z", 1));
  const young = run(at("2026-08-02T10:00:00.000Z", 2));
  const failed = run({ ...failedRecord(cell!), startedAt: "2026-08-03T10:00:00.000Z" });
  expect(usdOf(old, young)).toEqual([2]);
  expect(usdOf(young, old)).toEqual([2]);
  expect(usdOf(old, failed)).toEqual([1]);
  expect(usdOf(failed, old)).toEqual([1]);
  expect(BOTH.lines.some(isSample)).toBe(true);
});
