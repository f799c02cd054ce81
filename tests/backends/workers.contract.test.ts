/** Several workers train what one does: the same weights, or averages worked by hand. */
import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../backends/javascript.ts";
import type { RingPlace } from "../../harness/base/ring/add-up.ts";
import { typicalBatch } from "../../harness/classifier/training/batches.ts";
import { type FitResult, fitModel } from "../../harness/classifier/training/fit.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable } from "../../harness/classifier/training/parameter-table.ts";
import { schedules } from "../../harness/classifier/training/schedules/registry.ts";
import { ownedRows } from "../../harness/classifier/training/together/owners-of-rows.ts";
import { ANCHOR_SLOT, proximalOptimizer } from "../../harness/classifier/training/together/proximal-optimizer.ts";
import { ringSums } from "../../harness/classifier/training/together/ring-sums.ts";
import { workersInRing } from "../../harness/classifier/training/together/worker-group.ts";
import { ownBatches, rowsOfOwner, shareOutRows } from "../../harness/classifier/training/together/worker-rows.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import type { LabelledTexts } from "../../harness/contract/texts.ts";
import type { Exchange } from "../../harness/contract/trainer.ts";
import type { Owners, Sync } from "../../harness/contract/training-fields.ts";
import { pipeRing } from "../fixtures/rings.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const SPEC: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 4, hidden: [5], pooling: "all", classes: 2 };

function sideOf(rows: number, { vocabulary, maxLength, classes }: ModelSpec): LabelledTexts {
  const random = testRandom(11);
  // The first text is empty.
  const texts = encodedFrom([[], ...randomTexts(random, rows - 1, vocabulary, maxLength)], maxLength);
  return { texts, labels: Uint16Array.from({ length: rows }, () => Math.floor(random() * classes)) };
}

interface Training {
  readonly optimizer: string;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly schedule?: string;
  readonly spec?: ModelSpec;
  readonly rows?: number;
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly sync?: Sync;
  readonly owners?: Owners;
  readonly proximal?: number;
  readonly masked?: boolean;
}

interface SharedRows {
  readonly sync: Sync | undefined;
  readonly owners: Owners | undefined;
  readonly batchSize: number;
}

/** The rows of a worker and when it exchanges: all, in every step, or its own. */
function workerOf(
  side: LabelledTexts,
  { sync = "step", owners, batchSize }: SharedRows,
  { rank, count }: RingPlace,
): { train: LabelledTexts; batchSize: number; exchange: Exchange } {
  if (sync === "step") return { train: side, batchSize, exchange: { of: "gradients" } };
  const owner = shareOutRows({ labels: side.labels, sources: null }, count, owners);
  return { train: rowsOfOwner(side, owner, rank), ...ownBatches(ownedRows(owner, count), batchSize, sync) };
}

/** What each of the workers ends with; one alone trains without any. */
async function trainedBy(count: number, training: Training): Promise<{ table: Float32Array; fitted: FitResult }[]> {
  const { spec = SPEC, rows = 61, batchSize = 12, epochs = 2, sync, owners, proximal = 0, masked = false } = training;
  const side = sideOf(rows, spec);
  const optimizer = (await optimizers.load(training.optimizer)).bind({ learningRate: 0.01, ...training.parameters });
  const schedule = (await schedules.load(training.schedule ?? "constant")).bind({});
  const { links } = pipeRing(count);
  return Promise.all(
    links.map(async (link, rank) => {
      const place = { rank, count };
      const own = workerOf(side, { sync, owners, batchSize }, place);
      const held = proximal === 0 ? optimizer : proximalOptimizer(optimizer, proximal);
      const trainer = openPlainTrainer({
        spec,
        optimizer: held,
        batchSize: own.batchSize,
        slots: { [ANCHOR_SLOT]: initialTable(spec, 7) },
        threads: 1,
        typical: typicalBatch(spec, side.texts, batchSize),
        table: initialTable(spec, 7),
        ...(count === 1
          ? {}
          : {
              workers: workersInRing(
                await ringSums({ ...place, links: link }, { secure: masked, rejoin: null }),
                own.exchange,
                () => 0,
              ),
            }),
      });
      const rules = { optimizer: held, schedule, batchSize: own.batchSize, epochs, seed: 5 };
      const fitted = await fitModel({ spec, train: own.train, test: side, ...rules }, trainer, { nowMs: () => 0 });
      return { table: await trainer.readTable(), fitted };
    }),
  );
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

const bytesOf = ({ buffer }: Float32Array) => Buffer.from(buffer).toString("hex");

describe.each(optimizers.names)("%s", (optimizer) => {
  test.each([
    { count: 2, form: "shares of equal size", training: {} },
    { count: 3, form: "a ragged last batch of one text, which the last worker takes", training: { rows: 25 } },
    { count: 4, form: "gradients clipped by the norm of all of them", training: { parameters: { clipNorm: 0.05 } } },
    {
      count: 2,
      form: "three classes, pooling over words",
      training: { spec: { ...SPEC, classes: 3, pooling: "words" } },
    },
  ] as const)("$count workers that add up gradients have one's weights: $form", async ({ count, training }) => {
    const [alone] = await trainedBy(1, { optimizer, ...training });
    const together = await trainedBy(count, { optimizer, ...training });
    expect(largestDifference(alone!.table, initialTable(training.spec ?? SPEC, 7))).toBeGreaterThan(1e-4);
    for (const { table, fitted } of together) {
      expect(largestDifference(table, alone!.table)).toBeLessThan(1e-5);
      expect(bytesOf(table)).toBe(bytesOf(together[0]!.table));
      expect(fitted.history.at(-1)!.loss).toBeCloseTo(alone!.fitted.history.at(-1)!.loss, 6);
      expect(fitted.steps).toBe(alone!.fitted.steps);
    }
  });

  test.each([3, "round"] as const)("workers that average weights agree after an epoch: %s", async (sync) => {
    // 32, 31 and 31 rows: eight steps of four rows.
    const workers = await trainedBy(3, { optimizer, rows: 94, sync });
    for (const { table, fitted } of workers) {
      expect(bytesOf(table)).toBe(bytesOf(workers[0]!.table));
      expect(fitted.history.map(({ loss }) => loss)).toEqual(workers[0]!.fitted.history.map(({ loss }) => loss));
    }
    const [alone] = await trainedBy(1, { optimizer, rows: 94 });
    expect(largestDifference(workers[0]!.table, alone!.table)).toBeGreaterThan(1e-6);
  });
});

test("each step follows the schedule of the whole training", async () => {
  const training = { optimizer: "adam", schedule: "one-cycle", rows: 100 };
  const [alone] = await trainedBy(1, training);
  const [first] = await trainedBy(3, training);
  expect(largestDifference(first!.table, alone!.table)).toBeLessThan(1e-5);
});

test("one step of sgd on weights that are averaged after it is one of the whole batch", async () => {
  // Averaged, w - rate g1 and w - rate g2 are w - rate (g1 + g2) / 2, the gradient of both shares' mean.
  const training = { optimizer: "sgd", parameters: { learningRate: 0.5 }, rows: 12, epochs: 1 };
  const [alone] = await trainedBy(1, training);
  const [first] = await trainedBy(2, { ...training, sync: "round" });
  expect(largestDifference(first!.table, alone!.table)).toBeLessThan(1e-7);
});

test("a worker that has fewer steps than the others exchanges as often", async () => {
  // 9 and 8 rows in batches of 2: five steps and four, averaged after each but the end.
  const workers = await trainedBy(2, { optimizer: "sgd", rows: 17, batchSize: 4, sync: 2 });
  expect(workers.map(({ fitted }) => fitted.steps)).toEqual([10, 8]);
  expect(bytesOf(workers[1]!.table)).toBe(bytesOf(workers[0]!.table));
});

describe("owners whose rows differ", () => {
  const training = {
    optimizer: "sgd",
    parameters: { learningRate: 0.5 },
    rows: 94,
    epochs: 2,
    sync: "round",
    owners: 0.3,
  } as const;

  test("end with one model under masks, within steps of 2^-24 of the one without", async () => {
    const plain = await trainedBy(3, training);
    const masked = await trainedBy(3, { ...training, masked: true });
    expect(bytesOf(masked[1]!.table)).toBe(bytesOf(masked[0]!.table));
    expect(largestDifference(masked[0]!.table, plain[0]!.table)).toBeLessThan(1e-5);
    expect(bytesOf(masked[0]!.table)).not.toBe(bytesOf(plain[0]!.table));
    expect(masked[0]!.fitted.history[1]!.loss).toBeCloseTo(plain[0]!.fitted.history[1]!.loss, 5);
  });

  test("held to their average move less, and at a mu of 0 as without", async () => {
    const [free] = await trainedBy(3, training);
    const [none] = await trainedBy(3, { ...training, proximal: 0 });
    const [held] = await trainedBy(3, { ...training, proximal: 1 });
    const moved = ({ table }: { table: Float32Array }) => largestDifference(table, initialTable(SPEC, 7));
    expect(bytesOf(none!.table)).toBe(bytesOf(free!.table));
    expect(moved(held!)).toBeLessThan(moved(free!));
  });
});

test.each([
  { lever: "batch normalization", spec: { ...SPEC, batchNorm: true } },
  { lever: "dropout", spec: { ...SPEC, dropout: 0.5 } },
])("$lever is refused, since it is computed over whole batches", async ({ spec }) => {
  await expect(trainedBy(2, { optimizer: "adam", spec })).rejects.toThrow("several workers train without");
});
