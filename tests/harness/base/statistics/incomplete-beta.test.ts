import { expect, test } from "vitest";
import { incompleteBeta, incompleteBetaInverse } from "../../../../harness/base/statistics/incomplete-beta.ts";

test("of whole a and b it is a chance of heads: at least 2 of 3 with chance x is 3x² − 2x³", () => {
  expect(incompleteBeta(0.25, 2, 2)).toBeCloseTo(3 * 0.25 ** 2 - 2 * 0.25 ** 3, 14);
  expect(incompleteBetaInverse(0.15625, 2, 2)).toBeCloseTo(0.25, 14);
});

test("where it has closed forms, its inverse is theirs, also next to 0 and to 1", () => {
  for (const probability of [1e-20, 1e-6, 0.025, 0.5, 0.975]) {
    // I_x(a, 1) = x^a and I_x(1, b) = 1 - (1 - x)^b
    for (const power of [0.2, 0.5, 1, 7, 5000]) {
      const low = probability ** (1 / power);
      expect(incompleteBetaInverse(probability, power, 1) / low).toBeCloseTo(1, 10);
      // Of smaller powers, x lies closer to 1 than float64 can tell.
      const tail = (1 - probability) ** (1 / power);
      if (tail > 1e-5) expect((1 - incompleteBetaInverse(probability, 1, power)) / tail).toBeCloseTo(1, 10);
    }
  }
});

test("what its inverse finds has the probability, for few and for very many trials", () => {
  for (const a of [0.3, 1, 2.5, 40, 3000, 400_000]) {
    for (const b of [0.3, 1, 2.5, 40, 3000, 400_000]) {
      for (const probability of [0.001, 0.025, 0.5, 0.975]) {
        const x = incompleteBetaInverse(probability, a, b);
        // Next to 1, float64 has few numbers, between which the function has none.
        if (x > 0.999_999) continue;
        expect(incompleteBeta(x, a, b)).toBeCloseTo(probability, 8);
      }
    }
  }
});
