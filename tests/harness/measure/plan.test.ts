import { describe, expect, test } from "vitest";
import { canonicalJson, contentId, type Json } from "../../../harness/base/canonical-json.ts";
import { ConfigError } from "../../../harness/base/errors.ts";
import { buildPlan, datasetSpecs } from "../../../harness/measure/plan.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { NAMES } from "./matrix/names.ts";
import { BROWN, FOUR, matrixOf, planOf } from "./planned.ts";

describe("buildPlan", () => {
  test("holds the offers that its cells name, each once", () => {
    const { cells, offers } = planOf(FOUR);
    expect(offers).toEqual([priceNamed("maker/onnx"), priceNamed("maker/wasm")]);
    expect(new Set(cells.map(({ priceId }) => priceId))).toEqual(new Set(offers.map(({ id }) => id)));
  });

  test("holds a price that the matrix writes itself, and one given for the run in place of the matrix's", () => {
    const own = { usdPerHour: 0.12, source: "a bill", date: "2026-09-01" };
    const pricing = { onnx: own, wasm: "aws/c7i.large/us-east-1/on-demand" };
    const given = priceNamed("rack/box/office/owned");
    const { cells, offers } = planOf({ ...FOUR, pricing }, "code1", new Map([["wasm", given]]));
    expect(offers).toEqual([expect.objectContaining({ id: "own/onnx/own/own", usdPerHour: 0.12 }), given]);
    for (const { experiment, priceId } of cells) {
      expect(priceId).toBe(experiment.serving.backend === "onnx" ? "own/onnx/own/own" : given.id);
    }
  });

  test("holds what is given, of which no experiment and no configuration knows", () => {
    const content = {
      axes: { "training.rows": [8, 16], quantization: ["float32", "int8"] },
      baseline: { "training.rows": 8, quantization: "float32" },
    };
    const [plain, conditional] = [planOf(content), planOf({ ...content, given: ["training.rows"] })];
    expect(plain).not.toHaveProperty("given");
    expect(conditional).toEqual({ ...plain, given: ["training.rows"] });
  });

  test("refuses two prices of one id", () => {
    const prices = new Map(
      [1, 2].map((usdPerHour) => [["onnx", "wasm"][usdPerHour - 1]!, priceNamed("a/b/c/d", usdPerHour)]),
    );
    expect(() => planOf(FOUR, "code1", prices)).toThrow(
      /two prices are called a\/b\/c\/d; give one of them another id/,
    );
  });

  test("an experiment's id is the content id of all its other fields", () => {
    for (const { experiment } of planOf(FOUR).cells) {
      const { id, ...rest } = experiment;
      expect(id).toBe(contentId(rest));
    }
  });

  test("the reference experiment keeps its id: a change of the contract would orphan every record", () => {
    expect(planOf({}).cells.map(({ experiment }) => experiment.id)).toEqual(["be5af6d78540"]);
  });

  test("changed data makes another experiment", () => {
    const datasets = new Map([["brown-press", { ...BROWN, id: "brown-press@ba9876543210" }]]);
    const changed = buildPlan({
      matrix: matrixOf({}),
      datasets,
      code: "code1",
      changesTraining: NAMES.changesTraining,
      distillationOf: NAMES.distillationOf,
      defaultPriceId: () => "p",
      findPrice: priceNamed,
    });
    expect(changed.cells[0]?.experiment.id).not.toBe(planOf({}).cells[0]?.experiment.id);
  });

  test("a rule of quality on a class that the dataset lacks is refused with the nearest", () => {
    expect(() => planOf({ quality: [{ recall: "pres", atLeast: 0.8 }] })).toThrow(
      'quality: the recall of a class that brown-press@0123456789ab does not have: unknown class "pres"; did you mean "press"? (known: other, press)',
    );
    expect(planOf({ quality: [{ recall: "press", atLeast: 0.8 }] }).quality).toHaveLength(1);
  });

  test("a threshold is part of serving, and one half is absent", () => {
    const thresholds = [0.5, 0.3, { recall: 0.9 }];
    const cells = planOf({ axes: { threshold: thresholds }, baseline: { threshold: 0.5 } }).cells;
    const serving = { backend: "onnx", threads: 1 };
    const servingOf = (threshold: Json) =>
      cells.find(({ fields }) => canonicalJson(fields.threshold!) === canonicalJson(threshold))!.experiment.serving;
    expect(thresholds.map(servingOf)).toEqual([
      serving,
      { ...serving, threshold: 0.3 },
      { ...serving, threshold: { recall: 0.9 } },
    ]);
    expect(cells.map(({ experiment }) => experiment.id)).toContain(planOf({}).cells[0]!.experiment.id);
  });

  test("a threshold tells two classes apart, and is refused for more", () => {
    const datasets = new Map([["brown-press", { ...BROWN, labels: ["a", "b", "c"] }]]);
    const matrix = matrixOf({ base: { threshold: 0.3 } });
    const inputs = { datasets, code: "code1", defaultPriceId: () => "p", findPrice: priceNamed };
    const { changesTraining, distillationOf } = NAMES;
    expect(() => buildPlan({ matrix, ...inputs, changesTraining, distillationOf })).toThrow(
      "threshold: needs two classes, and brown-press@0123456789ab has 3; leave it out",
    );
  });

  test("cells that differ only in seed and repeat share a configuration", () => {
    const { cells } = planOf({ ...FOUR, seeds: [1, 2, 3], repeats: 2 });
    expect(cells).toHaveLength(24);
    expect(new Set(cells.map(({ configuration }) => configuration)).size).toBe(4);
    expect(new Set(cells.map(({ experiment }) => experiment.id)).size).toBe(12);
    expect(cells.filter(({ isBaseline }) => isBaseline)).toHaveLength(6);
  });

  test("runs repeat by repeat and seed by seed, each block with all configurations in an order of its own", () => {
    const { cells } = planOf({ ...FOUR, seeds: [9, 4], repeats: 2 });
    const turns = cells.map(({ repeat, experiment }) => `${repeat}/${experiment.training.seed}`);
    expect(turns).toEqual(["1/9", "1/4", "2/9", "2/4"].flatMap((turn) => [turn, turn, turn, turn]));
    const blocks = [0, 4, 8, 12].map((start) =>
      cells.slice(start, start + 4).map(({ configuration }) => configuration),
    );
    const configurations = [...blocks[0]!].sort();
    for (const block of blocks) expect([...block].sort()).toEqual(configurations);
    expect(new Set(blocks.map((block) => block.join())).size).toBeGreaterThan(1);
  });

  test("is the same every time, and does not depend on the order of the axes' values", () => {
    const order = (values: string[]) =>
      planOf({ axes: { quantization: values, serveBackend: ["onnx", "wasm"] } }).cells.map(
        ({ experiment }) => experiment.id,
      );
    expect(order(["float32", "int8"])).toEqual(order(["float32", "int8"]));
    expect(order(["int8", "float32"])).toEqual(order(["float32", "int8"]));
  });

  test("contains everything that a run folder needs", () => {
    const plan = planOf({
      ...FOUR,
      include: [{ quantization: "int4-blocks" }],
      pricing: { wasm: "aws/c7i.large/us-east-1/on-demand" },
    });
    expect(plan).toMatchObject({
      schema: 3,
      name: "m",
      code: "code1",
      axes: { quantization: ["float32", "int8", "int4-blocks"], serveBackend: ["onnx", "wasm"] },
      seeds: [1],
      repeats: 1,
      baseline: FOUR.baseline,
      quality: [{ figure: "accuracy", label: null, withinPoints: 1 }],
      datasets: [{ ...BROWN, spec: "brown-press" }],
    });
    for (const { experiment, priceId } of plan.cells) {
      expect(priceId).toBe(experiment.serving.backend === "wasm" ? "aws/c7i.large/us-east-1/on-demand" : "maker/onnx");
    }
  });

  test("prices change no experiment's id", () => {
    const other = "aws/c7i.large/us-east-1/on-demand";
    const [cells, priced] = [{}, { onnx: other, wasm: other }].map((pricing) => planOf({ ...FOUR, pricing }).cells);
    expect(priced!.every(({ priceId }) => priceId === other)).toBe(true);
    expect(cells!.some(({ priceId }) => priceId === other)).toBe(false);
    const ids = (of: typeof cells) => of!.map(({ experiment, configuration }) => [experiment.id, configuration]);
    expect(ids(priced)).toEqual(ids(cells));
  });

  test("names the datasets to open, each once", () => {
    const axes = { dataset: ["csv:a.csv", "brown-press"], batchSize: [8, 16] };
    expect(datasetSpecs(matrixOf({ axes }))).toEqual(["csv:a.csv", "brown-press"]);
  });

  test("refuses two names for the same rows", () => {
    const matrix = matrixOf({ axes: { dataset: ["csv:a.csv", "csv:./a.csv"] } });
    const same = { ...BROWN, id: "a.csv@0123456789ab" };
    const datasets = new Map([
      ["csv:a.csv", same],
      ["csv:./a.csv", same],
    ]);
    const build = () =>
      buildPlan({
        matrix,
        datasets,
        code: "code1",
        changesTraining: NAMES.changesTraining,
        distillationOf: NAMES.distillationOf,
        defaultPriceId: () => "p",
        findPrice: priceNamed,
      });
    expect(build).toThrow(ConfigError);
    expect(build).toThrow('{"dataset":"csv:a.csv"} and {"dataset":"csv:./a.csv"} are the same experiment');
  });
});
