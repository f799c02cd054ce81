import { describe, expect, test } from "vitest";
import { runKey } from "../../../harness/contract/index.ts";
import { joinRuns } from "../../../harness/measure/join-runs.ts";
import { shardPlan } from "../../../harness/measure/runner/shard.ts";
import { failedRecord, makePlan, okRecord } from "../../fixtures/records.ts";
import { sampleOf, withSamples } from "../../fixtures/serving-samples.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
const [first] = plan.cells;
const at = (minute: number) => ({ startedAt: `2026-08-01T10:${String(minute).padStart(2, "0")}:00.000Z` });
const record = (minute: number, change: object = {}) => ({ ...okRecord(first!), ...at(minute), ...change });

test("shards that were run apart give what one run of the plan would have", () => {
  const records = plan.cells.map((cell) => okRecord(cell));
  const shards = [1, 2].map((number) => {
    const own = new Set(shardPlan(plan, { number, count: 2 }).cells.map(runKey));
    return withSamples(records.filter((one) => own.has(runKey(one))));
  });
  const joined = joinRuns(plan, shards);
  expect(joined.records).toHaveLength(4);
  expect(joined.samples).toHaveLength(4 * 6);
  expect(joined.contested).toBe(0);
  const folderOf = new Map([...joined.models].map(([experiment, [folder]]) => [experiment, folder]));
  for (const one of records) expect(shards[folderOf.get(one.experiment.id)!]).toContain(one);
});

describe("of a cell that two folders have", () => {
  test("equal records and samples are kept once, and both have its model", () => {
    const lines = [record(1), sampleOf(record(1), 1)];
    const joined = joinRuns(plan, [lines, structuredClone(lines)]);
    expect([joined.records, joined.samples, joined.contested]).toEqual([[record(1)], [sampleOf(record(1), 1)], 0]);
    expect([...joined.models]).toEqual([[first!.experiment.id, [0, 1]]]);
  });

  test("samples of an equal record are joined round by round, of one round the newest", () => {
    const early = sampleOf(record(1), 1, 1, at(20));
    const late = sampleOf(record(1), 1, 2, at(30));
    const second = sampleOf(record(1), 2, 1, at(40));
    expect(
      joinRuns(plan, [
        [record(1), late, second],
        [record(1), early],
      ]).samples,
    ).toEqual([late, second]);
  });

  test("a finished record counts before a failed one, the plan's own code before another, then the newest; with its samples alone", () => {
    const failed = { ...failedRecord(first!), ...at(9) };
    const stale = record(8, { code: "older" });
    const folders = [record(1), record(3), stale, failed].map((one, index) => [
      one,
      ...(one.status === "ok" ? [{ ...sampleOf(one, 1, 1 + index, at(50)), code: one.code }] : []),
    ]);
    const joined = joinRuns(plan, folders);
    expect(joined.records).toEqual([record(3)]);
    expect(joined.samples).toEqual([sampleOf(record(3), 1, 2, at(50))]);
    expect([...joined.models.values()]).toEqual([[1]]);
    expect(joined.contested).toBe(1);
    expect(joinRuns(plan, [[stale], [failed]]).records).toEqual([stale]);
  });

  test("the last record of a folder is that folder's, as it is to every reader", () => {
    expect(joinRuns(plan, [[record(5), record(2)], []]).records).toEqual([record(2)]);
  });
});

test("the model of an experiment's repeats is that of the newest, which wrote it last", () => {
  const twice = makePlan({ axes: {}, seeds: [1], repeats: 2 });
  const [one, other] = twice.cells.map((cell) => okRecord(cell));
  const joined = joinRuns(twice, [[{ ...other!, ...at(9) }], [{ ...one!, ...at(1) }]]);
  expect(joined.records).toHaveLength(2);
  expect([...joined.models.values()]).toEqual([[0]]);
});

test("cells that the plan does not have are left out", () => {
  const { records } = joinRuns({ ...plan, cells: plan.cells.slice(1) }, [[record(1)]]);
  expect(records).toEqual([]);
});
