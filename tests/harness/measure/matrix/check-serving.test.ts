import { describe, expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

const FLOOR = '"accuracyFloor": { "atLeast": 0.8 }';

describe("a field of serving that means nothing in its scenario is refused where it is written", () => {
  test("in the base, if no cell takes notice of it", () => {
    expect(refusals('{ "name": "a",\n "base": { "serving": { "connections": 8 } } }')).toEqual([
      "m.json:2:40: base.serving.connections: serving.connections means something in the scenario http alone, which no cell is in; " +
        "name one, or leave it out",
    ]);
  });

  test("on an axis, for the first cell that it does not suit, and once", () => {
    const axes = '"serving.scenario": ["offline", "server"], "serving.maxBatch": [256, 32], "epochs": [1, 2]';
    expect(refusals(`{ "name": "a", ${FLOOR}, "axes": { ${axes} } }`)).toEqual([
      expect.stringMatching(
        /axes\.serving\.maxBatch\[1\]: .* the scenarios server, http alone, and is 32 with offline in the cell \(serving\.scenario=offline, /,
      ),
    ]);
  });

  test("in an included cell", () => {
    const include = '[{ "serving.scenario": "single-stream", "serving.workers": "all" }]';
    expect(refusals(`{ "name": "a", ${FLOOR}, "include": ${include} }`)).toEqual([
      expect.stringContaining("include[0].serving.workers: serving.workers means something"),
    ]);
  });
});

test("what the base says holds for the cells that take notice of it, and is absent from the others", () => {
  const matrix = {
    name: "a",
    base: { serving: { p99BoundMs: 20, workers: 2 } },
    axes: { "serving.scenario": ["single-stream", "offline", "http"] },
    accuracyFloor: { atLeast: 0.8 },
  };
  const { cells } = parseMatrix(JSON.stringify(matrix), "m.json", NAMES);
  const plain = { backend: "onnx", threads: 1 };
  expect(cells.map(({ experiment }) => experiment.serving)).toEqual([
    { ...plain, scenario: "single-stream" },
    { ...plain, scenario: "offline", workers: 2 },
    { ...plain, scenario: "http", p99BoundMs: 20, workers: 2 },
  ]);
});

test("a baseline that leaves the scenario open is the plan's in the first of them", () => {
  const matrix = {
    name: "a",
    axes: { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8"] },
    baseline: { quantization: "float32" },
  };
  const { cells } = parseMatrix(JSON.stringify(matrix), "m.json", NAMES);
  expect(cells.filter(({ isBaseline }) => isBaseline).map(({ fields }) => fields)).toEqual([
    { "serving.scenario": "offline", quantization: "float32" },
  ]);
});

test("a default that is written out is absent from the experiment, whatever the scenario", () => {
  const experimentOf = (base: object) =>
    parseMatrix(JSON.stringify({ name: "a", base }), "m.json", NAMES).cells[0]!.experiment;
  const plain = experimentOf({});
  expect(plain.serving).toEqual({ backend: "onnx", threads: 1 });
  expect(experimentOf({ serving: { scenario: "closed-loop", connections: 16, workers: 1 } })).toEqual(plain);
  expect(experimentOf({ serving: { scenario: "http", p99BoundMs: 20, maxBatch: 256 } }).serving).toEqual({
    backend: "onnx",
    threads: 1,
    scenario: "http",
    p99BoundMs: 20,
  });
});

test("workers are a number of processes or all, and nothing else", () => {
  expect(refusals('{ "name": "a", "base": { "serving": { "workers": "each" } } }')).toEqual([
    expect.stringContaining('must be a whole number from 1 to 256, or "all"'),
  ]);
});
