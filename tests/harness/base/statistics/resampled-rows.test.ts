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
