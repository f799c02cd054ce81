import fc from "fast-check";
import { expect, test } from "vitest";
import { frontierProbabilities } from "../../../../harness/judge/analysis/frontier.ts";
import { onFrontier } from "../../../../harness/judge/analysis/on-frontier.ts";
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

test("with samples the cost is the median of those of the drawn rounds, which are the same for all", () => {
  const record = okRecord(first[0]!);
  const run = (costs: readonly number[]) => {
    const samples = costs.map((cost, index) => ({ ...sampleOf(record, index + 1, cost), seed: 1 }));
    return [{ ...okRun(first[0]!), samples }];
  };
  // The second round was disturbed. In each round the other is a tenth dearer, though its undisturbed samples are far cheaper.
  expect(frontierProbabilities([run([1, 10]), run([1.1, 11])], seeded(6))).toEqual([1, 0]);
  // Each is cheaper in one round, which is drawn twice in a quarter of the draws: the other is off the frontier then. In half of
  // them both rounds are drawn, and the medians are equal.
  const [one, other] = frontierProbabilities([run([1, 2]), run([2, 1])], seeded(7));
  expect(Math.abs(one! - 3 / 4)).toBeLessThan(0.04);
  expect(Math.abs(other! - 3 / 4)).toBeLessThan(0.04);
});

test("cells with the same work have the same cost in every draw", () => {
  const record = okRecord(first[0]!);
  const samples = [1, 2, 4].map((costs, index) => ({ ...sampleOf(record, index + 1, costs), seed: 1 }));
  const run = { ...okRun(first[0]!), samples };
  expect(frontierProbabilities([[run], [run]], seeded(8))).toEqual([1, 1]);
});

test("a configuration none of whose rounds was drawn is not counted in that draw", () => {
  const record = okRecord(first[0]!);
  const inRounds = (rounds: readonly number[], costs: number) => [
    { ...okRun(first[0]!), samples: rounds.map((round) => ({ ...sampleOf(record, round, costs), seed: 1 })) },
  ];
  // Wherever both are drawn the first is cheaper; the other is alone on the frontier where only its round is drawn.
  const [cheap, dear] = frontierProbabilities([inRounds([1], 1), inRounds([2], 2)], seeded(9));
  expect(cheap).toBe(1);
  // Of two rounds: both in 1/2 of the draws, its own alone in 1/4.
  expect(Math.abs(dear! - 1 / 3)).toBeLessThan(0.04);
});
