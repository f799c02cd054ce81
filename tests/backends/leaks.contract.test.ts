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
import { DOCUMENT_SPEC, randomModel } from "../fixtures/models.ts";
import { encodedFrom } from "../fixtures/texts.ts";

const usable = await usableBackends();

const SMALL_SPEC: ModelSpec = { vocabulary: 20, maxLength: 8, embedding: 3, hidden: [4], pooling: "words", classes: 2 };
const SMALL_BATCH = encodedFrom([[5, 6, 7], [8, 8], [], []], SMALL_SPEC.maxLength);

const MODEL = modelFormat.write(randomModel(DOCUMENT_SPEC));
const BATCH = encodedFrom([[5, 6, 7], [8]], DOCUMENT_SPEC.maxLength);
const TABLE = initialTable(DOCUMENT_SPEC, 1);
/** Until the runtime's own pools have their size. */
const WARM_UP = 50;
const CYCLES = 200;
/** Half of what 200 models of 642 kB would leave: the allocator's own ups and downs stay below, some 40 MB at the most. */
const ALLOWED_BYTES = 0.5 * CYCLES * MODEL.length;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

async function grownBytes(cycle: () => Promise<void>): Promise<number> {
  const residentBytes = () => {
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
    const trainer = await openTrainer!({ spec: DOCUMENT_SPEC, optimizer, batchSize: 2, threads: 1, typical, table });
    await trainer.close();
  },
};

describe.each(usable)("$name", ({ backend }) => {
  // A GPU's sessions compile their kernels anew, which takes a software driver minutes for so many.
  test.skipIf(backend.usesGpu).each(Object.keys(cycles))(
    "200 %s, each opened and closed, leave no memory behind",
    async (kind) => {
      expect(await grownBytes(() => cycles[kind]!(backend))).toBeLessThan(ALLOWED_BYTES);
    },
  );
});

class Elsewhere extends tf.KernelBackend {
  override dispose() {}
}

/** What the active backend holds, whoever it belongs to. */
const held = () => tf.backend().numDataIds();

describe.each(usable.filter(({ backend }) => backend.provider.startsWith("tfjs")))(
  "TF.js tensors on $name",
  ({ backend }) => {
    test("what kernels give lives until it is released, and what is kept until it is freed", async () => {
      await backend.probe();
      const before = held();
      const kernels = createKernels(backend.name);
      const ops = tfjsOps(kernels.run);
      const a = kernels.upload(Float32Array.of(1, 2, 3, 4), [2, 2]);
      const sum = ops.add(a, ops.reshape(ops.sliceRows(a, 0, 1), [2]));
      const pieces = ops.split(ops.sumRows(sum), [1, 1]);
      expect([...(await kernels.read(sum))]).toEqual([2, 4, 4, 6]);
      expect([...(await kernels.read(pieces[1]!))]).toEqual([10]);
      expect(kernels.calls).toBe(5);
      kernels.release([sum]);
      expect(held()).toBe(before + 1);
      expect([...(await kernels.read(sum))]).toEqual([2, 4, 4, 6]);
      kernels.free(sum);
      expect(held()).toBe(before);
    });

    test("training holds its table and slots alone between calls, batches without words included, and in the end nothing", async () => {
      await backend.probe();
      const before = held();
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
        const ofState = 1 + optimizer.slots.length;
        expect(held()).toBe(before + ofState);
        const nextBatch = createBatcher(SMALL_SPEC, SMALL_BATCH, Float32Array.of(0, 1, 1, 0), 2);
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
        expect(held()).toBe(before + ofState);
        await trainer.close();
        expect(held()).toBe(before);
      }
    });

    test("a session holds its weights alone between batches, two at a time included, and in the end nothing", async () => {
      await backend.probe();
      const before = held();
      const model = randomModel(SMALL_SPEC);
      for (const inputForm of ["distinct", "padded"] as const) {
        const session = await backend.open(modelFormat.write(model), { threads: 1, inputForm });
        expect(held()).toBe(before + model.weights.size);
        await Promise.all([session.predict(SMALL_BATCH), session.predict(SMALL_BATCH)]);
        await session.prove(SMALL_BATCH);
        expect(held()).toBe(before + model.weights.size);
        await session.close();
        expect(held()).toBe(before);
      }
    });

    test("kernels that were looked up on another backend prove nothing, nor do those that were not called", async () => {
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
      expect(() => proveByKernels(backend.name, elsewhere, kernels, idle)).toThrow(/not those of elsewhere/);
      const here = { ...elsewhere, activate: () => void tf.setBackend(own) };
      expect(() => proveByKernels(backend.name, here, kernels, idle)).toThrow(/no kernel of TF.js was called/);
      tf.removeBackend("elsewhere");
    });
  },
);
