import { describe, expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import { ConfigError } from "../../../../harness/base/errors.ts";
import type { Matrix } from "../../../../harness/measure/matrix/matrix.ts";
import { withDataset } from "../../../../harness/measure/matrix/override.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { experimentOf } from "../../../../harness/measure/matrix/settings.ts";
import { NAMES } from "./names.ts";

function matrixOf(content: Record<string, Json>): Matrix {
  return parseMatrix(JSON.stringify({ name: "m", accuracyFloor: { atLeast: 0.8 }, ...content }), "m.json", NAMES);
}

const fieldsOf = (content: Record<string, Json>) => matrixOf(content).cells.map(({ fields }) => fields);

describe("the cells of a matrix", () => {
  test("without axes there is one cell, without fields", () => {
    expect(fieldsOf({})).toEqual([{}]);
  });

  test("the last axis varies fastest", () => {
    expect(fieldsOf({ axes: { serveBackend: ["onnx", "wasm"], batchSize: [8, 16] } })).toEqual([
      { serveBackend: "onnx", batchSize: 8 },
      { serveBackend: "onnx", batchSize: 16 },
      { serveBackend: "wasm", batchSize: 8 },
      { serveBackend: "wasm", batchSize: 16 },
    ]);
  });

  test("share the model and the way of serving that they have in common, and have a training each", () => {
    const axes = { "model.hidden": [[8], [16]], batchSize: [8, 16] };
    const [narrow, alsoNarrow, wide] = matrixOf({ axes }).cells.map(({ experiment }) => experiment);
    expect(alsoNarrow!.model).toBe(narrow!.model);
    expect(wide!.model).toEqual({ ...narrow!.model, hidden: [16] });
    expect(wide!.serving).toBe(narrow!.serving);
    expect([narrow!, alsoNarrow!].map(({ training }) => training.batchSize)).toEqual([8, 16]);
  });

  test("exclude removes cells of the axes, and include adds cells that exclude does not affect", () => {
    const content = {
      axes: { serveBackend: ["onnx", "wasm"], batchSize: [8, 16] },
      exclude: [{ serveBackend: "wasm" }],
      include: [{ serveBackend: "wasm", epochs: 3 }],
    };
    expect(fieldsOf(content)).toEqual([
      { serveBackend: "onnx", batchSize: 8, epochs: 10 },
      { serveBackend: "onnx", batchSize: 16, epochs: 10 },
      { serveBackend: "wasm", batchSize: 32, epochs: 3 },
    ]);
  });

  test("early stopping is read as a complete rule, and only part of an experiment that uses it", () => {
    const cells = matrixOf({ axes: { earlyStopping: ["none", { patience: 5 }] }, include: [{ epochs: 3 }] }).cells;
    expect(cells.map(({ fields }) => fields.earlyStopping)).toEqual(["none", { patience: 5 }, "none"]);
    const trainings = cells.map(({ experiment }) => experimentOf(experiment, "data", 1).training);
    expect(trainings[1]!.earlyStopping).toEqual({ patience: 5, minDelta: 0, restoreBest: true });
    expect(trainings.map((training) => "earlyStopping" in training)).toEqual([false, true, false]);
  });

  test("an included cell without a quantization shows the plain one", () => {
    expect(fieldsOf({ axes: { quantization: ["int8"] }, include: [{ epochs: 3 }] })).toEqual([
      { quantization: "int8", epochs: 10 },
      { quantization: "float32", epochs: 3 },
    ]);
  });

  test("an included cell shows the base's values in the axis's spelling, so that no value appears twice", () => {
    const content = {
      base: { optimizer: "sgd", quantization: "int8", earlyStopping: { patience: 5 } },
      axes: {
        optimizer: ["adam", { name: "sgd" }],
        quantization: ["none", "int8"],
        earlyStopping: [{ patience: 5 }],
      },
      include: [{ epochs: 3 }],
    };
    expect(fieldsOf(content).at(-1)).toEqual({
      optimizer: { name: "sgd" },
      quantization: "int8",
      earlyStopping: { patience: 5 },
      epochs: 3,
    });
    const plain = { axes: { quantization: ["none", "int8"] }, include: [{ epochs: 3 }] };
    expect(fieldsOf(plain).at(-1)).toEqual({ quantization: "none", epochs: 3 });
  });

  test("a cell has no `backend` if its sides differ", () => {
    expect(fieldsOf({ axes: { serveBackend: ["onnx", "wasm"] }, include: [{ backend: "wasm" }] })).toEqual([
      { serveBackend: "onnx", backend: "onnx" },
      { serveBackend: "wasm" },
      { serveBackend: "wasm", backend: "wasm" },
    ]);
  });

  test("trainBackend and serveBackend win over backend, wherever each is written", () => {
    const [cell] = matrixOf({ base: { serveBackend: "wasm" }, axes: { backend: ["onnx"] } }).cells;
    expect(cell?.settings.trainBackend).toBe("onnx");
    expect(cell?.settings.serveBackend).toBe("wasm");
  });

  test("a selector on backend matches both sides", () => {
    const axes = { trainBackend: ["onnx", "wasm"], serveBackend: ["onnx", "wasm"] };
    expect(fieldsOf({ axes, exclude: [{ backend: "wasm" }] })).toHaveLength(3);
  });

  test("a plugin's name and its object select the same cell", () => {
    const content = { axes: { optimizer: ["adam", "sgd"] }, baseline: { optimizer: { name: "sgd" } } };
    expect(matrixOf(content).cells.map(({ isBaseline }) => isBaseline)).toEqual([false, true]);
  });

  test.each(["adam", { name: "adam" }, { name: "adam", learningRate: 0.001 }])(
    "the optimizer of a base that names none is selected by %j, which trains the same",
    (optimizer) => {
      const content = { include: [{ optimizer: "sgd" }], baseline: { optimizer } };
      expect(matrixOf(content).cells.map(({ isBaseline }) => isBaseline)).toEqual([true, false]);
    },
  );
});

describe("experimentOf", () => {
  const techniquesOf = (base: Json) =>
    matrixOf({ base }).cells.map(({ experiment }) => experimentOf(experiment, "d@1", 7).techniques);

  test("shorthands append to techniques: distillation, pruning, quantization", () => {
    const base = {
      quantization: "int8",
      distillation: "distill",
      pruning: { name: "prune", sparsity: 0.5 },
      techniques: ["prune"],
    };
    expect(techniquesOf(base)).toEqual([
      [{ name: "prune" }, { name: "distill" }, { name: "prune", sparsity: 0.5 }, { name: "int8" }],
    ]);
  });

  test("float32 and none append nothing, which gives the plain experiment", () => {
    expect(techniquesOf({ quantization: "float32", pruning: "none" })).toEqual([[]]);
  });

  test("threads apply to training and serving", () => {
    const [cell] = matrixOf({ base: { threads: 2 } }).cells;
    const experiment = experimentOf(cell!.experiment, "d@1", 7);
    expect(experiment.serving).toEqual({ backend: "onnx", threads: 2 });
    expect(experiment.training).toMatchObject({ backend: "onnx", threads: 2, seed: 7 });
  });
});

describe("withDataset", () => {
  test("changes the dataset of every cell, in a copy of the matrix", () => {
    const before = matrixOf({ axes: { batchSize: [8, 16] } });
    expect(withDataset(before, "csv:x.csv").cells.map(({ settings }) => settings.dataset)).toEqual([
      "csv:x.csv",
      "csv:x.csv",
    ]);
    expect(before.base.dataset).toBe("brown-press");
  });

  test("is refused if the matrix varies the dataset", () => {
    const matrix = matrixOf({ axes: { dataset: ["brown-press", "csv:a.csv"] } });
    expect(() => withDataset(matrix, "csv:x.csv")).toThrow(ConfigError);
  });
});
