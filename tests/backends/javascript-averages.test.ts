import { expect, test } from "vitest";
import { averagedWeights, type WeightExchange } from "../../backends/javascript/average-weights.ts";
import { sharedRows, shareOfBatch } from "../../backends/javascript/share-of-batch.ts";
import { ringSums } from "../../harness/classifier/training/together/ring-sums.ts";
import { workersInRing } from "../../harness/classifier/training/together/worker-group.ts";
import type { StepBatch } from "../../harness/contract/trainer.ts";
import { pipeRing } from "../fixtures/rings.ts";

/** Workers with weights of their own, of which the first has three rows of four. */
async function averagingPair(exchange: Pick<WeightExchange, "everySteps" | "inEpoch">) {
  const { links } = pipeRing(2);
  const held: Float64Array[] = [Float64Array.of(1, -2), Float64Array.of(5, 6)];
  const sums = await Promise.all(
    links.map((link, rank) => ringSums({ rank, count: 2, links: link }, { secure: false, rejoin: null })),
  );
  const exchanging = sums.map((sum, rank) => {
    const weights: WeightExchange = { of: "weights", ...exchange, rowShares: [0.75, 0.25] };
    const workers = workersInRing(sum, weights, () => 0);
    const averaged = averagedWeights(workers, weights, {
      read: () => held[rank]!,
      write: (next) => {
        held[rank] = next;
      },
    });
    return { ...averaged, spent: () => workers.spent };
  });
  return { held, exchanging };
}

test("weights are averaged by rows, and losses are the mean of all rows", async () => {
  const { held, exchanging } = await averagingPair({ everySteps: Number.POSITIVE_INFINITY, inEpoch: 1 });
  const losses = await Promise.all([
    exchanging[0]!.endEpoch({ lossSum: 3, rows: 3 }),
    exchanging[1]!.endEpoch({ lossSum: 2, rows: 1 }),
  ]);
  // 1 x 3/4 + 5 x 1/4 = 2; -2 x 3/4 + 6 x 1/4 = 0.
  expect(held.map((weights) => [...weights])).toEqual([
    [2, 0],
    [2, 0],
  ]);
  // 3 / 3 x 3/4 + 2 / 1 x 1/4.
  expect(losses).toEqual([
    { lossSum: 1.25, rows: 1 },
    { lossSum: 1.25, rows: 1 },
  ]);
});

test("once a worker has dropped out, it is the average of the others by their rows", async () => {
  const held = Float64Array.of(6);
  const exchange: WeightExchange = { of: "weights", everySteps: 1, inEpoch: 1, rowShares: [0.5, 0.25, 0.25] };
  const workers = {
    rank: 0,
    count: 2,
    exchange,
    // The second brings 3 x 1/4 and a loss of 9 x 1/4; the third has gone.
    addUp: async (values: Float64Array) => {
      values[0]! += 0.75;
      values[1]! += 2.25;
      return 2;
    },
    timed: <T>(_: unknown, work: () => T) => work(),
  };
  const { endEpoch } = averagedWeights(workers, exchange, { read: () => held, write: (next) => held.set(next) });
  // (6 x 1/2 + 3 x 1/4) / (3/4) = 5, and losses (3 x 1/2 + 9 x 1/4) / (3/4) = 5.
  expect(await endEpoch({ lossSum: 6, rows: 2 })).toEqual({ lossSum: 5, rows: 1 });
  expect([...held]).toEqual([5]);
});

test("every two steps of five there are three exchanges, the last at the end of the epoch", async () => {
  const { held, exchanging } = await averagingPair({ everySteps: 2, inEpoch: 3 });
  const epoch = async ({ afterStep, endEpoch }: (typeof exchanging)[number], steps: number) => {
    for (let step = 0; step < steps; step += 1) await afterStep();
    await endEpoch({ lossSum: 0, rows: 1 });
  };
  // The second has fewer steps.
  await Promise.all([epoch(exchanging[0]!, 5), epoch(exchanging[1]!, 3)]);
  expect(exchanging.map(({ spent }) => spent().exchanges)).toEqual([3, 3]);
  expect([...held[0]!]).toEqual([...held[1]!]);
});

const BATCH: StepBatch = {
  rows: Int32Array.of(7, 9),
  pairText: Int32Array.of(0, 0, 1, 2),
  pairRow: Int32Array.of(0, 1, 1, 0),
  pairWeight: Float32Array.of(0.5, 0.25, 1, 0.75),
  targets: Float32Array.of(1, 0, 1, 0),
  textWeight: Float32Array.of(0.25, 0.25, 0.25, 0.25),
  extras: {},
};

test("a share has its own texts and the words and weights of the whole batch", () => {
  const second = shareOfBatch(BATCH, { rank: 1, count: 2 });
  expect({ ...second, targets: [...second.targets] }).toEqual({
    rows: BATCH.rows,
    pairText: Int32Array.of(0),
    pairRow: Int32Array.of(0),
    pairWeight: Float32Array.of(0.75),
    targets: [1, 0],
    textWeight: Float32Array.of(0.25, 0.25),
    extras: {},
  });
});

test("shares leave out rows that fill up a batch, and cover the others once", () => {
  const ragged = { ...BATCH, textWeight: Float32Array.of(0.5, 0.5, 0, 0) };
  expect(shareOfBatch(ragged, { rank: 0, count: 2 }).textWeight).toHaveLength(1);
  expect(shareOfBatch(ragged, { rank: 1, count: 2 }).textWeight).toHaveLength(1);
  expect([0, 1, 2].map((rank) => sharedRows(2, { rank, count: 3 }))).toEqual([
    { start: 0, end: 0 },
    { start: 0, end: 1 },
    { start: 1, end: 2 },
  ]);
});
