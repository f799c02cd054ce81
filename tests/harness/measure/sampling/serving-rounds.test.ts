import { describe, expect, test } from "vitest";
import { type PlannedCell, type RunLine, runKey, type ServingSample } from "../../../../harness/contract/index.ts";
import type { ExecuteOptions, Executor } from "../../../../harness/measure/runner/executor.ts";
import type { RunStore } from "../../../../harness/measure/runner/run-store.ts";
import {
  missingRounds,
  recordedLoads,
  roundsFor,
  type SamplingEvent,
  sampleServingRounds,
} from "../../../../harness/measure/sampling/serving-rounds.ts";
import { beside } from "../../../fixtures/disturbances.ts";
import { failedRecord, HOST, makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf, withSamples } from "../../../fixtures/serving-samples.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8", "int4"] }, seeds: [1, 2] });
const records = plan.cells.map((cell) => okRecord(cell));
/** How a rate was found that keeps to a bound. */
const LOAD = {
  p99BoundMs: 10,
  unmetPerSecond: 1300,
  lateP99Ms: 0.2,
  bytesPerRequest: null,
  senderCpuShare: null,
};
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

/**
 * @param failing experiment whose samples fail
 * @param damaged experiment whose model is damaged
 * @param loads cores that other programs use while each sample in turn is timed; null after these
 * @param mayStart whether cells whose processes start together may
 */
async function sampled(
  lines: readonly RunLine[],
  failing = "",
  corpora = true,
  count = 2,
  damaged = "",
  loads: readonly (number | "crash" | "stop")[] = [],
  mayStart: (cells: readonly PlannedCell[]) => boolean = () => true,
) {
  const samples: ServingSample[] = [];
  const events: SamplingEvent[] = [];
  const calls: string[] = [];
  const rates: number[] = [];
  /** Of the processes: when each is ready, and when it is timed, which takes a while. */
  const steps: string[] = [];
  const left = [...loads];
  const store = {
    corpusFolder: (key: string) => key,
    trainingFolder: (key: string) => key,
    modelFolder: (id: string) => id,
    hasCorpus: async () => corpora || calls.includes("prepare"),
    modelState: async (id: string) => (id === damaged ? "damaged" : "whole"),
    appendSample: async (sample: ServingSample) => {
      samples.push(sample);
    },
  } as unknown as RunStore;
  const executor = {
    run: async (
      phase: string,
      job: { readonly modelFolder?: string; readonly purpose?: string; readonly startPerSecond?: number },
      options: ExecuteOptions,
    ) => {
      calls.push(phase);
      if (phase === "sample") expect(job.purpose).toBe("run");
      if (job.startPerSecond !== undefined) rates.push(job.startPerSecond);
      if (job.modelFolder === failing) return { status: "failed", kind: "crash", error: "gone\nstack" };
      steps.push(`${job.modelFolder} ready`);
      await options.turn?.();
      steps.push(`${job.modelFolder} timed`);
      await new Promise(setImmediate);
      steps.push(`${job.modelFolder} answers`);
      const load = left.shift();
      if (load === "stop") throw new Error("stopped");
      if (load === "crash") return { status: "failed", kind: "crash", error: "gone" };
      return {
        status: "done",
        report: {
          p50Ms: null,
          textsPerSecond: { value: 5000 + steps.length, timedMs: 120 },
          peakRssBytes: null,
          processWallMs: 450,
          disturbance: load === undefined ? null : beside(load),
        },
      };
    },
  } as unknown as Executor;
  const failed = await sampleServingRounds({
    plan,
    rounds: missingRounds(plan, lines, count),
    executor,
    store,
    host: HOST,
    timeLoop: () => 7,
    loadOf: recordedLoads(lines),
    together: 2,
    limitMs: 1000,
    signal: new AbortController().signal,
    mayStart,
    now: () => new Date("2026-09-01T00:00:00.000Z"),
    onEvent: (event) => events.push(event),
  }).catch((error: Error) => error.message);
  return { samples, events, calls, steps, rates, failed };
}

describe("sampling", () => {
  test("keeps what each process measured, and the loop before it", async () => {
    const { samples, failed, events } = await sampled(records);
    expect(failed).toBe(0);
    expect(samples).toHaveLength(8);
    expect(samples[0]).toEqual({
      schema: 3,
      kind: "sample",
      experiment: missingRounds(plan, records, 2)[0]!.cells[0]!.experiment.id,
      repeat: 1,
      round: 1,
      startedAt: "2026-09-01T00:00:00.000Z",
      code: plan.code,
      host: HOST.fingerprint,
      textsPerSecond: 5004,
      timedMs: 120,
      peakRssBytes: null,
      processWallMs: 450,
      loopMs: 7,
    });
    expect(events.filter(({ type }) => type === "round")).toEqual([1, 2].map((round) => ({ type: "round", round })));
    // What it left is complete.
    expect(missingRounds(plan, [...records, ...samples], 2)).toEqual([]);
  });

  test("starts two processes at a time, and times each when both are ready and no other is", async () => {
    const { steps } = await sampled(records, "", true, 1);
    const [a, b, c, d] = missingRounds(plan, records, 1)[0]!.cells.map(({ experiment }) => experiment.id);
    const pair = (one?: string, other?: string) => [
      ...[`${one} ready`, `${other} ready`],
      ...[`${one} timed`, `${one} answers`],
      ...[`${other} timed`, `${other} answers`],
    ];
    expect(steps).toEqual([...pair(a, b), ...pair(c, d)]);
  });

  test("ends before the processes that may not start", async () => {
    const asked: string[][] = [];
    const { samples, calls } = await sampled(records, "", true, 2, "", [], (cells) => {
      asked.push(keysOf(cells));
      return asked.length < 3;
    });
    const [one, other] = missingRounds(plan, records, 2).map(({ cells }) => keysOf(cells));
    // Four samples of a round, two at a time.
    expect(asked).toEqual([one!.slice(0, 2), one!.slice(2), other!.slice(0, 2)]);
    expect([samples.length, calls.length]).toEqual([4, 4]);
  });

  test("a process that dies before it is ready keeps no other from its turn", async () => {
    const [first] = missingRounds(plan, records, 1)[0]!.cells;
    const { samples, failed } = await sampled(records, first!.experiment.id, true, 1);
    expect([samples.length, failed]).toEqual([3, 1]);
  });

  test("a cell whose sample fails gets no further ones, and the others go on", async () => {
    const broken = records.at(-1)!.experiment.id;
    const { samples, failed, calls, events } = await sampled(records, broken, true, 4);
    expect(failed).toBe(1);
    // Four rounds of four, less the two in which it would have had its turn.
    expect(samples).toHaveLength(14);
    expect(calls).toHaveLength(15);
    expect(events).toContainEqual(expect.objectContaining({ type: "unsampled", reason: "failed (crash): gone" }));
  });

  test("a cell whose model is damaged is not served", async () => {
    const damaged = records.at(-1)!.experiment.id;
    const { samples, calls, events } = await sampled(records, "", true, 4, damaged);
    expect(samples).toHaveLength(14);
    expect(calls).toHaveLength(14);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "unsampled", reason: expect.stringMatching(/its model is missing or damaged/) }),
    );
  });

  test("a search for a load begins near the rate that the cell's record found, elsewhere each time, and at none for cells without", async () => {
    const [first, ...rest] = records;
    const { serve } = first!.usage;
    const load = { ...LOAD, trials: [] };
    const loaded = { ...first!, usage: { ...first!.usage, serve: { ...serve, textsPerSecond: 1234, load } } };
    const { rates } = await sampled([loaded, ...rest]);
    // The baseline's seeds take turns, and both serve in a round.
    expect(rates).toHaveLength(2);
    expect(new Set(rates).size).toBe(2);
    for (const rate of rates) expect(Math.abs(rate / 1234 - 1)).toBeLessThanOrEqual(0.05);
  });

  test("texts that the cache lost are prepared again", async () => {
    const { calls } = await sampled(records, "", false);
    expect(calls.slice(0, 2)).toEqual(["prepare", "sample"]);
  });

  describe("beside other programs", () => {
    const loadsOf = ({ disturbance, otherAttempts = [] }: ServingSample) => [
      disturbance?.foreignCpuShare,
      otherAttempts.map((other) => other.disturbance.foreignCpuShare),
    ];
    /** One round of four, taken two at a time. */
    const beside4 = (loads: readonly (number | "crash" | "stop")[]) => sampled(records, "", true, 1, "", loads);

    test("a disturbed sample is taken again after its group, and the others are on disk before", async () => {
      const { samples, steps, events } = await beside4([1, 0, 0.1, 0.2, 0]);
      const [a, b, c, d] = missingRounds(plan, records, 1)[0]!.cells.map(({ experiment }) => experiment.id);
      expect(samples.map(({ experiment }) => experiment)).toEqual([b, a, c, d]);
      expect(samples.map(loadsOf)).toEqual([
        [0, []],
        [0.1, [1]],
        [0.2, []],
        [0, []],
      ]);
      expect(steps.filter((step) => step.endsWith("timed"))).toEqual([a, b, a, c, d].map((id) => `${id} timed`));
      expect(events.filter(({ type }) => type === "round")).toHaveLength(1);
      expect(missingRounds(plan, [...records, ...samples], 1)).toEqual([]);
    });

    test("of three disturbed attempts the least disturbed counts, and is marked; the figures of all are kept", async () => {
      const { samples } = await beside4([1, 0, 0.5, 0.7, 0, 0]);
      const [, kept] = samples;
      expect(loadsOf(kept!)).toEqual([0.5, [1, 0.7]]);
      expect(kept?.disturbance?.disturbed).toBe(true);
      const speeds = [kept!, ...kept!.otherAttempts!].map(({ textsPerSecond }) => textsPerSecond);
      expect(new Set(speeds).size).toBe(3);
    });

    test("a repeat that fails leaves what was taken before", async () => {
      const { samples, failed } = await beside4([1, 0, "crash", 0, 0]);
      expect(failed).toBe(1);
      expect(samples.map(loadsOf)[1]).toEqual([1, []]);
    });

    test("a run that is stopped keeps what it would have taken again", async () => {
      const { samples, failed } = await beside4([1, 0, "stop"]);
      expect(failed).toBe("stopped");
      expect(samples.map(loadsOf)).toEqual([
        [0, []],
        [1, []],
      ]);
    });

    test("on a machine that stays busy, repeating ends after eight in vain", async () => {
      const { samples, calls } = await sampled(records, "", true, 6, "", Array(100).fill(1));
      expect([samples.length, calls.length]).toEqual([24, 24 + 8]);
    });
  });
});
