import { mean } from "simple-statistics";
import { expect, test } from "vitest";
import { meanByRow } from "../../../../harness/base/statistics/correct-rows.ts";
import { meanShareInterval, shareInterval } from "../../../../harness/base/statistics/share-interval.ts";
import { twoWayError, varianceOfMean } from "../../../../harness/base/statistics/two-way-error.ts";
import { seeded } from "../../../fixtures/records.ts";

// R 4.2.2: binom.test(successes, trials)$conf.int
test.each([
  [7, 8, 0.473490329124793, 0.996840276468748],
  [0, 20, 0, 0.168433470983085],
  [20, 20, 0.831566529016915, 1],
  [3289, 3771, 0.86110426707046, 0.882680164258969],
  [1, 1000, 2.53174874912941e-5, 5.55892427982663e-3],
])("%d of %d are a share of %d to %d", (successes, trials, low, high) => {
  const interval = shareInterval(successes, trials);
  expect(interval.low).toBeCloseTo(low, 10);
  expect(interval.high).toBeCloseTo(high, 10);
});

test("trials need not be whole", () => {
  // R: qbeta(0.025, 86.5, 14.75), qbeta(0.975, 87.5, 13.75)
  const interval = shareInterval(86.5, 100.25);
  expect(interval.low).toBeCloseTo(0.779706757245249, 10);
  expect(interval.high).toBeCloseTo(0.923411014770452, 10);
});

test("of one training it is nearly the exact one of its rows", () => {
  const error = twoWayError((0.85 * 0.15) / 400, 401, [0.85]);
  const [interval, exact] = [meanShareInterval(0.85, 401, error), shareInterval(0.85 * 400, 400)];
  expect(interval.low).toBeCloseTo(exact.low, 10);
  expect(interval.high).toBeCloseTo(exact.high, 10);
});

test("trainings that differ make it wider than their rows alone do", () => {
  const rowVariance = (0.85 * 0.15) / 400;
  const wide = meanShareInterval(0.85, 401, twoWayError(rowVariance, 401, [0.8, 0.85, 0.9]));
  const narrow = meanShareInterval(0.85, 401, twoWayError(rowVariance, 401, [0.85, 0.85, 0.85]));
  expect(wide.high - wide.low).toBeGreaterThan(2 * (narrow.high - narrow.low));
});

test("rows that are all right in all trainings are not certain", () => {
  expect(meanShareInterval(1, 20, twoWayError(0, 20, [1, 1]))).toEqual(shareInterval(20, 20));
});

test("of 300 simulated configurations at least 92 % of the intervals cover the truth, though trainings differ in luck", () => {
  const random = seeded(7);
  const [rows, trainings] = [400, 3];
  // One row in five is hard; a training makes up to 30 % more or fewer errors.
  const truth = 1 - (0.2 * 0.5 + 0.8 * 0.01);
  let covered = 0;
  for (let simulation = 0; simulation < 300; simulation += 1) {
    const chances = Array.from({ length: rows }, () => (random() < 0.2 ? 0.5 : 0.01));
    const right = Array.from({ length: trainings }, () => {
      const luck = 0.7 + 0.6 * random();
      return Uint8Array.from(chances, (chance) => Number(random() >= chance * luck));
    });
    const bySeed = right.map((own) => mean(Array.from(own)));
    const error = twoWayError(varianceOfMean(meanByRow(right)), rows, bySeed);
    const { low, high } = meanShareInterval(mean(bySeed), rows, error);
    if (low <= truth && truth <= high) covered += 1;
  }
  expect(covered).toBeGreaterThanOrEqual(0.92 * 300);
});
