import { expect, test } from "vitest";
import { chanceOfAtMost } from "../../../../harness/base/statistics/binomial.ts";
import { noticedChance } from "../../../../harness/base/statistics/sign-power.ts";

test("the chance of at most one success in ten trials of one half is 11 in 1,024", () => {
  expect(chanceOfAtMost(1, 10, 0.5)).toBeCloseTo(11 / 1024, 12);
  // 0.9^10 + 10 * 0.1 * 0.9^9
  expect(chanceOfAtMost(1, 10, 0.1)).toBeCloseTo(0.9 ** 10 + 0.9 ** 9, 12);
  expect([chanceOfAtMost(10, 10, 0.3), chanceOfAtMost(0, 10, 0), chanceOfAtMost(0, 10, 1)]).toEqual([1, 1, 0]);
});

test("six flips must all agree, so that the chance w of one that does not obeys (1 - w)^6 = 0.8", () => {
  expect(noticedChance(6, 0.05, 0.8)).toBeCloseTo(1 - 0.8 ** (1 / 6), 9);
});

test("of ten flips one may disagree: (1 - w)^10 + 10 w (1 - w)^9 = 0.8", () => {
  const rarer = noticedChance(10, 0.05, 0.8)!;
  expect((1 - rarer) ** 10 + 10 * rarer * (1 - rarer) ** 9).toBeCloseTo(0.8, 9);
  expect(rarer).toBeCloseTo(0.08326, 5);
});

test("five flips show nothing at 5 %, since all of one side come once in sixteen times", () => {
  expect(noticedChance(5, 0.05, 0.8)).toBeNull();
  expect(noticedChance(5, 1 / 16, 0.8)).not.toBeNull();
});

test("many flips show a coin that is nearly fair: as the normal approximation has it, within a twentieth", () => {
  // 2 |q - 1/2| = (1.960 + 0.8416) / sqrt(n)
  const bias = 1 - 2 * noticedChance(40_000, 0.05, 0.8)!;
  expect(bias / (2.8016 / 200)).toBeCloseTo(1, 1);
});
