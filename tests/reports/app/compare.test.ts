import { expect, test } from "vitest";
import { chosenRuns, compareRuns } from "../../../reports/app/compare.ts";
import { A, B, cellOf } from "./compared-cells.ts";

const comparison = compareRuns(A, B);

test("cells match by experiment and repeat, else by configuration and seed, in A's order", () => {
  expect(comparison.pairs.map(({ a, b, isSameExperiment }) => [a.experiment, b.experiment, isSameExperiment])).toEqual([
    ["e1", "e1", true],
    ["e2", "e2", true],
    ["e4", "e4", true],
    ["e3", "e30", false],
  ]);
  expect(comparison.onlyA.map(({ experiment }) => experiment)).toEqual(["e5"]);
  expect(comparison.onlyB.map(({ experiment }) => experiment)).toEqual(["e6"]);
});

test("repeats of an experiment match one to one, and a cell matches once", () => {
  const repeats = [1, 2].map((repeat) => cellOf({ repeat }));
  const { pairs, onlyA } = compareRuns(repeats, [cellOf({ repeat: 2 })]);
  expect(pairs.map(({ a, b }) => [a.repeat, b.repeat])).toEqual([[2, 2]]);
  expect(onlyA.map(({ repeat }) => repeat)).toEqual([1]);
});

test("the difference of accuracy is a mean over trainings, with a paired t interval", () => {
  // The first training differs by 0.01 and 0.03, so by 0.02; the second by 0.04: their mean is 0.03.
  const { difference, interval, cells, trainings } = comparison.accuracy!;
  expect(difference).toBeCloseTo(0.03, 12);
  expect([cells, trainings]).toEqual([3, 2]);
  // The standard deviation of 0.02 and 0.04 is 0.01 √2, so the standard error is 0.01; t with one degree of freedom is 12.7062.
  expect(interval!.low).toBeCloseTo(0.03 - 0.127062, 6);
  expect(interval!.high).toBeCloseTo(0.03 + 0.127062, 6);
});

test("a single training has no interval, however many cells share it", () => {
  expect(compareRuns(A.slice(0, 2), B.slice(1, 3)).accuracy).toMatchObject({ interval: null, cells: 2, trainings: 1 });
});

test("ratios have a geometric mean and a range; each training counts once", () => {
  // Costs: 1/2, 2 and 1. Trainings: 1/2 and 2. Files: 1, 1/4 and 1.
  expect(comparison.usd).toEqual({ geometricMean: expect.closeTo(1, 12), low: 0.5, high: 2, count: 3 });
  expect(comparison.training).toEqual({ geometricMean: expect.closeTo(1, 12), low: 0.5, high: 2, count: 2 });
  expect(comparison.bytes).toEqual({
    geometricMean: expect.closeTo(0.25 ** (1 / 3), 12),
    low: 0.25,
    high: 1,
    count: 3,
  });
});

test("times and costs of machines of two kinds are not compared; sizes and accuracies are", () => {
  const elsewhere = B.map((cell) => ({ ...cell, machine: "beef" }));
  const { usd, training, otherMachine, accuracy, bytes } = compareRuns(A, elsewhere);
  expect([usd, training, otherMachine]).toEqual([null, null, 3]);
  expect(accuracy).toEqual(comparison.accuracy);
  expect(bytes).toEqual(comparison.bytes);
  const partly = B.map((cell) => (cell.experiment === "e1" ? { ...cell, machine: "beef" } : cell));
  // Without the half, 2 and 1 are left.
  expect(compareRuns(A, partly)).toMatchObject({
    otherMachine: 1,
    usd: { geometricMean: expect.closeTo(Math.SQRT2, 12), count: 2 },
  });
});

test("dollars at two offers are counted, and what was not trained has no ratio", () => {
  const [one] = compareRuns([cellOf({}, { trainWallMs: 0 })], [cellOf({}, { trainWallMs: 0, offer: "gcp/c4" })]).pairs;
  const found = compareRuns([one!.a], [one!.b]);
  expect(found).toMatchObject({ otherOffer: 1, training: null, usd: { geometricMean: 1 } });
});

test("runs without a common cell have nothing to compare", () => {
  const apart = compareRuns([cellOf({ experiment: "x", seed: 7 })], B);
  expect(apart).toMatchObject({ pairs: [], finished: 0, accuracy: null, usd: null, training: null, bytes: null });
});

const RUNS = [
  { folder: "lone", matrix: "lone", measured: "2026-11-09T00:00:00.000Z" },
  { folder: "first", matrix: "quant", measured: "2026-11-01T00:00:00.000Z" },
  { folder: "third", matrix: "quant", measured: "2026-11-03T00:00:00.000Z" },
  { folder: "second", matrix: "quant", measured: "2026-11-02T00:00:00.000Z" },
];

test("without a choice, the last two runs of a matrix are compared, the newer with the older", () => {
  expect(chosenRuns(RUNS, {})).toEqual({ a: 3, b: 2 });
  expect(chosenRuns(RUNS.slice(0, 2), {})).toEqual({ a: 0, b: 1 });
});

test("chosen folders are compared; one that is no more is as if not chosen", () => {
  expect(chosenRuns(RUNS, { a: "lone", b: "first" })).toEqual({ a: 0, b: 1 });
  expect(chosenRuns(RUNS, { a: "first", b: "gone" })).toEqual({ a: 1, b: 2 });
  expect(chosenRuns(RUNS, { b: "third" })).toEqual({ a: 3, b: 2 });
  expect(chosenRuns(RUNS, { a: "lone" })).toEqual({ a: 0, b: 1 });
});
