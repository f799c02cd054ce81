import { expect, test } from "vitest";
import { javascript } from "../../../../../../backends/javascript.ts";
import { WrongDeviceError } from "../../../../../../harness/base/errors.ts";
import { rowsInMemory } from "../../../../../../harness/base/float-rows.io.ts";
import { createRegistry } from "../../../../../../harness/base/registry.ts";
import { roundInt8Columns } from "../../../../../../harness/classifier/quantizations/int8-dynamic/stored.ts";
import { roundInt8Rows } from "../../../../../../harness/classifier/quantizations/int8-rows/stored.ts";
import type { Backend, ModelSpec } from "../../../../../../harness/contract/index.ts";
import type { TrainerSetup } from "../../../../../../harness/contract/trainer.ts";
import type { TrainingVariant } from "../../../../../../harness/contract/training-variant.ts";
import { type FineTuneJob, fineTune } from "../../../../../../harness/measure/phases/sources/reference/fine-tune.ts";
import { randomModel } from "../../../../../fixtures/models.ts";
import { rowsFor } from "../../../../../fixtures/techniques.ts";
import { TRAINING } from "../../../../../fixtures/training.ts";

const SPEC: ModelSpec = { vocabulary: 30, maxLength: 10, embedding: 4, hidden: [4], pooling: "all", classes: 2 };
const MODEL = randomModel(SPEC);
const ROWS = rowsFor(MODEL);
const JOB: FineTuneJob = { training: TRAINING, variant: {}, rows: ROWS };
const DISTILLATION = { teacher: {}, seeds: 1, temperature: 2, mix: 1 };

/** Fine-tunes in plain JavaScript; a proof takes 700 ms, everything else no time. */
async function run(job: FineTuneJob, provider = javascript.provider) {
  const setups: TrainerSetup[] = [];
  let clockMs = 0;
  const watched: Backend = {
    ...javascript,
    openTrainer: async (setup) => {
      setups.push(setup);
      const trainer = await javascript.openTrainer!(setup);
      return {
        ...trainer,
        prove: async (chunk) => {
          clockMs += 700;
          return { ...(await trainer.prove(chunk)), provider };
        },
      };
    },
  };
  const backends = createRegistry<Backend>("backend", { javascript: () => watched });
  const { model, proofWallMs } = await fineTune(MODEL, job, { backends, nowMs: () => clockMs });
  return { weights: model.weights, proofWallMs, variant: setups[0]!.variant };
}

test("continues like the original training, except for a gradual pruning, which is finished", async () => {
  const rest = { fakeQuantization: { embedding: roundInt8Rows, kernel: roundInt8Columns } } as const;
  const gradualPruning: TrainingVariant["gradualPruning"] = {
    sparsity: 0.5,
    initialSparsity: 0,
    beginShare: 0,
    endShare: 0.5,
    updates: 2,
    scope: "global",
  };
  const rounded = await run({ ...JOB, variant: { ...rest, gradualPruning } });
  expect(rounded.variant).toEqual(rest);
  const plain = await run(JOB);
  expect(plain.variant).toEqual({});
  expect(rounded.weights).not.toEqual(plain.weights);
});

test("a student whose labels have no weight learns from its teachers only", async () => {
  const sure = (share: number) => rowsInMemory(new Float32Array(40).fill(share), 1);
  const soft = { temperature: 2, mix: 1, targets: sure(0.9), labelledRows: 40 };
  const student = { ...JOB, variant: { distillation: DISTILLATION }, soft };
  const others = { ...ROWS, labels: ROWS.labels.map((label) => 1 - label) };
  const { weights } = await run(student);
  expect((await run({ ...student, rows: others })).weights).toEqual(weights);
  expect((await run({ ...student, soft: { ...soft, targets: sure(0.1) } })).weights).not.toEqual(weights);
});

test("proves what ran, and reports the proof's time separately", async () => {
  expect((await run(JOB)).proofWallMs).toBe(700);
  const elsewhere = run(JOB, "elsewhere");
  await expect(elsewhere).rejects.toThrow(WrongDeviceError);
  await expect(elsewhere).rejects.toThrow(/should run on .*, the profile shows elsewhere/);
});
