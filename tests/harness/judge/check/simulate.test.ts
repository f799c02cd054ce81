import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { simulateGate, singleRunRule } from "../../../../harness/judge/check/simulate.ts";
import { SimulatedMachine } from "../../../../harness/judge/check/simulated-machine.ts";

describe("the simulated machine", () => {
  const quiet = { noise: 0, spikes: 0 };
  const logSlowdowns = (unrest: { noise: number; spikes: number }, seed = 1) =>
    new SimulatedMachine(randomStream(seed), unrest, [1])
      .takePairs([0], 200)[0]!
      .flatMap(({ base, head, first }) => (first === "base" ? [base, head] : [head, base]).map(Math.log));
  const steps = (values: readonly number[]) => values.slice(1).map((value, index) => Math.abs(value - values[index]!));

  test("rounds turn the order round, and the head takes its ratio", () => {
    const pairs = new SimulatedMachine(randomStream(3), quiet, [1, 2]).takePairs([1], 4)[0]!;
    const [one, other] = pairs[0]!.first === "base" ? ["base", "head"] : ["head", "base"];
    expect(pairs.map(({ first }) => first)).toEqual([one, other, one, other]);
    // At rest, two samples in a row differ by the drift alone: a fifth over 500 of them at most.
    expect(Math.abs(Math.log(pairs[0]!.head / pairs[0]!.base / 2))).toBeLessThan(Math.log(1.2) / 499);
  });

  test("at rest it drifts evenly and changes host by a fifth, never for less than four samples", () => {
    const jumps = steps(logSlowdowns(quiet)).flatMap((step, index) => (step > 0.1 ? [{ step, index }] : []));
    expect(jumps.length).toBeGreaterThan(2);
    for (const { step } of jumps) expect(step).toBeCloseTo(Math.log(1.2), 2);
    for (const gap of steps(jumps.map(({ index }) => index))) expect(gap).toBeGreaterThanOrEqual(4);
  });

  test("noise and spikes are what was asked for", () => {
    const differences = steps(logSlowdowns({ noise: 0.08, spikes: 0 })).filter((step) => step < 1);
    // Two samples differ by a normal of 8 % * sqrt(2): its mean size is that times sqrt(2 / pi), 9.0 %; hosts add little.
    const mean = differences.reduce((sum, step) => sum + step, 0) / differences.length;
    expect(mean).toBeGreaterThan(0.08);
    expect(mean).toBeLessThan(0.105);
    const spiked = logSlowdowns({ noise: 0, spikes: 0.25 }).filter((value) => value > Math.log(1.2) * 2.2);
    expect(spiked.length).toBeGreaterThan(40);
  });
});

describe("the rule on simulated suites", () => {
  test.each([0.03, 0.08])("at %s noise, at most 1 %% of 400 unchanged suites turn red", (noise) => {
    const { redSuites, power } = simulateGate({ suites: 400, noise, changed: null, seed: 11 });
    expect(redSuites).toBeLessThanOrEqual(0.01);
    expect(power).toBeNull();
  });

  test("single runs at 10 % turn most of the unchanged suites red", () => {
    expect(simulateGate({ suites: 40, noise: 0.08, changed: null, seed: 11 }, singleRunRule).redSuites).toBeGreaterThan(
      0.5,
    );
  });

  test.each([
    [0.03, 0.9],
    [0.08, 0.7],
  ])("at %s noise, one cell that is a fifth slower is found in at least %s of 400 suites", (noise, least) => {
    const gate = simulateGate({ suites: 400, noise, changed: 0.2, seed: 12 });
    expect(gate.power).toBeGreaterThanOrEqual(least);
    expect(gate.redSuites).toBeLessThanOrEqual(0.01);
    expect(gate.passed).toBeLessThan(0.1);
    expect(gate.inconclusive).toBeLessThan(0.05);
  });

  test("a change of exactly the margin is let go", () => {
    expect(simulateGate({ suites: 40, noise: 0.03, changed: 0.05, seed: 14 }).power).toBe(0);
  });

  test("the same seed gives the same answer", () => {
    const scenario = { suites: 5, noise: 0.08, changed: 0.2, seed: 13 };
    expect(simulateGate(scenario)).toEqual(simulateGate(scenario));
  });
});
