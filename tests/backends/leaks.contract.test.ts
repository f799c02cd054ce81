import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createKernels } from "../../backends/tfjs/kernels.ts";
import { tfjsOps } from "../../backends/tfjs/ops.ts";
import { proveByKernels } from "../../backends/tfjs/prove.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { createBatcher } from "../../harness/classifier/training/batches.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable } from "../../harness/classifier/training/parameter-table.ts";
import type { Backend, ModelSpec } from "../../harness/contract/index.ts";
import type { StepChunk } from "../../harness/contract/trainer.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { REFERENCE_SPEC, randomModel } from "../fixtures/models.ts";
import { encodedFrom } from "../fixtures/texts.ts";

const usable = await usableBackends();

const SMALL_SPEC: ModelSpec = { vocabulary: 20, maxLength: 8, embedding: 3, hidden: [4], pooling: "words", classes: 2 };
const SMALL_BATCH = encodedFrom([[5, 6, 7], [8, 8], [], []], SMALL_SPEC.maxLength);

const MODEL = modelFormat.write(randomModel(REFERENCE_SPEC));
const BATCH = encodedFrom([[5, 6, 7], [8]], REFERENCE_SPEC.maxLength);
const TABLE = initialTable(REFERENCE_SPEC, 1);
/** Cycles until the runtime's memory pools stop growing. */
const WARM_UP = 50;
const CYCLES = 200;
/** Half of what 200 leaked models of 642 kB would take. The allocator's fluctuations are smaller, 40 MB at most. */
const ALLOWED_BYTES = 0.5 * CYCLES * MODEL.length;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

async function grownBytes(cycle: () => Promise<void>): Promise<number> {
  const residentBytes = () => {
    collectGarbage();
    // A memory of several threads goes with the second collection.
    collectGarbage();
    return process.memoryUsage.rss();
  };
  for (let index = 0; index < WARM_UP; index += 1) await cycle();
  const before = residentBytes();
  for (let index = 0; index < CYCLES; index += 1) await cycle();
  return residentBytes() - before;
}

const cycles: Record<string, (backend: Backend) => Promise<void>> = {
  sessions: async (backend) => {
    const session = await backend.open(MODEL, { threads: 1 });
    await session.predict(BATCH);
    await session.close();
  },
  trainers: async ({ openTrainer }) => {
    const optimizer = (await optimizers.load("adam")).bind({});
    // Of its own, as every training's is: one that is never freed would show.
    const table = TABLE.slice();
    const typical = { unique: 100, pairs: 100 };
    const trainer = await openTrainer!({ spec: REFERENCE_SPEC, optimizer, batchSize: 2, threads: 1, typical, table });
    await trainer.close();
  },
};

describe.each(usable)("$name", ({ backend }) => {
  // GPU sessions compile their kernels each time, which takes a software driver minutes for this many.
  test.skipIf(backend.usesGpu).each(Object.keys(cycles))("opening and closing 200 %s leaks no memory", async (kind) => {
    expect(await grownBytes(() => cycles[kind]!(backend))).toBeLessThan(ALLOWED_BYTES);
  });
});

class Elsewhere extends tf.KernelBackend {
  override dispose() {}
}

/** Tensors that the active backend stores. */
const tensorCount = () => tf.backend().numDataIds();

describe.each(usable.filter(({ backend }) => backend.provider.startsWith("tfjs")))(
  "TF.js tensors on $name",
  ({ backend }) => {
    test("outputs of kernels live until they are released, kept ones until they are freed", async () => {
      await backend.probe();
      const before = tensorCount();
      const kernels = createKernels(backend.name);
      const ops = tfjsOps(kernels.run);
      const a = kernels.upload(Float32Array.of(1, 2, 3, 4), [2, 2]);
      const sum = ops.add(a, ops.reshape(ops.sliceRows(a, 0, 1), [2]));
      const pieces = ops.split(ops.sumRows(sum), [1, 1]);
      expect([...(await kernels.read(sum))]).toEqual([2, 4, 4, 6]);
      expect([...(await kernels.read(pieces[1]!))]).toEqual([10]);
      expect(kernels.calls).toBe(5);
      kernels.release([sum]);
      expect(tensorCount()).toBe(before + 1);
      expect([...(await kernels.read(sum))]).toEqual([2, 4, 4, 6]);
      kernels.free(sum);
      expect(tensorCount()).toBe(before);
    });

    test("training keeps only its table and slots between calls, even for batches without words, and nothing once closed", async () => {
      await backend.probe();
      const before = tensorCount();
      for (const typical of [
        { unique: 1, pairs: 1000 },
        { unique: 1000, pairs: 1 },
      ]) {
        const optimizer = (await optimizers.load("adam")).bind({});
        const table = initialTable(SMALL_SPEC, 1);
        const trainer = await backend.openTrainer!({
          spec: SMALL_SPEC,
          optimizer,
          batchSize: 2,
          threads: 1,
          typical,
          table,
        });
        const stateTensors = 1 + optimizer.slots.length;
        expect(tensorCount()).toBe(before + stateTensors);
        const nextBatch = createBatcher(SMALL_SPEC, SMALL_BATCH, Uint16Array.of(0, 1, 1, 0), 2);
        const order = Int32Array.of(0, 1, 2, 3);
        const scalarsAt = [1, 2].map((stepInChunk) =>
          optimizer.scalars({ stepInChunk, stepsBefore: 0, learningRate: 0.01 }),
        );
        const chunk: StepChunk = {
          batches: [nextBatch(order, 0), nextBatch(order, 2)],
          scalars: Object.fromEntries(
            Object.keys(scalarsAt[0]!).map((name) => [name, Float32Array.from(scalarsAt, (at) => at[name]!)]),
          ),
          missedTerms: [],
          rescale: Object.fromEntries(optimizer.slots.map((slot) => [slot, 1])),
        };
        expect(await trainer.run(chunk)).toHaveLength(4);
        await trainer.writeSlot("n", new Float32Array(table.length));
        await trainer.prove(chunk);
        expect(tensorCount()).toBe(before + stateTensors);
        await trainer.close();
        expect(tensorCount()).toBe(before);
      }
    });

    test("a session keeps only its weights between batches, even concurrent ones, and nothing once closed", async () => {
      await backend.probe();
      const before = tensorCount();
      const model = randomModel(SMALL_SPEC);
      for (const inputForm of ["distinct", "padded"] as const) {
        const session = await backend.open(modelFormat.write(model), { threads: 1, inputForm });
        expect(tensorCount()).toBe(before + model.weights.size);
        await Promise.all([session.predict(SMALL_BATCH), session.predict(SMALL_BATCH)]);
        await session.prove(SMALL_BATCH);
        expect(tensorCount()).toBe(before + model.weights.size);
        await session.close();
        expect(tensorCount()).toBe(before);
      }
    });

    test("a proof is refused if the kernels belong to another backend, or if none was called", async () => {
      await backend.probe();
      const kernels = createKernels(backend.name);
      const own = tf.getBackend();
      const elsewhere = {
        device: "cpu",
        library: "none",
        activate: () => void tf.setBackend("elsewhere"),
        provider: () => "elsewhere",
        threadsDuring: () => 1,
      };
      const idle = () => undefined;
      tf.registerBackend("elsewhere", () => new Elsewhere());
      expect(() => proveByKernels(backend.name, elsewhere, kernels, idle)).toThrow(/do not belong to elsewhere/);
      const here = { ...elsewhere, activate: () => void tf.setBackend(own) };
      expect(() => proveByKernels(backend.name, here, kernels, idle)).toThrow(/no kernel of TF.js was called/);
      tf.removeBackend("elsewhere");
    });
  },
);
