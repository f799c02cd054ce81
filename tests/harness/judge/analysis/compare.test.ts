import { expect, test } from "vitest";
import { compareWithBaseline } from "../../../../harness/judge/analysis/compare.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1, 2] });
const [baseline1, baseline2, candidate1, candidate2] = plan.cells;

/** `right` of 100 test rows. */
const rows = (right: number) => ({ correct: Array.from({ length: 100 }, (_, row) => row < right) });

test("a run is compared with the baseline's run of its own seed", () => {
  const baseline = [okRun(baseline1!, rows(60)), okRun(baseline2!, rows(90))];
  const compared = compareWithBaseline(baseline, new Map([["b", [okRun(candidate2!, rows(88))]]]));
  expect(compared.get("b")!.pairs).toBe(1);
  expect(compared.get("b")!.difference).toBeCloseTo(-0.02, 12); // against seed 1 it would be +0.28
});

test("runs are paired by seed, whatever the order of the records", () => {
  // By seed: 80 against 60 and 60 against 80, so 20 rows each way and p = 1.
  // Right in seed 1 and wrong in seed 2 cancels out, so that no row has a vote.
  const baseline = [okRun(baseline1!, rows(60)), okRun(baseline2!, rows(80))];
  const crossed = [okRun(candidate2!, rows(60)), okRun(candidate1!, rows(80))];
  const { difference, p, pairs } = compareWithBaseline(baseline, new Map([["b", crossed]])).get("b")!;
  expect({ pairs, p }).toEqual({ pairs: 2, p: 1 });
  expect(difference).toBeCloseTo(0, 12);
});

test("a seed that the baseline lacks is not a pair", () => {
  const baseline = [okRun(baseline1!)];
  expect(compareWithBaseline(baseline, new Map([["b", [okRun(candidate2!)]]])).size).toBe(0);
});

test("the interval adds the spread over trainings to that over rows", () => {
  // Seed 1 is 10 rows worse, seed 2 is equal: -.05 on average, with .1 / sqrt(2) / sqrt(2) = .05 over the seeds.
  const baseline = [okRun(baseline1!, rows(80)), okRun(baseline2!, rows(80))];
  const candidate = [okRun(candidate1!, rows(70)), okRun(candidate2!, rows(80))];
  const { difference, interval } = compareWithBaseline(baseline, new Map([["b", candidate]])).get("b")!;
  expect(difference).toBeCloseTo(-0.05, 12);
  // Nearly one degree of freedom: 12.7 of these errors, but no accuracy is above 1.
  expect(interval.low).toBeLessThan(-0.5);
  expect(interval.high).toBeCloseTo(0.2, 12);
});

test("a single pair has the interval of its rows", () => {
  const compared = compareWithBaseline([okRun(baseline1!, rows(80))], new Map([["b", [okRun(candidate1!, rows(60))]]]));
  // -.2 +- 1.98 · sqrt(.2 · .8 / 99)
  expect(compared.get("b")!.interval.low).toBeCloseTo(-0.2798, 3);
  expect(compared.get("b")!.interval.high).toBeCloseTo(-0.1202, 3);
});

test("a repeat is the same training again, and no sample of its own", () => {
  const repeated = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1], repeats: 2 }).cells;
  const [baseline, again, candidate, candidateAgain] = repeated;
  const one = compareWithBaseline(
    [okRun(baseline!, rows(80)), okRun(again!, rows(80))],
    new Map([["b", [okRun(candidate!, rows(60)), okRun(candidateAgain!, rows(60))]]]),
  ).get("b")!;
  expect(one.pairs).toBe(2);
  expect(one.interval.low).toBeCloseTo(-0.2798, 3);
});
