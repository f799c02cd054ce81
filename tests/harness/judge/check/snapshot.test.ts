import { describe, expect, test } from "vitest";
import { compareFingerprints, fingerprintOf } from "../../../../harness/judge/check/fingerprint.ts";
import { pooled, snapshotOf } from "../../../../harness/judge/check/snapshot.ts";
import { failedRecord, HOST, makePlan, okRecord, skippedRecord, timeoutRecord } from "../../../fixtures/records.ts";
import { cellId, FACTS, snapshot } from "./snapshots.ts";

describe("a snapshot", () => {
  test("holds every configuration of the plan by the id of its fields, with the figures of its runs", () => {
    const { cells, matrix, measuredAt } = snapshot({ seeds: [1, 2] });
    expect(matrix).toBe("fixture");
    expect(measuredAt).toBe("2026-08-01T10:02:00.000Z");
    expect(cells.map(({ cell, label, runs }) => [cell, label, runs.map(({ seed }) => seed)])).toEqual([
      [cellId("float32"), "float32", [1, 2]],
      [cellId("int8"), "int8", [1, 2]],
    ]);
    // 1,200 ms of 480 steps.
    expect(cells[0]?.runs[0]?.metrics).toEqual({
      // The fixture's records do not count by class.
      f1: null,
      macroF1: null,
      balancedAccuracy: null,
      precision: null,
      recall: null,
      trainStepMs: 2.5,
      textsPerSecond: expect.closeTo(24791.67, 1), // a million texts in 0.001 dollars at 0.08925 an hour
      p50Ms: 0.08,
      trainPeakRssBytes: 210e6,
      peakRssBytes: 132e6,
      modelBytes: 642_000,
      parameters: 160_433,
      graph: "abc",
      accuracy: 0.875,
      usdPerMillionTexts: 0.001,
      price: "aws/c7i.large/us-east-1/on-demand $0.08925/h",
    });
  });

  test("names every run without figures and why, made by other code included", () => {
    const { cells } = snapshot({
      axes: {},
      seeds: [1, 2, 3, 4, 5, 6],
      records: ([a, b, c, d, e]) => [
        okRecord(a!),
        failedRecord(b!),
        timeoutRecord(c!),
        skippedRecord(d!),
        okRecord(e!, { code: "0ther" }),
      ],
    });
    expect(cells[0]?.runs.map(({ seed }) => seed)).toEqual([1]);
    expect(cells[0]?.unfinished.map(({ seed, status }) => [seed, status])).toEqual([
      [2, "failed"],
      [3, "timeout"],
      [4, "skipped"],
      [5, "stale"],
      [6, "missing"],
    ]);
  });

  test("takes the last record of a run, and none that the plan does not hold", () => {
    const plan = makePlan({ axes: {}, seeds: [1] });
    const [other] = makePlan({ axes: { threads: [2] }, seeds: [1] }).cells;
    const [cell] = plan.cells;
    const records = [failedRecord(cell!), okRecord(cell!, { modelBytes: 7 }), okRecord(other!)];
    const { cells } = snapshotOf(plan, records, new Map(), { name: "r", commit: null });
    expect(cells).toHaveLength(1);
    expect(cells[0]?.runs[0]?.metrics).toMatchObject({ modelBytes: 7, graph: null, parameters: null });
  });
});

describe("a figure of several runs", () => {
  const { runs } = snapshot({
    axes: {},
    seeds: [1, 2, 3],
    figures: ({ experiment: { training } }) => ({
      modelBytes: [600, 630, 690][training.seed - 1]!,
      p50Ms: [1, 9, 2][training.seed - 1]!,
    }),
  }).cells[0]!;

  test("is the mean of sizes and the median of times", () => {
    expect(pooled("modelBytes", runs)).toBe(640);
    expect(pooled("p50Ms", runs)).toBe(2);
    expect(pooled("graph", runs)).toBe("abc");
  });

  test("is null where any run lacks it, and a list of ids that differ", () => {
    const [first, ...rest] = runs;
    const withGraph = (graph: string | null) => [{ ...first!, metrics: { ...first!.metrics, graph } }, ...rest];
    expect(pooled("graph", withGraph(null))).toBeNull();
    expect(pooled("graph", withGraph("x"))).toBe("x, abc, abc");
    expect(pooled("graph", [])).toBeNull();
  });
});

describe("a fingerprint", () => {
  const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
  const print = (host: Partial<typeof HOST>, library = "onnxruntime-node 1.30.0") =>
    fingerprintOf([okRecord(cell!, { host: { ...HOST, ...host }, library })]);

  test("holds what results depend on", () => {
    expect(print({})).toEqual({
      cpu: "Example Xeon 2.4 GHz",
      cores: 2,
      quota: null,
      os: "Linux",
      architecture: "x64",
      node: 20,
      libraries: "onnxruntime-node 1.30.0",
      gpu: null,
      gpuDriver: null,
      dataset: cell?.experiment.dataset,
      schema: 1,
    });
  });

  test.each([
    ["cpu", { cpu: "other" }],
    ["cores", { cores: 4 }],
    ["quota", { cpuQuota: 1.5 }],
    ["os", { os: "Darwin 6.1 x64" }],
    ["architecture", { os: "Linux 6.1 arm64" }],
    ["node", { node: "v22.1.0" }],
    ["gpuDriver", { gpuDriver: "550.1" }],
  ])("differs by %s", (key, host) => {
    expect(compareFingerprints(print({}), print(host))).toEqual([key]);
  });

  test("is the same with other memory, kernel release and minor version of Node", () => {
    const other = print({ memoryBytes: 1, os: "Linux 6.2 x64", node: "v20.20.2", fingerprint: "x" });
    expect(compareFingerprints(print({}), other)).toEqual([]);
  });

  test("lists what its records do not share, in order", () => {
    const two = fingerprintOf([okRecord(cell!, { library: "b 1" }), okRecord(cell!, { library: "a 1" })]);
    expect(two.libraries).toEqual(["a 1", "b 1", "onnxruntime-node 1.30.0"]);
    expect(compareFingerprints(print({}), two)).toEqual(["libraries"]);
  });
});

test("facts are those of the run's own model file", () => {
  expect(snapshot({ facts: null }).cells[0]?.runs[0]?.metrics.parameters).toBeNull();
  expect(snapshot().cells[0]?.runs[0]?.metrics.parameters).toBe(FACTS.parameters);
});
