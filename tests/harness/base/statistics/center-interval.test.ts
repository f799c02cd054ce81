import { expect, test } from "vitest";
import { centerInterval, meanInterval } from "../../../../harness/base/statistics/center-interval.ts";

// R 4.2.2: exp(t.test(log(values))$conf.int)
test.each([
  [[1.1, 1.3, 1.2], 0.972821975613705, 1.473368847848907],
  [[2, 3], 0.186358767819483, 32.195963035191937],
  [[10, 11, 12, 30, 9], 7.06881721742733, 23.5195130593742],
])("two to five values above 0, %j, have the t interval of their logarithms", (values, low, high) => {
  const interval = centerInterval(values)!;
  expect(interval.low).toBeCloseTo(low, 6);
  expect(interval.high).toBeCloseTo(high, 6);
  expect(interval.method).toBe("student-t");
});

test("values that may be 0 have that of the values themselves", () => {
  // R: t.test(c(0, 2, 4))$conf.int
  const interval = centerInterval([0, 2, 4])!;
  expect(interval.low).toBeCloseTo(-2.96827542350066, 6);
  expect(interval.high).toBeCloseTo(6.96827542350066, 6);
  expect(meanInterval([0, 2, 4])).toMatchObject({ low: interval.low, high: interval.high });
});

test("six or more have that of order statistics, which one outlier does not change", () => {
  expect(centerInterval([3, 1, 2, 6, 5, 4])).toEqual({ low: 1, high: 6, method: "order-statistics" });
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000];
  expect(centerInterval(ten)).toEqual({ low: 2, high: 9, method: "order-statistics" });
});

test("equal values, such as sizes of files, are known exactly; a single one has no interval", () => {
  expect(centerInterval([640, 640, 640])).toEqual({ low: 640, high: 640, method: "student-t" });
  expect(centerInterval([640])).toBeNull();
  expect(centerInterval([])).toBeNull();
});
