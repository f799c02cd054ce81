import { expect, test } from "vitest";
import { frontierProbabilities, onFrontier } from "../../../harness/analysis/frontier.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";

test("a point is off the frontier where another is as accurate and cheaper, or as cheap and more accurate", () => {
  const points = [
    { accuracy: 0.9, usd: 3 },
    { accuracy: 0.9, usd: 2 },
    { accuracy: 0.8, usd: 2 },
    { accuracy: 0.7, usd: 1 },
    { accuracy: 0.6, usd: 5 },
  ];
  expect(onFrontier(points)).toEqual([false, true, false, true, false]);
});

test("equal points stand on the frontier together", () => {
  expect(
    onFrontier([
      { accuracy: 0.9, usd: 2 },
      { accuracy: 0.9, usd: 2 },
      { accuracy: 0.5, usd: 2 },
    ]),
  ).toEqual([true, true, false]);
  expect(onFrontier([])).toEqual([]);
});

const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1, 2, 3, 4] });
const [first, second] = [plan.cells.slice(0, 4), plan.cells.slice(4)];

test("a configuration that is cheaper and right on the same rows is always on the frontier, the other never", () => {
  const correct = [true, true, false, true];
  const cheap = first.map((cell) => okRecord(cell, { usdPerMillionTexts: 1, correct }));
  const dear = second.map((cell) => okRecord(cell, { usdPerMillionTexts: 2, correct }));
  expect(frontierProbabilities([cheap, dear], seeded(1))).toEqual([1, 0]);
});

test("a dearer one that is right where the other is wrong is on it as often as those rows are drawn", () => {
  // One row of two differs: it is missing from a draw of two rows with probability 1/4.
  const cheap = first.map((cell) => okRecord(cell, { usdPerMillionTexts: 1, correct: [true, false] }));
  const dear = second.map((cell) => okRecord(cell, { usdPerMillionTexts: 2, correct: [true, true] }));
  const [one, other] = frontierProbabilities([cheap, dear], seeded(2));
  expect(one).toBe(1);
  expect(other).toBeCloseTo(0.75, 1);
});

test("a seed is drawn with all its runs, so what holds in every seed holds in every draw", () => {
  // Costs differ between seeds by far more than between the configurations.
  const cheap = first.map((cell, index) => okRecord(cell, { usdPerMillionTexts: 10 ** index }));
  const dear = second.map((cell, index) => okRecord(cell, { usdPerMillionTexts: 1.01 * 10 ** index }));
  expect(frontierProbabilities([cheap, dear], seeded(3))).toEqual([1, 0]);
});
