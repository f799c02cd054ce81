import { expect, test } from "vitest";
import { sigmoid, softmax } from "../../../../harness/base/statistics/logistic.ts";

test("a logit becomes a probability, at either end without overflow", () => {
  expect(sigmoid(0)).toBe(0.5);
  // Odds of 3 to 1.
  expect(sigmoid(Math.log(3))).toBeCloseTo(0.75, 15);
  expect(sigmoid(-Math.log(3))).toBeCloseTo(0.25, 15);
  expect([sigmoid(1000), sigmoid(-1000)]).toEqual([1, 0]);
});

test("logits become shares of their powers, however large they are", () => {
  // Powers of 1, 2 and 5.
  const logits = Float64Array.of(0, Math.log(2), Math.log(5));
  for (const shift of [0, 1000, -1000]) {
    const shares = softmax(logits.map((logit) => logit + shift));
    [0.125, 0.25, 0.625].forEach((share, label) => {
      expect(shares[label]).toBeCloseTo(share, 12);
    });
  }
});
