import { describe, expect, test } from "vitest";
import { type PlannedCell, runKey } from "../../../../harness/contract/index.ts";
import { missingRounds, roundsFor } from "../../../../harness/measure/sampling/missing-rounds.ts";
import { failedRecord, makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf, withSamples } from "../../../fixtures/serving-samples.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8", "int4"] }, seeds: [1, 2] });
const records = plan.cells.map((cell) => okRecord(cell));
const keysOf = (cells: readonly PlannedCell[]) => cells.map(runKey);

describe("rounds", () => {
  test("are six, or as many as the comparisons with the baseline need although one pair disagrees", () => {
    const ofConfigurations = (count: number, seeds: number[]) =>
      roundsFor(makePlan({ axes: { batchSize: Array.from({ length: count }, (_, index) => index + 1) }, seeds }));
    // The chance that at least n - 1 of n signs are equal, 2 (1 + n) / 2^n, is 24 / 2048 for 11 pairs, at most 5 % / 3, and
    // 28 / 8192 for 13, at most 5 % / 11; with a pair less it is 22 / 1024 and 26 / 4096.
    expect(ofConfigurations(4, [1])).toBe(11);
    expect(ofConfigurations(12, [1])).toBe(13);
    expect(ofConfigurations(12, [1, 2, 3])).toBe(13);
    expect(ofConfigurations(2, [1])).toBe(9);
    // One configuration is compared with nothing.
    expect(ofConfigurations(1, [1])).toBe(0);
    expect(ofConfigurations(1, [1, 2, 3])).toBe(0);
    // Without a baseline any two of twelve may be compared: 2 (1 + 16) / 2^16 is at most 5 % / 66.
    const batchSize = Array.from({ length: 12 }, (__, index) => index + 1);
    expect(roundsFor(makePlan({ axes: { batchSize }, seeds: [1], baseline: null }))).toBe(16);
    // Three scenarios of four are as many comparisons as four, and three of one are none.
    const axes = { "serving.scenario": ["offline", "server", "http"] };
    expect(roundsFor(makePlan({ axes: { ...axes, batchSize: [1, 2, 3, 4] }, seeds: [1] }))).toBe(11);
    expect(roundsFor(makePlan({ axes, seeds: [1] }))).toBe(0);
  });

  test("serve each configuration once, their seeds in turn, and the baseline with the next seed too, in an order of their own", () => {
    const rounds = missingRounds(plan, records, 6);
    expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { round, cells } of rounds) {
      const seed = round % 2 === 1 ? 1 : 2;
      const expected = plan.cells.filter(
        ({ experiment, isBaseline }) => isBaseline || experiment.training.seed === seed,
      );
      expect(keysOf(cells).toSorted()).toEqual(keysOf(expected).toSorted());
    }
    expect(new Set(rounds.map(({ cells }) => keysOf(cells).join())).size).toBeGreaterThan(3);
    expect(missingRounds(plan, records, 6)).toEqual(rounds);
  });

  test("leave out cells without figures, and those of other code", () => {
    const [first, second] = plan.cells;
    const lines = [failedRecord(first!), okRecord(second!, { code: "older" }), ...records.slice(2)];
    // Both of the first configuration, which is the baseline; of the others one in each round, and another as the control.
    for (const { cells } of missingRounds(plan, lines, 6)) expect(cells).toHaveLength(3);
  });

  test("to come are known before the cells are: one of each configuration and the control, and again for those that are measured again", () => {
    const counts = (rounds: ReturnType<typeof missingRounds>) => rounds.map(({ cells }) => cells.length);
    expect(counts(missingRounds(plan, [], 6, plan.cells))).toEqual([4, 4, 4, 4, 4, 4]);
    // All were sampled; the last configuration's last seed, whose turn is in every second round, is to be measured again.
    const last = plan.cells.at(-1)!;
    const again = missingRounds(plan, withSamples(records), 6, [last]);
    expect(again.map(({ round, cells }) => [round, keysOf(cells)])).toEqual(
      [2, 4, 6].map((round) => [round, [runKey(last)]]),
    );
  });

  test("are completed where they were left: nothing is taken twice", () => {
    const complete = withSamples(records);
    expect(missingRounds(plan, complete, 6)).toEqual([]);
    // Without the last four samples, as after a kill.
    const left = missingRounds(plan, complete.slice(0, -4), 6);
    expect(left.map(({ round, cells }) => [round, cells.length])).toEqual([[6, 2]]);
    expect(missingRounds(plan, complete, 8).map(({ round }) => round)).toEqual([7, 8]);
  });

  test("are taken again for a cell that was measured again, and not from other code", () => {
    const older = records.map((record) => sampleOf(record, 1, 1, { code: "older" }));
    expect(missingRounds(plan, [...records, ...older], 1)[0]!.cells).toHaveLength(4);
    const again = { ...records[0]!, startedAt: "2027-01-01T00:00:00.000Z" };
    const left = missingRounds(plan, [...withSamples(records, { rounds: 1 }), again], 1);
    expect(left.map(({ cells }) => keysOf(cells))).toEqual([[runKey(again)]]);
  });
});
