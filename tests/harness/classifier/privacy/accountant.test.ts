import { describe, expect, test } from "vitest";
import { epsilonOf, noiseFor } from "../../../../harness/classifier/privacy/accountant.ts";
import { logMoment } from "../../../../harness/classifier/privacy/log-moment.ts";

/** Epsilon as papers before 2020 have it, from whole orders alone: the least of (log moments + ln 1/delta) / (order - 1). */
function classicEpsilon(samplingRate: number, noiseMultiplier: number, steps: number, delta: number): number {
  const orders = Array.from({ length: 63 }, (_, index) => index + 2);
  return Math.min(
    ...orders.map(
      (order) => (steps * logMoment({ samplingRate, noiseMultiplier }, order) - Math.log(delta)) / (order - 1),
    ),
  );
}

const relative = (value: number, published: number) => Math.abs(value / published - 1);

describe("published losses, to 1 %", () => {
  test.each([
    // Abadi et al. 2016, arXiv:1607.00133, section 5.1: "(1.26, 1e-5)" by the moments accountant.
    { samplingRate: 0.01, noise: 4, steps: 10_000, published: 1.26 },
    // TensorFlow Privacy, tutorials/README.md: 60,000 rows in batches of 256, for 60, 30 and 10 epochs.
    { samplingRate: 256 / 60_000, noise: 1.12, steps: 14_062, published: 2.92 },
    { samplingRate: 256 / 60_000, noise: 0.6, steps: 7_031, published: 9.74 },
    { samplingRate: 256 / 60_000, noise: 1.2, steps: 2_343, published: 1.2 },
  ])("noise $noise for $steps steps: $published", ({ samplingRate, noise, steps, published }) => {
    expect(relative(classicEpsilon(samplingRate, noise, steps, 1e-5), published)).toBeLessThan(0.01);
  });

  test("Opacus, accountants_test.py: 7.32911 by its accountant of Rényi divergences", () => {
    const epsilon = epsilonOf({ samplingRate: 0.04, noiseMultiplier: 1.5, steps: 2250, delta: 1e-5 });
    expect(relative(epsilon, 7.329_111_171_43)).toBeLessThan(0.01);
  });

  test.each([
    { steps: 2250, published: 1.416 },
    { steps: 2000, published: 1.3562 },
  ])("Opacus, accountants_test.py: noise $published for epsilon 8 in $steps steps", ({ steps, published }) => {
    expect(relative(noiseFor(8, { samplingRate: 0.04, steps, delta: 1e-5 })!, published)).toBeLessThan(0.01);
  });
});

test("one step on all texts is bounded by the Gaussian mechanism's own loss, closely", () => {
  // Balle and Wang 2018, arXiv:1805.06530, theorem 8: delta is Phi(1/2s - eps s) - e^eps Phi(-1/2s - eps s).
  const epsilon = epsilonOf({ samplingRate: 1, noiseMultiplier: 4.2, steps: 1, delta: 1e-5 });
  const exact = exactEpsilon(4.2, 1e-5);
  expect(epsilon).toBeGreaterThanOrEqual(exact);
  expect(epsilon).toBeLessThan(1.1 * exact);
});

test("k steps on all texts are one step with noise that is smaller by the root of k", () => {
  const several = epsilonOf({ samplingRate: 1, noiseMultiplier: 6, steps: 9, delta: 1e-5 });
  const one = epsilonOf({ samplingRate: 1, noiseMultiplier: 2, steps: 1, delta: 1e-5 });
  expect(several).toBeCloseTo(one, 12);
});

test("more noise, fewer steps, a lower rate and a larger delta lose less", () => {
  const plain = { samplingRate: 0.02, noiseMultiplier: 1.2, steps: 300, delta: 1e-5 };
  const less = [{ noiseMultiplier: 1.3 }, { steps: 200 }, { samplingRate: 0.015 }, { delta: 1e-4 }];
  for (const change of less) expect(epsilonOf({ ...plain, ...change })).toBeLessThan(epsilonOf(plain));
});

describe("the noise for an epsilon", () => {
  test("spends no more, and no noise that is a thousandth smaller does", () => {
    const steps = { samplingRate: 0.05, steps: 100, delta: 1e-5 };
    const noiseMultiplier = noiseFor(3, steps)!;
    expect(epsilonOf({ ...steps, noiseMultiplier })).toBeLessThanOrEqual(3);
    expect(epsilonOf({ ...steps, noiseMultiplier: 0.998 * noiseMultiplier })).toBeGreaterThan(3);
  });

  test("is null where none is enough", () => {
    expect(noiseFor(1e-9, { samplingRate: 1, steps: 1000, delta: 1e-9 })).toBeNull();
  });
});

/** By bisection over theorem 8. */
function exactEpsilon(deviation: number, delta: number): number {
  const deltaAt = (epsilon: number) =>
    normalShare(1 / (2 * deviation) - epsilon * deviation) -
    Math.exp(epsilon) * normalShare(-1 / (2 * deviation) - epsilon * deviation);
  let [low, high] = [0, 50];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (deltaAt(middle) > delta) low = middle;
    else high = middle;
  }
  return high;
}

/** Of a standard normal number below x, by Simpson's rule from -12. */
function normalShare(x: number): number {
  const steps = 4000;
  const width = (x + 12) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((-12 + step * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}
