import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { modelFormat } from "../../backends/onnx/model-format.ts";
import type { Backend } from "../../harness/contract.ts";
import { optimizers } from "../../harness/training/optimizers/registry.ts";
import { initialTable } from "../../harness/training/parameter-table.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { DOCUMENT_SPEC, randomModel } from "../fixtures/models.ts";
import { encodedFrom } from "../fixtures/texts.ts";

const usable = await usableBackends();

const MODEL = modelFormat.write(randomModel(DOCUMENT_SPEC));
const BATCH = encodedFrom([[5, 6, 7], [8]], DOCUMENT_SPEC.maxLength);
/** Until the runtime's own pools have their size. */
const WARM_UP = 100;
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
    const table = initialTable(DOCUMENT_SPEC, 1);
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
