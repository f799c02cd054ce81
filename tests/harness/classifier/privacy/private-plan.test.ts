import { expect, test } from "vitest";
import { ConfigError } from "../../../../harness/base/errors.ts";
import { epsilonOf } from "../../../../harness/classifier/privacy/accountant.ts";
import { planPrivately } from "../../../../harness/classifier/privacy/private-plan.ts";
import { testRandom } from "../../../fixtures/texts.ts";

const SIZE = { texts: 1000, batchSize: 50, epochs: 3, parameters: 100 };
const uniform = () => {
  const random = testRandom(2);
  return () => 1 - random();
};

test("an epoch has as many steps as a shuffled one, and each step its own sample", () => {
  const { samples, spent, mostTexts, meanTexts } = planPrivately(
    { noise: 2, delta: 1e-5, clipNorm: 1 },
    SIZE,
    uniform(),
  );
  expect(samples).toHaveLength(60);
  expect(spent).toMatchObject({ samplingRate: 0.05, steps: 60, noiseMultiplier: 2, clipNorm: 1, delta: 1e-5 });
  expect(meanTexts).toBe(50);
  expect(mostTexts).toBe(Math.max(...samples.map(({ length }) => length)));
  expect(new Set(samples.map(({ length }) => length)).size).toBeGreaterThan(5);
});

test("epsilon is what the accountant says of the noise, and no more than was asked for", () => {
  const { spent } = planPrivately({ epsilon: 3, delta: 1e-5, clipNorm: 1 }, SIZE, uniform());
  const { samplingRate, noiseMultiplier, steps, delta } = spent;
  expect(spent.epsilon).toBe(epsilonOf({ samplingRate, noiseMultiplier, steps, delta }));
  expect(spent.epsilon).toBeLessThanOrEqual(3);
});

test("noise hides the clipped norm, and what computing and rounding may add to it, by hand", () => {
  const whole = { texts: 100, batchSize: 100, epochs: 1, parameters: 4 };
  const { noise } = planPrivately({ noise: 2, delta: 1e-5, clipNorm: 0.5 }, whole, uniform());
  // 2 x 0.5 / 100 = 0.01 lies between 2^-7 and 2^-6.
  expect(noise.grid).toBe(2 ** -26);
  const most = 0.5 * (1 + 2 ** -10 + 2 * 100 ** 2 * 2 ** -24) + 2 ** -26 * 100 * 2;
  expect(noise.standardDeviation).toBeCloseTo((2 * most) / 100, 15);
  expect(noise.standardDeviation).toBeGreaterThan(0.01);
});

test("a delta that may give a text away is refused", () => {
  const plan = () => planPrivately({ noise: 2, delta: 1e-3, clipNorm: 1 }, SIZE, uniform());
  expect(plan).toThrow(ConfigError);
  expect(plan).toThrow("delta must be below 1 / 1000");
});

test("an epsilon that no noise reaches is refused with a way out", () => {
  const plan = () => planPrivately({ epsilon: 1e-9, delta: 1e-9, clipNorm: 1 }, SIZE, uniform());
  expect(plan).toThrow("no noise keeps 60 steps within epsilon 1e-9; allow more, or train for fewer epochs");
});
