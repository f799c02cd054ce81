import { describe, expect, test } from "vitest";
import { type PlannedCell, type RunLine, runKey, type ServingSample } from "../../../../harness/contract/index.ts";
import { runRepeats } from "../../../../harness/measure/machine/repeats.ts";
import type { ExecuteOptions, Executor } from "../../../../harness/measure/runner/executor.ts";
import type { RunStore } from "../../../../harness/measure/runner/run-store.ts";
import { recordedLoads } from "../../../../harness/measure/sampling/first-rate.ts";
import { missingRounds } from "../../../../harness/measure/sampling/missing-rounds.ts";
import { type SamplingEvent, sampleServingRounds } from "../../../../harness/measure/sampling/serving-rounds.ts";
import { beside } from "../../../fixtures/disturbances.ts";
import { HOST, makePlan, okRecord } from "../../../fixtures/records.ts";

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

/**
 * @param failing experiment whose samples fail
 * @param damaged experiment whose model is damaged
 * @param loads cores that other programs use while each sample in turn is timed; null after these
 * @param mayStart whether cells whose processes start together may
 * @param mayRepeat whether disturbed ones may be taken again
 */
async function sampled(
  lines: readonly RunLine[],
  failing = "",
  corpora = true,
  count = 2,
  damaged = "",
  loads: readonly (number | "crash" | "stop")[] = [],
  mayStart: (cells: readonly PlannedCell[]) => boolean = () => true,
  mayRepeat: (cells: readonly PlannedCell[]) => boolean = () => true,
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
    repeats: runRepeats(),
    mayStart,
    mayRepeat,
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

    test("what may not be taken again is kept with its mark, and the next group starts", async () => {
      const asked: string[][] = [];
      const { samples, calls, events, failed } = await sampled(
        records,
        "",
        true,
        1,
        "",
        [1, 0, 0.5, 0, 0],
        () => true,
        (cells) => asked.push(keysOf(cells)) < 2,
      );
      const [a] = missingRounds(plan, records, 1)[0]!.cells.map(runKey);
      // The first is taken again, in vain; then nothing more fits.
      expect(asked).toEqual([[a], [a]]);
      expect([failed, calls.length]).toEqual([0, 5]);
      expect(samples.map(loadsOf)).toEqual([
        [0, []],
        [0.5, [1]],
        [0, []],
        [0, []],
      ]);
      expect(events.filter(({ type }) => type === "sampled")).toHaveLength(4);
    });

    test("on a machine that stays busy, repeating ends after eight in vain", async () => {
      const { samples, calls } = await sampled(records, "", true, 6, "", Array(100).fill(1));
      expect([samples.length, calls.length]).toEqual([24, 24 + 8]);
    });
  });
});

describe("a group of processes", () => {
  /**
   * Samples one round of four side by side, with processes that end when they are stopped.
   * @param dies the position of the one that dies while it waits for its turn
   */
  async function sampledTogether(appendSample: () => Promise<void>, dies = -1) {
    const events: SamplingEvent[] = [];
    const steps: string[] = [];
    let started = 0;
    let running = 0;
    const executor = {
      run: async (_: string, __: unknown, { signal, turn }: ExecuteOptions) => {
        const at = started;
        started += 1;
        running += 1;
        const stopped = new Promise<never>((___, reject) =>
          signal.addEventListener("abort", () => setImmediate(() => reject(signal.reason))),
        );
        const died = { status: "failed", kind: "crash", error: "gone" };
        const timed = async () => {
          await turn?.();
          if (!signal.aborted) steps.push(`${at} timed`);
          await new Promise(setImmediate);
          const textsPerSecond = { value: 5000, timedMs: 120 };
          const report = { p50Ms: null, textsPerSecond, peakRssBytes: null, processWallMs: 450, disturbance: null };
          return { status: "done", report };
        };
        try {
          // The executor still asks for the turn of a process that has died meanwhile.
          const ended = timed();
          return await Promise.race([stopped, at === dies ? died : ended]);
        } finally {
          running -= 1;
        }
      },
    } as unknown as Executor;
    const store = {
      corpusFolder: (key: string) => key,
      modelFolder: (id: string) => id,
      hasCorpus: async () => true,
      modelState: async () => "whole",
      appendSample,
    } as unknown as RunStore;
    const error = await sampleServingRounds({
      plan,
      rounds: missingRounds(plan, records, 1),
      executor,
      store,
      host: HOST,
      loadOf: () => undefined,
      timeLoop: () => 7,
      together: 4,
      limitMs: 1000,
      signal: new AbortController().signal,
      repeats: runRepeats(),
      now: () => new Date("2026-09-01T00:00:00.000Z"),
      onEvent: (event) => events.push(event),
    }).then(
      () => null,
      (reason: Error) => reason.message,
    );
    return { error, steps, running, types: events.map(({ type }) => type) };
  }

  test("ends as a whole where a sample cannot be stored: none of its processes goes on", async () => {
    let appended = 0;
    const { error, steps, running } = await sampledTogether(async () => {
      appended += 1;
      if (appended === 2) throw new Error("ENOSPC: no space left on device");
    });
    expect(error).toBe("ENOSPC: no space left on device");
    expect(steps).toEqual(["0 timed", "1 timed"]);
    expect([appended, running]).toEqual([2, 0]);
  });

  test("does not say that one is timed that died while it waited for its turn", async () => {
    const { error, types } = await sampledTogether(async () => undefined, 2);
    expect(error).toBeNull();
    const count = (type: string) => types.filter((one) => one === type).length;
    expect(["unsampled", "sampling", "sampled"].map(count)).toEqual([1, 3, 3]);
  });
});
