import { expect, test } from "vitest";
import { logMoment } from "../../../../harness/classifier/privacy/log-moment.ts";

test("order 2 on a half of the texts, by hand: E[(1/2 + r/2)²] = 1/4 + 1/2 + e^(1/s²)/4", () => {
  const byHand = Math.log(0.75 + Math.E / 4);
  expect(logMoment({ samplingRate: 0.5, noiseMultiplier: 1 }, 2)).toBeCloseTo(byHand, 12);
});

test("order 3 on all texts, by hand: 3 x 2 / 2s²", () => {
  expect(logMoment({ samplingRate: 1, noiseMultiplier: 2 }, 3)).toBeCloseTo(0.75, 12);
});

test.each([
  { samplingRate: 0.01, noiseMultiplier: 1.1 },
  { samplingRate: 0.2, noiseMultiplier: 0.5 },
  { samplingRate: 0.001, noiseMultiplier: 4 },
])(
  "between whole orders it is what the whole ones are, which are computed otherwise: $samplingRate, $noiseMultiplier",
  (mechanism) => {
    for (const order of [2, 5, 10]) {
      const around = [logMoment(mechanism, order - 1e-6), logMoment(mechanism, order + 1e-6)];
      const whole = logMoment(mechanism, order);
      expect(around[0]!).toBeLessThan(whole);
      expect(around[1]!).toBeGreaterThan(whole);
      expect((around[0]! + around[1]!) / 2 / whole).toBeCloseTo(1, 7);
    }
  },
);
