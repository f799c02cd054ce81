import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { matrixNames } from "../../../../experiments/matrix-names.ts";
import { groupBy } from "../../../../harness/base/group-by.ts";
import { prunings, quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { matricesIn } from "../../../../harness/measure/matrix/find.io.ts";
import type { Matrix } from "../../../../harness/measure/matrix/matrix.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { experimentOf } from "../../../../harness/measure/matrix/settings.ts";

const FOLDER = fileURLToPath(new URL("../../../../experiments/matrices/", import.meta.url));
const NAMES = await matrixNames();
const shipped = await matricesIn(FOLDER);

async function shippedMatrix(name: string): Promise<Matrix> {
  return parseMatrix(await readFile(`${FOLDER}${name}.json`, "utf8"), `${name}.json`, NAMES);
}

describe.each(shipped)("%s.json", (name) => {
  test("is valid, is named after its file, has a description and a baseline", async () => {
    const matrix = await shippedMatrix(name);
    expect(matrix.name).toBe(name);
    expect(matrix.description).not.toBeNull();
    expect(matrix.cells.filter(({ isBaseline }) => isBaseline)).toHaveLength(1);
  });
});

test("quant.json combines six schemes with two runtimes and three seeds", async () => {
  const matrix = await shippedMatrix("quant");
  expect(matrix.cells).toHaveLength(12);
  expect(matrix.seeds).toEqual([1, 2, 3]);
});

test("kernels.json combines float32 and two ways of storing int8 with four runtimes on the CPU and three seeds", async () => {
  const { cells, seeds } = await shippedMatrix("kernels");
  const names = cells.map(({ experiment: { techniques, serving } }) => [
    techniques[0]?.name ?? "float32",
    serving.backend,
  ]);
  const combined = ["float32", "int8-table", "int8-rows"].flatMap((scheme) =>
    ["onnx", "simd", "onnx-wasm", "wasm"].map((backend) => [scheme, backend]),
  );
  expect(names.sort()).toEqual(combined.sort());
  expect(seeds).toEqual([1, 2, 3]);
});

test("serving.json serves float32 and int8-rows on two runtimes in a loop, in a process, over HTTP, and over HTTP on all cores", async () => {
  const { cells } = await shippedMatrix("serving");
  const ways = cells.map(({ experiment: { serving, techniques } }) =>
    [serving.scenario, serving.workers ?? 1, techniques[0]?.name ?? "float32", serving.backend].join(" "),
  );
  const combined = ["offline 1", "server 1", "http 1", "http all"].flatMap((way) =>
    ["float32", "int8-rows"].flatMap((scheme) => ["onnx", "wasm"].map((backend) => `${way} ${scheme} ${backend}`)),
  );
  expect(ways.sort()).toEqual(combined.sort());
});

test("distributed.json trains in one process, two and four, and averages weights of two in two ways", async () => {
  const { cells } = await shippedMatrix("distributed");
  const ways = cells.map(({ experiment: { training } }) => [training.workers ?? 1, training.sync ?? "step"]);
  expect(ways).toEqual([
    [1, "step"],
    [2, "step"],
    [4, "step"],
    [2, 16],
    [2, "round"],
  ]);
  expect(new Set(cells.map(({ experiment: { training } }) => training.backend))).toEqual(new Set(["javascript"]));
});

test("sizes.json has six sizes on all rows and on 400, and another kind of model", async () => {
  const { cells } = await shippedMatrix("sizes");
  const ways = cells.map(({ experiment: { model, training } }) =>
    model.source === undefined ? `${model.vocabulary} ${model.embedding} ${training.rows ?? "all"}` : model.source,
  );
  const columns = ["10000 1", "10000 4", "10000 16", "10000 64", "10000 256", "1000 2"];
  const own = columns.flatMap((size) => ["400", "all"].map((rows) => `${size} ${rows}`));
  expect(ways.filter((way) => !way.startsWith("encoder:")).sort()).toEqual(own.sort());
  expect(ways).toHaveLength(own.length + 1);
});

test("joint.json has one owner of all rows, and three by label and by source, free and held, once under masks and once with one that drops out", async () => {
  const { cells } = await shippedMatrix("joint");
  const ways = cells.map(({ experiment: { training } }) =>
    [
      training.workers ?? 1,
      training.owners ?? "alike",
      training.proximal ?? 0,
      training.secure ?? false,
      training.leaving ?? 0,
    ].join(" "),
  );
  expect(ways).toEqual([
    "3 0.5 0 false 0",
    "3 0.5 0.1 false 0",
    "3 source 0 false 0",
    "3 source 0.1 false 0",
    "1 alike 0 false 0",
    "3 0.5 0 true 0",
    "3 0.5 0 false 1",
  ]);
});

test("prune.json has every registered pruning alone, and some of them quantized", async () => {
  const cells = (await shippedMatrix("prune")).cells;
  const techniquesOf = cells.map(({ experiment }) => experiment.techniques);
  const alone = techniquesOf.filter(({ length }) => length === 1).flatMap(([only]) => only!.name);
  expect([...new Set(alone)].sort()).toEqual([...prunings.names, "int8-rows"].sort());
  expect(techniquesOf.filter(({ length }) => length === 2).map(([, second]) => second!.name)).toEqual(
    Array.from({ length: 3 }, () => "int8-rows"),
  );
});

test("architecture.json varies every field of the model, and its baseline is the reference experiment's model", async () => {
  const cells = (await shippedMatrix("architecture")).cells;
  const models = cells.map(({ experiment }) => experiment.model);
  const [document] = (await shippedMatrix("document")).cells;
  const plain = document!.experiment.model;
  expect(models[cells.findIndex(({ isBaseline }) => isBaseline)]).toEqual(plain);
  for (const field of Object.keys(plain) as (keyof typeof plain)[]) {
    expect(new Set(models.map((model) => JSON.stringify(model[field]))).size, field).toBeGreaterThan(1);
  }
});

test("quant-all.json names every quantization", async () => {
  const cells = (await shippedMatrix("quant-all")).cells;
  const used = new Set(cells.flatMap(({ experiment }) => experiment.techniques.map(({ name }) => name)));
  expect([...used].sort()).toEqual([...quantizations.names].sort());
});

test("document.json is the reference experiment", async () => {
  const matrix = await shippedMatrix("document");
  const cells = matrix.cells.map(({ experiment }) => experimentOf(experiment, experiment.dataset, 1));
  expect(matrix.seeds).toEqual([1, 2, 3, 4, 5]);
  expect(cells).toEqual([
    {
      dataset: "brown-press",
      tokenizer: { segmenter: "words", fitOn: "all" },
      model: {
        vocabulary: 10_000,
        maxLength: 500,
        embedding: 16,
        hidden: [24],
        pooling: "all",
        batchNorm: false,
        residual: false,
        dropout: 0,
        bigrams: 0,
      },
      training: {
        backend: "onnx",
        optimizer: { name: "adam", learningRate: 0.001 },
        schedule: { name: "constant" },
        batchSize: 32,
        epochs: 10,
        validation: 0,
        threads: 1,
        seed: 1,
      },
      techniques: [],
      serving: { backend: "onnx", threads: 1 },
    },
  ]);
});

test("optimizers.json has every optimizer once, gradient descent on whole batches", async () => {
  const cells = (await shippedMatrix("optimizers")).cells.map(({ settings }) => settings);
  expect(cells.map(({ optimizer }) => optimizer.name).sort()).toEqual([...NAMES.optimizers].sort());
  const whole = cells.filter(({ batchSize }) => batchSize === "full");
  expect(whole.map(({ optimizer }) => optimizer.name)).toEqual(NAMES.wholeBatchOptimizers);
});

test("schedules.json tries every schedule, and early stopping", async () => {
  const cells = (await shippedMatrix("schedules")).cells;
  const tried = cells.map(({ settings }) => settings.schedule.name);
  expect([...new Set(tried)].sort()).toEqual([...NAMES.schedules].sort());
  expect(cells.filter(({ settings }) => settings.earlyStopping !== null)).toHaveLength(2);
});

test("smoke.json is four cells of one seed", async () => {
  const matrix = await shippedMatrix("smoke");
  expect(matrix.cells).toHaveLength(4);
  expect(matrix.seeds).toHaveLength(1);
});

test("few-labels.json has each number of labels alone, taught, and as the encoder itself, and calls it given", async () => {
  const { cells, given } = await shippedMatrix("few-labels");
  expect(given).toEqual(["training.rows"]);
  const byRows = groupBy(cells, ({ fields }) => fields["training.rows"]);
  expect([...byRows.keys()]).toEqual([200, 1000, 5000, "all"]);
  for (const own of byRows.values()) {
    expect(own.filter(({ experiment }) => experiment.model.source !== undefined)).toHaveLength(1);
    expect(own.filter(({ teacher }) => teacher !== null)).toHaveLength(2);
    expect(own).toHaveLength(5);
  }
});
