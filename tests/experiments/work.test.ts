import { expect, test } from "vitest";
import { forecastOf } from "../../experiments/actions/forecast.ts";
import { firstExpense } from "../../experiments/actions/measure.ts";
import { cellCosts, leftOf, workOf } from "../../experiments/actions/work.ts";
import { makePlan, okRecord, priceNamed } from "../fixtures/records.ts";

/** $3.60 an hour are $1 a million ms. */
const [cheap, dear] = [priceNamed("a/cheap/x/y", 3.6), priceNamed("a/dear/x/y", 36)];
const made = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const plan = {
  ...made,
  offers: [cheap, dear],
  cells: made.cells.map((cell, at) => ({ ...cell, priceId: at === 0 ? cheap.id : dear.id })),
};

test("dollars are the guessed time at each cell's own offer: the first cell trains for both, and each is sampled in two rounds", () => {
  // 300 ms to start, 1,690 rows ten times at 0.02 ms, and 1,100 ms; then 1,100 ms.
  expect(cellCosts(plan, plan.cells, []).map(({ trainings, ms, usd }) => [trainings, ms, usd])).toEqual([
    [1, 1738, expect.closeTo(0.001738, 12)],
    [0, 1100, expect.closeTo(0.011, 12)],
  ]);
  // Four samples of 240 ms, two of them at each price.
  const usd = expect.closeTo(0.001738 + 0.011 + 2 * 0.00024 + 2 * 0.0024, 12);
  const work = { trainings: 1, cellsMs: 2838, samples: 4, samplesMs: 960, usd };
  expect(workOf(plan, 2, plan.cells, [])).toEqual(work);
  expect(leftOf(plan, 2, [])).toEqual({ ...work, cells: 2 });
  const { estimateMs, estimateUsd, cells } = forecastOf(plan, { fewest: 2, most: 2 }, [], []);
  expect([estimateMs, estimateUsd]).toEqual([3798, usd]);
  expect(cells.map((cell) => cell.estimateUsd)).toEqual([expect.closeTo(0.001738, 12), expect.closeTo(0.011, 12)]);
});

test("what comes first is a cell, then samples that start side by side, then nothing", () => {
  expect(firstExpense(plan, 1, [])).toEqual({ ms: 1738, usdPerHour: 3.6 });
  const done = plan.cells.map((cell) => okRecord(cell));
  expect(firstExpense(plan, 1, done)).toEqual({ ms: 480, usdPerHour: expect.closeTo(19.8, 9) });
  expect(firstExpense(plan, 0, done)).toBeNull();
});
