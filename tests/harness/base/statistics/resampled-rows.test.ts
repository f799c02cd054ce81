import { expect, test } from "vitest";
import { ResampledRows } from "../../../../harness/base/statistics/resampled-rows.ts";
import { seeded } from "../../../fixtures/records.ts";

const bits = (text: string) => Uint8Array.from(text, Number);
const MODELS = ["110100", "100110", "111111", "000000"].map(bits);

test("it counts the right answers of the drawn rows, as adding them up does", () => {
  const rows = new ResampledRows(MODELS);
  const [drawn, same] = [seeded(3), seeded(3)];
  for (let draw = 0; draw < 50; draw += 1) {
    rows.resample(drawn);
    const chosen = Array.from({ length: 6 }, () => Math.floor(same() * 6));
    const expected = MODELS.map((right) => chosen.reduce((sum, row) => sum + right[row]!, 0));
    expect(MODELS.map((_, model) => rows.countRight(model))).toEqual(expected);
  }
});

test("rows that all models answer alike are one kind: a draw is worth adding up only what differs", () => {
  const right = Uint8Array.from({ length: 1000 }, (_, row) => (row < 900 ? 1 : 0));
  // 1,000 rows are drawn, and each of two models is wrong on one kind.
  expect(new ResampledRows([right, right]).work).toBe(1002);
  expect(new ResampledRows([right]).length).toBe(1000);
  expect(new ResampledRows([]).length).toBe(0);
});

test("counts that are drawn have the distribution of rows that are drawn one by one", () => {
  // 1,000 rows: 500 all right, 300 of the first model alone, 100 of the second alone, 100 each of one row with others.
  const RIGHT = (row: number) => [row < 800 || row % 7 === 0, row < 500 || (row >= 800 && row < 900), row % 13 !== 0];
  const models = [0, 1, 2].map((model) => Uint8Array.from({ length: 1000 }, (_, row) => Number(RIGHT(row)[model])));
  const sampled = (manyRows: number) => {
    const rows = new ResampledRows(models, manyRows);
    const uniform = seeded(11);
    return Array.from({ length: 4000 }, () => {
      rows.resample(uniform);
      return models.map((_, model) => rows.countRight(model));
    });
  };
  const [byCounts, byRows] = [sampled(0), sampled(Number.POSITIVE_INFINITY)];
  const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const [one, other] of [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const moments = [byCounts, byRows].map((samples) => {
      const [first, second] = [one, other].map((model) => meanOf(samples.map((own) => own[model]!)));
      return meanOf(samples.map((own) => (own[one]! - first!) * (own[other]! - second!)));
    });
    // A covariance of 4,000 draws is known to about 2.2 % of the product of the deviations, which is at most 250.
    expect(Math.abs(moments[0]! - moments[1]!)).toBeLessThan(30);
  }
  // Samples that are drawn two at a time have nothing in common.
  const mean = meanOf(byCounts.map(([own]) => own!));
  const deviations = byCounts.map(([own]) => own! - mean);
  const together = deviations.filter((_, draw) => draw % 2 === 0).map((one, pair) => one * deviations[2 * pair + 1]!);
  // Of 2,000 products whose deviation is a variance of at most 250.
  expect(Math.abs(meanOf(together))).toBeLessThan(30);
  models.forEach((right, model) => {
    const expected = right.reduce((sum, bit) => sum + bit, 0);
    // The deviation of a count is at most 15.8, that of its mean 0.25.
    expect(Math.abs(meanOf(byCounts.map((own) => own[model]!)) - expected)).toBeLessThan(1);
  });
});

test("common kinds are drawn by their count, so that many rows cost no more than few", () => {
  const right = Uint8Array.from({ length: 30_000 }, (_, row) => (row < 29_990 ? 1 : 0));
  // One common kind, ten rows of a rare one, and one kind on which each of two models is wrong.
  expect(new ResampledRows([right, right]).work).toBe(1 + 10 + 2);
});
