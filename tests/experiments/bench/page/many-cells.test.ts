import { join } from "node:path";
import { expect, test } from "vitest";
import { manyCells } from "../../../../experiments/bench/page/many-cells.ts";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { correctRows } from "../../../../harness/base/statistics/correct-rows.ts";
import { recordsIn, runKey, samplesIn } from "../../../../harness/contract/index.ts";
import { linesText, readPlan, readRunLines } from "../../../../harness/contract/run-folder.io.ts";
import { LineScanner } from "../../../../harness/contract/scan-lines.ts";

const FROM = join(import.meta.dirname, "..", "..", "..", "fixtures", "many-cells");
const small = { plan: await readPlan(join(FROM, "plan.json")), lines: await readRunLines(join(FROM, "records.jsonl")) };
const made = manyCells(small, { cells: 500 }, randomStream(1, "test"));

test("as many different cells as are wanted, five of each configuration, of which one in forty failed", () => {
  const { plan, lines } = made;
  expect(new Set(plan.cells.map(runKey)).size).toBe(500);
  expect(new Set(plan.cells.map(({ configuration }) => configuration)).size).toBe(100);
  const records = recordsIn(lines);
  expect(new Set(records.map(runKey)).size).toBe(500);
  expect(records.filter(({ status }) => status === "failed")).toHaveLength(12);
});

test("its lines are as valid as measured ones, and their accuracies are those of their rows", () => {
  const text = linesText(made.lines);
  const scanned = [...new LineScanner("records.jsonl").take(Buffer.from(text))];
  expect(scanned.flatMap((one) => ("problem" in one ? [one.problem] : []))).toEqual([]);
  expect(scanned).toHaveLength(made.lines.length);
  const finished = recordsIn(made.lines).flatMap((record) => (record.status === "ok" ? [record.quality] : []));
  for (const { accuracy, correct, testRows } of finished) {
    expect(accuracy).toBe(correctRows(correct, testRows).reduce((sum, bit) => sum + bit, 0) / testRows);
  }
  expect(new Set(finished.map(({ loss }) => loss)).size).toBe(finished.length);
});

test("each round has a sample of every configuration that did not fail in it", () => {
  const rounds = samplesIn(made.lines).map(({ round }) => round);
  expect(new Set(rounds)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(rounds.filter((round) => round === 1)).toHaveLength(100);
});

test("or of as many configurations, each with a sample in every round", () => {
  const { plan, lines } = manyCells(small, { cells: 500, seeds: 1 }, randomStream(1, "test"));
  expect(plan.seeds).toEqual([1]);
  expect(new Set(plan.cells.map(({ configuration }) => configuration)).size).toBe(500);
  expect(plan.axes.embedding).toEqual([8, 16, 24, 32, 40]);
  expect(samplesIn(lines)).toHaveLength(6 * (500 - 12));
});

test("the same seed makes the same run", () => {
  expect(manyCells(small, { cells: 500 }, randomStream(1, "test"))).toEqual(made);
});
