import { beforeEach, describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../../../backends/javascript.ts";
import { NonFiniteError } from "../../../../harness/base/errors.ts";
import { typicalBatch } from "../../../../harness/classifier/training/batches.ts";
import { startEarlyStopping } from "../../../../harness/classifier/training/early-stopping.ts";
import { type FitJob, fitModel } from "../../../../harness/classifier/training/fit.ts";
import { maskedOptimizer } from "../../../../harness/classifier/training/masked-optimizer.ts";
import { optimizers } from "../../../../harness/classifier/training/optimizers/registry.ts";
import { initialTable, tableLayout, unpackTable } from "../../../../harness/classifier/training/parameter-table.ts";
import { schedules } from "../../../../harness/classifier/training/schedules/registry.ts";
import type { EarlyStoppingSpec, ModelSpec } from "../../../../harness/contract/index.ts";
import type { Trainer } from "../../../../harness/contract/trainer.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

/** Runs the epochs' validation losses through the rule; weights of epoch n hold n. */
function stopped(losses: readonly number[], rule: Partial<EarlyStoppingSpec> = {}) {
  const stopping = startEarlyStopping(
    { patience: 2, minDelta: 0, restoreBest: true, ...rule },
    { epochs: losses.length, stepsAnEpoch: 7 },
  );
  for (const [index, validationLoss] of losses.entries()) {
    const weights = new Map([["w", Float32Array.of(index + 1)]]);
    if (stopping.endsAfter({ epoch: index + 1, validationLoss, weights })) break;
  }
  const { weights, stopped: how } = stopping.outcome();
  return { ...how, weightsOf: weights.get("w")![0] };
}

describe("early stopping", () => {
  test("ends after `patience` consecutive epochs without a lower loss, and gives the best epoch", () => {
    expect(stopped([0.7, 0.5, 0.6, 0.4, 0.4, 0.5, 0.3, 0.2])).toEqual({
      epoch: 6, // 0.4 again and 0.5 are no improvements
      bestEpoch: 4,
      plannedEpochs: 8,
      savedSteps: 2 * 7,
      weightsOf: 4,
    });
  });

  test("gives the last epoch where asked to", () => {
    expect(stopped([0.4, 0.5, 0.6, 0.7], { restoreBest: false })).toMatchObject({
      epoch: 3,
      bestEpoch: 1,
      weightsOf: 3,
    });
  });

  test("a training that runs to its end saves nothing, and gives its best epoch all the same", () => {
    expect(stopped([0.5, 0.4, 0.45])).toEqual({
      epoch: 3,
      bestEpoch: 2,
      plannedEpochs: 3,
      savedSteps: 0,
      weightsOf: 2,
    });
  });

  test("a fall of no more than minDelta is no improvement", () => {
    expect(stopped([1, 0.875, 0.75, 0.5], { minDelta: 0.25 })).toMatchObject({ epoch: 3, bestEpoch: 1 });
    expect(stopped([1, 0.75, 0.4375, 0.5], { minDelta: 0.25 })).toMatchObject({ epoch: 4, bestEpoch: 3 });
  });
});

/** Two texts to learn, and validation rows that say the opposite: what is learned makes their loss rise from epoch to epoch. */
const SPEC: ModelSpec = { vocabulary: 6, maxLength: 3, embedding: 2, hidden: [2], pooling: "all", classes: 2 };
const TEXTS = encodedFrom(
  [
    [2, 3],
    [4, 5],
  ],
  3,
);
const TRAIN = { texts: TEXTS, labels: Uint16Array.of(0, 1) };
const OPPOSITE = { texts: TEXTS, labels: Uint16Array.of(1, 0) };
const RATE = 0.5;
const STOPPING: EarlyStoppingSpec = { patience: 3, minDelta: 0, restoreBest: true };

let trainer: Trainer;
let job: FitJob;
/** The weights after each epoch. */
let tables: Float32Array[];
beforeEach(async () => {
  const optimizer = (await optimizers.load("sgd")).bind({ learningRate: RATE });
  const setup = { spec: SPEC, optimizer, batchSize: 1, threads: 1 };
  const plain = openPlainTrainer({ ...setup, typical: typicalBatch(SPEC, TEXTS, 1), table: initialTable(SPEC, 1) });
  tables = [];
  trainer = {
    ...plain,
    readTable: async () => {
      tables.push(await plain.readTable());
      return tables.at(-1)!;
    },
  };
  job = { spec: SPEC, train: TRAIN, test: TRAIN, optimizer, schedule: () => 1, batchSize: 1, epochs: 20, seed: 1 };
});

/** Every reading of the clock is one millisecond after the one before. */
function ticking() {
  let now = 0;
  return { nowMs: () => now++ };
}

describe("fitModel", () => {
  test("stops, gives the best epoch's weights and counts what ran", async () => {
    const result = await fitModel({ ...job, validation: OPPOSITE, earlyStopping: STOPPING }, trainer, ticking());
    const losses = result.history.map(({ validationLoss }) => validationLoss!);
    const { epoch, bestEpoch } = result.stopped!;
    expect(epoch).toBeLessThan(20);
    expect(losses).toHaveLength(epoch);
    expect(losses[bestEpoch - 1]).toBe(Math.min(...losses));
    expect(epoch - bestEpoch).toBe(3);
    expect(result.stopped).toMatchObject({ plannedEpochs: 20, savedSteps: (20 - epoch) * 2 });
    expect(result.steps).toBe(epoch * 2);
    // Each epoch is one chunk, which takes one tick, as its evaluation and the folding in the end do.
    expect(result.trainWallMs).toBe(epoch + 1);
    expect(result.evaluationWallMs).toBe(epoch);
    expect(result.weights).toEqual(unpackTable(tableLayout(SPEC), tables[bestEpoch - 1]!));
    expect(result.weights).not.toEqual(unpackTable(tableLayout(SPEC), tables.at(-1)!));
  });

  test("tells the loss of validation rows whether or not anything follows it; null where there are none", async () => {
    const followed = await fitModel({ ...job, epochs: 2, validation: OPPOSITE }, trainer, ticking());
    expect(followed.history.map(({ validationLoss }) => validationLoss)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
    expect(followed).toMatchObject({ stopped: null, reducedAfter: null, evaluationWallMs: 2 });
    const blind = await fitModel({ ...job, epochs: 1 }, trainer, ticking());
    expect(blind.history[0]).toMatchObject({ validationLoss: null, learningRate: RATE });
    expect(blind.evaluationWallMs).toBeNull();
  });

  test("a schedule plans for all epochs, and the history tells the rate of each epoch's last step", async () => {
    const schedule = (await schedules.load("polynomial")).bind({});
    const stopping = { ...STOPPING, patience: 1 };
    const { history } = await fitModel(
      { ...job, schedule, validation: OPPOSITE, earlyStopping: stopping },
      trainer,
      ticking(),
    );
    // Steps 1, 3, 5 … of 40.
    history.forEach(({ learningRate }, index) => {
      expect(learningRate).toBeCloseTo(RATE * (1 - (2 * index + 1) / 40), 12);
    });
  });

  test("a plateau lowers the rate from the next epoch on", async () => {
    const schedule = (await schedules.load("reduce-on-plateau")).bind({ patience: 1, minFactor: 0.25 });
    const { history, reducedAfter } = await fitModel({ ...job, schedule, validation: OPPOSITE }, trainer, ticking());
    const [first, second, ...rest] = reducedAfter!;
    expect(rest).toEqual([]);
    const rates = history.map(({ learningRate }) => learningRate! / RATE);
    expect(rates.slice(first! - 1, first! + 1)).toEqual([1, 0.5]);
    expect(rates.slice(second! - 1, second! + 1)).toEqual([0.5, 0.25]);
  });

  test("weights that are not yet pruned as far as was asked for are no candidates", async () => {
    const optimizer = maskedOptimizer(job.optimizer);
    const table = initialTable(SPEC, 1);
    const typical = typicalBatch(SPEC, TEXTS, 1);
    const masked = openPlainTrainer({ spec: SPEC, optimizer, batchSize: 1, threads: 1, typical, table });
    const rule = {
      sparsity: 0.5,
      initialSparsity: 0,
      beginShare: 0,
      endShare: 0.5,
      updates: 2,
      scope: "global",
    } as const;
    const pruned = { ...job, optimizer, variant: { gradualPruning: rule }, validation: OPPOSITE };
    const { stopped: how, weights } = await fitModel({ ...pruned, earlyStopping: STOPPING }, masked, ticking());
    // The last of 3 masks is made after 20 of 40 steps, ten epochs, of which one has the lowest loss of all.
    expect(how!.bestEpoch).toBeGreaterThan(10);
    // Half of 4 rows of words with 2 columns, and of the kernels' 4 + 2 weights.
    const prunable = [
      ...weights.get("embedding")!.subarray(4),
      ...weights.get("dense0.kernel")!,
      ...weights.get("output.kernel")!,
    ];
    expect(prunable).toHaveLength(14);
    expect(prunable.filter((weight) => weight === 0)).toHaveLength(7);
  });

  test("a validation loss that is no number ends the training", async () => {
    const broken: Trainer = { ...trainer, readTable: async () => (await trainer.readTable()).fill(Number.NaN) };
    const failing = fitModel({ ...job, validation: OPPOSITE }, broken, ticking());
    await expect(failing).rejects.toThrow(NonFiniteError);
    await expect(failing).rejects.toThrow("the validation loss became NaN in epoch 1: lower the learning rate");
  });

  test("early stopping without validation rows is a mistake of the caller", async () => {
    await expect(fitModel({ ...job, earlyStopping: STOPPING }, trainer, ticking())).rejects.toThrow(TypeError);
  });
});
