import { expect, test } from "vitest";
import { effectOfLogarithms, effectOnRows } from "../../../../../harness/judge/analysis/levers/effect.ts";

test("two to five pairs have Student's interval and p", () => {
  // R 4.2.2: t.test(c(0.10, 0.13, 0.07))
  const effect = effectOfLogarithms([0.1, 0.13, 0.07]);
  expect(effect.value).toBeCloseTo(0.1, 12);
  expect(effect.interval!.low).toBeCloseTo(0.0254758686475, 9);
  expect(effect.interval!.high).toBeCloseTo(0.1745241313525, 9);
  expect(effect.p).toBeCloseTo(0.0287141376427, 9);
});

test("six pairs or more have the median, its order statistics and a sign test", () => {
  // One of nine is below 0: R: binom.test(1, 9)$p.value; the interval leaves out one value at each end.
  const effect = effectOfLogarithms([0.2, 0.1, 0.3, -0.05, 0.15, 0.12, 0.4, 0.22, 0.18]);
  expect(effect).toMatchObject({ value: 0.18, interval: { low: 0.1, high: 0.3 }, pairs: 9 });
  expect(effect.p).toBeCloseTo(0.0390625, 12);
});

test("one pair has neither, and pairs of nothing but 0 are exact", () => {
  expect(effectOfLogarithms([0.3])).toEqual({ value: 0.3, interval: null, p: null, pairs: 1, isExact: false });
  expect(effectOfLogarithms([0, 0, 0])).toMatchObject({ value: 0, interval: { low: 0, high: 0 }, p: 1, isExact: true });
  expect(effectOfLogarithms(new Array(8).fill(0))).toMatchObject({ value: 0, p: 1, isExact: true });
});

test("an effect on accuracy has the error of the rows and of the trainings", () => {
  // Of 100 rows, 10 are gained: the squared error is 0.1 × 0.9 / 99, and t with 99 degrees of freedom is 1.98422.
  const gained = (count: number) => Float64Array.from({ length: 100 }, (_, row) => Number(row < count));
  const one = effectOnRows([gained(10), gained(10), gained(10)]);
  expect(one.value).toBeCloseTo(0.1, 12);
  expect(one.interval!.high - 0.1).toBeCloseTo(1.98422 * Math.sqrt(0.09 / 99), 6);
  const varied = effectOnRows([gained(5), gained(10), gained(15)]);
  expect(varied.interval!.high).toBeGreaterThan(one.interval!.high);
  expect(varied.p!).toBeGreaterThan(one.p!);
  expect(effectOnRows([gained(0), gained(0)])).toMatchObject({ value: 0, p: 1, isExact: true });
});

test("seeds of which one gains the row that the other loses are not the same, though nothing is left on average", () => {
  const gains = Float64Array.of(1, 0, 0, 0);
  const effect = effectOnRows([gains, gains.map((difference) => -difference)]);
  expect(effect).toMatchObject({ value: 0, isExact: false });
  expect(effect.interval!.high).toBeGreaterThan(0);
});
