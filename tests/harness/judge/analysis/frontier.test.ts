import fc from "fast-check";
import { expect, test } from "vitest";
import { frontierProbabilities, onFrontier } from "../../../../harness/judge/analysis/frontier.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";
import { makePlan, okRecord, okRun, seeded } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

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

test("a point is on the frontier exactly where no other is at least as good in both and better in one", () => {
  const few = fc.integer({ min: 0, max: 6 });
  holdsForAll(fc.array(fc.record({ accuracy: few, usd: few }), { maxLength: 12 }), (points) => {
    const expected = points.map(({ accuracy, usd }) =>
      points.every((other) => {
        const isAsGood = other.accuracy >= accuracy && other.usd <= usd;
        return !isAsGood || (other.accuracy === accuracy && other.usd === usd);
      }),
    );
    expect(onFrontier(points)).toEqual(expected);
  });
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
  const cheap = first.map((cell) => okRun(cell, { usdPerMillionTexts: 1, correct }));
  const dear = second.map((cell) => okRun(cell, { usdPerMillionTexts: 2, correct }));
  expect(frontierProbabilities([cheap, dear], seeded(1))).toEqual([1, 0]);
});

test("a more expensive one that is right where the other is wrong is on it as often as those rows are drawn", () => {
  // One row of two differs: it is missing from a draw of two rows with probability 1/4.
  const cheap = first.map((cell) => okRun(cell, { usdPerMillionTexts: 1, correct: [true, false] }));
  const dear = second.map((cell) => okRun(cell, { usdPerMillionTexts: 2, correct: [true, true] }));
  const [one, other] = frontierProbabilities([cheap, dear], seeded(2));
  expect(one).toBe(1);
  expect(other).toBeCloseTo(0.75, 1);
});

test("a seed drawn twice counts twice", () => {
  // Of three seeds the dear one is right in the first alone, the cheap one in the second alone. The dear one is on the
  // frontier where seed 1 comes more often than seed 2: 10 of 27 draws. Counting a seed once would give 7 of 27.
  const inSeed = (right: number) => (seed: number) => ({ correct: [seed === right] });
  const runs = (cells: typeof first, usd: number, figures: (seed: number) => { correct: boolean[] }) =>
    cells.slice(0, 3).map((cell, index) => okRun(cell, { usdPerMillionTexts: usd, ...figures(index + 1) }));
  const [, dear] = frontierProbabilities([runs(first, 1, inSeed(2)), runs(second, 2, inSeed(1))], seeded(4));
  expect(Math.abs(dear! - 10 / 27)).toBeLessThan(0.04);
});

test("a single run is not exact: its cost is drawn between its slowest and fastest round", () => {
  // Throughputs 0.8 to 1.2 and 0.7 to 1.1 of equal models: the second is faster where u2 - u1 > 1/4 (both uniform,
  // 0.4 wide, 0.1 apart), which is (3/4)^2 / 2 = 9/32 of the draws.
  const one = [okRun(first[0]!, { usdPerMillionTexts: 1, rounds: [0.8, 1.2] })];
  const other = [okRun(second[0]!, { usdPerMillionTexts: 1, rounds: [0.7, 1.1] })];
  const [often, seldom] = frontierProbabilities([one, other], seeded(5));
  expect(Math.abs(seldom! - 9 / 32)).toBeLessThan(0.04);
  expect(often! + seldom!).toBeCloseTo(1, 12);
});

test("a seed is drawn with all its runs, so what holds in every seed holds in every draw", () => {
  // Costs differ between seeds by far more than between the configurations.
  const cheap = first.map((cell, index) => okRun(cell, { usdPerMillionTexts: 10 ** index }));
  const dear = second.map((cell, index) => okRun(cell, { usdPerMillionTexts: 1.01 * 10 ** index }));
  expect(frontierProbabilities([cheap, dear], seeded(3))).toEqual([1, 0]);
});

test("with samples the cost is their resampled median, and cells with the same work have the same one", () => {
  // Of two equal samples of 1 and 2 the resampled median is 1, 1.5 or 2, with chances of 1/4, 1/2 and 1/4.
  const record = okRecord(first[0]!);
  const samples = [1, 2].map((costs, index) => ({ ...sampleOf(record, index + 1, costs), seed: 1 }));
  const run = (samplesOf: typeof samples) => [{ ...okRun(first[0]!), samples: samplesOf }];
  expect(frontierProbabilities([run(samples), run(samples)], seeded(6))).toEqual([1, 1]);
  // The other, drawn on its own, is strictly cheaper in (1 - 6/16) / 2 of the draws; equal in 6/16.
  const [one, other] = frontierProbabilities([run(samples), run([...samples])], seeded(7));
  expect(Math.abs(one! - 11 / 16)).toBeLessThan(0.04);
  expect(Math.abs(other! - 11 / 16)).toBeLessThan(0.04);
});
