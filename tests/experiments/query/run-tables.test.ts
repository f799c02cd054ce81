import { expect, test } from "vitest";
import { sourceNames } from "../../../experiments/matrix-names.ts";
import type { FlatTable } from "../../../experiments/query/flat-table.ts";
import { runTables } from "../../../experiments/query/run-tables.ts";
import { RECORD_FIGURES } from "../../../harness/judge/figures/figures.ts";
import { wholeSettings } from "../../../harness/measure/matrix/cell-settings.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { makePlan, okRecord, troubledRun } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { analysisOf } from "../../reports/runs.ts";

const names = await sourceNames();
const { plan, records } = troubledRun();
const folder = { folder: "runs/quant", analysis: analyzed(plan, withSamples(records)) };
const tables = Object.fromEntries(runTables([folder], names).map((table) => [table.name, table]));
const columnOf = (table: string, name: string) => {
  const at = tables[table]!.columns.findIndex((column) => column.name === name);
  return tables[table]!.rows.map((row) => row[at]);
};

test("runs has a row per planned cell, with every figure of the catalogue, null where a cell has none", () => {
  const { columns, rows } = tables.runs!;
  expect(rows).toHaveLength(36);
  const names = columns.map(({ name }) => name);
  for (const { name, unit } of RECORD_FIGURES) {
    expect(columns.find((column) => column.name === name)?.type, name).toBe(unit === "id" ? "VARCHAR" : "DOUBLE");
    expect(new Set(names).size).toBe(names.length);
  }
  const [status, accuracy] = [columnOf("runs", "status"), columnOf("runs", "accuracy")];
  status.forEach((one, row) => {
    expect(accuracy[row] === null).toBe(one !== "ok");
  });
  expect(status.filter((one) => one === "ok")).toHaveLength(32);
});

test("runs and configurations have the parameters of models from every source", () => {
  const made = runTables([{ folder: "runs/sources", analysis: analysisOf("sources") }], names);
  for (const name of ["runs", "configurations"]) {
    const { columns, rows } = made.find((table) => table.name === name)!;
    const at = columns.findIndex((column) => column.name === "parameters");
    expect(new Set(rows.map((row) => row[at])), name).toEqual(new Set([160_433, 6_912_345, 2]));
  }
});

test("a setting that a model's source does not use is null, and so are epochs where none were planned", () => {
  const [runs] = runTables([{ folder: "runs/sources", analysis: analysisOf("sources") }], names);
  const at = (name: string) => runs!.columns.findIndex((column) => column.name === name);
  const of = (source: string) => {
    const row = runs!.rows.find((values) => String(values[at("model_source")]).startsWith(source))!;
    return (name: string) => row[at(name)];
  };
  const [trained, elsewhere, majority] = ["reference", "onnx", "majority"].map(of);
  expect(["epochs", "batchSize", "model_embedding", "validation", "trainBackend"].map(trained!)).toEqual([
    10,
    32,
    16,
    0.1,
    "onnx",
  ]);
  expect(["epochs", "batchSize", "model_embedding", "validation", "serveBackend"].map(elsewhere!)).toEqual([
    null,
    null,
    null,
    0.1,
    "onnx",
  ]);
  expect(["epochs", "optimizer", "model_vocabulary", "tokenizer_segmenter"].map(majority!)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(["plannedEpochs", "epochsRun", "exportedEpoch"].map(majority!)).toEqual([null, null, null]);
});

test("a technique that a shorthand asked for is a setting of sources that use the shorthand alone", () => {
  const { plan, cells } = analysisOf("sources");
  const techniquesOf = (source: string) => {
    const { cell } = cells.find((one) => one.cell.experiment.model.source?.startsWith(source))!;
    const experiment = { ...cell.experiment, techniques: [{ name: "int8-dynamic" }] };
    return wholeSettings(plan, { ...cell, experiment }, names).techniques;
  };
  expect(techniquesOf("onnx:")).toEqual([{ name: "int8-dynamic" }]);
  expect(techniquesOf("majority")).toBeUndefined();
});

test("no two columns of a table differ in case alone, since SQL does not tell them apart", () => {
  for (const { name, columns } of Object.values(tables)) {
    expect(new Set(columns.map((column) => column.name.toLowerCase())).size, name).toBe(columns.length);
  }
});

test("every column says what it means", () => {
  const columns = Object.values(tables).flatMap((table) => table.columns);
  for (const { name, comment } of columns) expect(comment, name).toMatch(/\S{3}/);
});

test("fields are columns with dots as underscores, of the type of all their values; plugins are JSON", () => {
  const types = new Map(tables.runs!.columns.map(({ name, type }) => [name, type]));
  expect(types.get("model_embedding")).toBe("DOUBLE");
  expect(types.get("quantization")).toBe("VARCHAR");
  expect(types.get("model_hidden")).toBe("VARCHAR");
  expect(new Set(columnOf("runs", "model_embedding"))).toEqual(new Set([16]));
  expect(new Set(columnOf("runs", "model_hidden"))).toEqual(new Set(["[24]"]));
  expect(new Set(columnOf("runs", "optimizer"))).toEqual(new Set(['{"learningRate":0.001,"name":"adam"}']));
  // A figure has its name already.
  expect([types.get("threshold"), types.get("setting_threshold")]).toEqual(["DOUBLE", "DOUBLE"]);
});

test("a field of which one folder has numbers and another text is text", () => {
  const others = [[8, 16], ["small"]].map((values) => makePlan({ axes: { size: values }, seeds: [1] }));
  const folders = others.map((other, index) => ({
    folder: String(index),
    analysis: analyzed(
      other,
      other.cells.map((cell) => okRecord(cell)),
    ),
  }));
  const [runs] = runTables(folders, names);
  const at = runs!.columns.findIndex(({ name }) => name === "size");
  expect(runs!.columns[at]!.type).toBe("VARCHAR");
  expect(runs!.rows.map((row) => row[at])).toEqual(["8", "16", "small"]);
});

test("samples, epochs and configurations have a row each", () => {
  expect(tables.samples!.rows).toHaveLength(32 * 6);
  expect(tables.epochs!.rows).toHaveLength(32 * 10);
  expect(tables.configurations!.rows).toHaveLength(12);
  const [low, middle, high] = ["accuracyLow", "accuracy", "accuracyHigh"].map((name) =>
    columnOf("configurations", name),
  );
  expect(low![0]! <= middle![0]! && middle![0]! <= high![0]!).toBe(true);
  const interval = folder.analysis.configurations[0]!.intervals.get("accuracy")!;
  const ends = ["accuracyIntervalLow", "accuracyIntervalHigh"].map((name) => columnOf("configurations", name)[0]);
  expect(ends).toEqual([interval.low, interval.high]);
});

test("of several scenarios each has an answer and a baseline, and so have their runs", () => {
  const [runs, configurations] = runTables([{ folder: "runs/serving", analysis: analysisOf("scenarios") }], names);
  const scenariosWhere = ({ columns, rows }: FlatTable, name: string, scenario: string) => {
    const [marked, own] = [name, scenario].map((one) => columns.findIndex((column) => column.name === one));
    return new Set(rows.filter((row) => row[marked!] === true).map((row) => row[own!]));
  };
  for (const name of ["isAnswer", "isBaseline"]) {
    expect([...scenariosWhere(configurations!, name, "scenario")]).toEqual(["offline", "server", "http"]);
    expect([...scenariosWhere(runs!, name, "serving_scenario")]).toEqual(["offline", "server", "http"]);
  }
});

test("of what is given each value has an answer and a baseline; where nothing is, none is named", () => {
  const [, configurations] = runTables(
    [
      { folder: "runs/few", analysis: analysisOf("given") },
      { folder: "runs/quant", analysis: analysisOf("quant") },
    ],
    names,
  );
  const { columns, rows } = configurations!;
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const conditionsWhere = (name: string) =>
    rows.filter((row) => row[at(name)] === true).map((row) => row[at("condition")]);
  expect(conditionsWhere("isAnswer")).toEqual(["200 training rows", "all training rows", null]);
  expect(conditionsWhere("isBaseline")).toEqual(["200 training rows", "all training rows", null]);
});
