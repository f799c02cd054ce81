import { join } from "node:path";
import { expect, test } from "vitest";
import { withManyRows } from "../../../../experiments/bench/scale/many-rows.ts";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { correctRows } from "../../../../harness/base/statistics/correct-rows.ts";
import { impossibleIn } from "../../../../harness/contract/impossible.ts";
import { recordSchema } from "../../../../harness/contract/record.ts";
import { readRecords } from "../../../../harness/contract/run-folder.io.ts";

const FROM = join(import.meta.dirname, "..", "..", "..", "fixtures", "many-cells", "records.jsonl");

test("records get as many test rows as are asked for, and stay what a model can have answered", async () => {
  const records = await readRecords(FROM);
  const made = withManyRows(records, { rows: 1000, classes: 2 }, randomStream(1, "rows"));
  expect(made).toHaveLength(records.length);
  const finished = made.flatMap((line) => ("status" in line && line.status === "ok" ? [line] : []));
  for (const record of finished) {
    expect(recordSchema.safeParse(record).error).toBeUndefined();
    expect(impossibleIn(record)).toBeNull();
    const { correct, testRows, accuracy, test: onTest } = record.quality;
    expect(testRows).toBe(1000);
    const right = correctRows(correct, 1000).reduce((sum, bit) => sum + bit, 0);
    expect([accuracy, onTest!.accuracy]).toEqual([right / 1000, right / 1000]);
    // A fifth of the rows at one half, the others at 2 %.
    expect(accuracy).toBeCloseTo(1 - (0.2 * 0.5 + 0.8 * 0.02), 1);
  }
  expect(new Set(finished.map(({ quality }) => quality.correct)).size).toBe(finished.length);
});
