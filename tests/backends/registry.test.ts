import { describe, expect, test } from "vitest";
import { backends, graphsOf, mostThreads, trainsTogether, usesGpu } from "../../backends/registry.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable } from "../../harness/classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel } from "../fixtures/models.ts";

test.each(backends.names)("%s says of itself what the registry says: whether it uses a GPU", async (name) => {
  expect((await backends.load(name)).usesGpu).toBe(usesGpu(name));
});

test.each(backends.names)("%s says of itself what the registry says: which graphs of others it runs", async (name) => {
  const { openGraph, openTfjsGraph } = await backends.load(name);
  expect(graphsOf(name)).toEqual([
    ...(openGraph === undefined ? [] : ["onnx"]),
    ...(openTfjsGraph === undefined ? [] : ["tfjs"]),
  ]);
});

test.each(backends.names)("%s says of itself what the registry says: whether it trains with others", async (name) => {
  expect((await backends.load(name)).trainsTogether ?? false).toBe(trainsTogether(name));
});

test("no name makes a backend one of a GPU", () => {
  expect(["cpu-cuda", "my-webgpu", "constructor"].map(usesGpu)).toEqual([false, false, false]);
});

const SPEC: ModelSpec = { vocabulary: 20, maxLength: 8, embedding: 4, hidden: [], pooling: "all", classes: 2 };
const limited = (await usableBackends()).filter(({ name }) => Number.isFinite(mostThreads(name).serve));

describe.each(limited)("$name refuses more threads than the registry says that it takes", ({ name, backend }) => {
  test("for serving, and takes as many", async () => {
    const model = modelFormat.write(randomModel(SPEC));
    const { serve } = mostThreads(name);
    await (await backend.open(model, { threads: serve })).close();
    await expect(backend.open(model, { threads: serve + 1 })).rejects.toThrow(/threads.*set threads to/);
  });

  test.skipIf(backend.openTrainer === undefined)("for training, and takes as many", async () => {
    const optimizer = (await optimizers.load("sgd")).bind({});
    const { train } = mostThreads(name);
    const setup = {
      spec: SPEC,
      optimizer,
      batchSize: 2,
      typical: { unique: 1, pairs: 1 },
      table: initialTable(SPEC, 1),
    };
    await (await backend.openTrainer!({ ...setup, threads: train })).close();
    await expect(backend.openTrainer!({ ...setup, threads: train + 1 })).rejects.toThrow(/threads.*set threads to/);
  });
});
