import { describe, expect, test } from "vitest";
import type { OkRecord, RunLine } from "../../../../harness/contract/index.ts";
import type { Warning } from "../../../../harness/judge/analysis/warning.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
import { beside } from "../../../fixtures/disturbances.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf, withSamples } from "../../../fixtures/serving-samples.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
const records = plan.cells.map((cell) => ({ ...okRecord(cell), graph: String(cell.fields.quantization) }));
const [first] = records as [OkRecord];

const KINDS: readonly Warning["kind"][] = ["rounds-differ", "loop-wobbles", "equals-differ"];
const doubts = (lines: readonly RunLine[]) => analyzed(plan, lines).warnings.filter(({ kind }) => KINDS.includes(kind));

test("rounds of a cell that are more than a factor of two apart are a warning with the cell and the factor", () => {
  const spike = (factor: number) =>
    doubts(withSamples(records, { costs: (record, round) => (record === first && round === 3 ? factor : 1) }));
  expect(spike(2)).toEqual([]);
  expect(spike(7)).toEqual([
    { kind: "rounds-differ", cells: [{ label: "float32", seed: 1, factor: expect.closeTo(7) }] },
  ]);
});

test("more threads than a process may use cores are a warning, of the worst run; threads of a GPU are none", () => {
  const turns = (...runs: readonly (readonly [threads: number | null, cores: number, device?: string])[]) => {
    const changed = runs.map(([threads, cores, device = "cpu"], at) => {
      const record = records[at]!;
      return { ...record, host: { ...record.host, cores }, executed: { ...record.executed, threads, device } };
    });
    return analyzed(plan, changed).warnings.filter(({ kind }) => kind === "threads-take-turns");
  };
  expect(turns([2, 2], [null, 2], [64, 2, "NVIDIA H200"])).toEqual([]);
  expect(turns([3, 2], [4, 2], [1, 2])).toEqual([{ kind: "threads-take-turns", threads: 4, cores: 2 }]);
});

test("a configuration without samples beside others with some is a warning; without any samples there is none", () => {
  const notSampled = (lines: readonly RunLine[]) =>
    analyzed(plan, lines).warnings.filter(({ kind }) => kind === "not-sampled");
  const float32 = records.filter(({ graph }) => graph === "float32");
  const samples = withSamples(float32).filter((line) => "round" in line);
  expect(notSampled([...records, ...samples])).toEqual([{ kind: "not-sampled", configurations: ["int8"] }]);
  expect(notSampled(records)).toEqual([]);
  expect(notSampled(withSamples(records))).toEqual([]);
});

test("a loop whose slowest tenth takes over a quarter longer than its fastest is a warning; a single spike is none", () => {
  const loops = (loopMs: (round: number) => number) =>
    doubts([
      ...records,
      ...Array.from({ length: 20 }, (_, round) => sampleOf(first, round + 1, 1, { loopMs: loopMs(round) })),
    ]);
  expect(loops((round) => (round === 4 ? 90 : 7))).toEqual([]);
  expect(loops((round) => (round < 14 ? 7 : 10))).toEqual([{ kind: "loop-wobbles", fastMs: 7, slowMs: 10 }]);
});

test("equal graphs that typically differ by more than a tenth are a warning; one pair that does is none", () => {
  const unequal = (factor: (record: OkRecord) => number) => doubts(withSamples(records, { costs: factor }));
  // The two seeds of each of two configurations are one pair each; the middle of 1.5 and 1 is 1.25, that of 1.18 and 1 is 1.09.
  expect(unequal((record) => (record === first ? 1.18 : 1))).toEqual([]);
  expect(unequal((record) => (record === first ? 1.5 : 1))).toEqual([
    {
      kind: "equals-differ",
      typical: expect.closeTo(1.25),
      largest: expect.closeTo(1.5),
      pairs: 2,
      cells: [
        { label: "float32", seed: 1 },
        { label: "float32", seed: 2 },
      ],
    },
  ]);
  // Samples of other days are no pairs.
  const later = withSamples(records).map((line) =>
    "round" in line && line.experiment === first.experiment.id
      ? {
          ...line,
          startedAt: line.startedAt.replace("2026-08-02", "2026-08-05"),
          textsPerSecond: line.textsPerSecond / 2,
        }
      : line,
  );
  expect(doubts(later)).toEqual([]);
  // Of unknown graphs nothing is known to be equal.
  const unknown = records.map(({ graph: _, ...record }) => record);
  expect(
    doubts(withSamples(unknown, { costs: ({ experiment: { id } }) => (id === first.experiment.id ? 1.5 : 1) })),
  ).toEqual([]);
});

describe("timings that the run marked", () => {
  /** Ten samples of a cell, so many of which were disturbed, and so many taken again. */
  const sampledBeside = (marked: number, mended: number) =>
    Array.from({ length: 10 }, (_, at) =>
      sampleOf(first, at + 1, 1, {
        disturbance: beside(at < marked ? 0.8 : 0),
        ...(at >= marked && at < marked + mended
          ? { otherAttempts: [{ startedAt: first.startedAt, textsPerSecond: 1, timedMs: 1, disturbance: beside(1) }] }
          : {}),
      }),
    );
  const marksIn = (lines: readonly RunLine[]) =>
    analyzed(plan, lines).warnings.filter(({ kind }) => kind === "disturbed");

  test("are a warning once they are more than a tenth of their kind, those that were taken again included", () => {
    expect(marksIn([...records, ...sampledBeside(0, 0)])).toEqual([]);
    expect(marksIn([...records, ...sampledBeside(1, 0)])).toEqual([]);
    expect(marksIn([...records, ...sampledBeside(1, 2)])).toEqual([
      {
        kind: "disturbed",
        timings: [{ kind: "samples", marked: 1, mended: 2, watched: 10 }],
        foreignCores: 0.8,
        stolenCores: 0,
        throttledShare: null,
      },
    ]);
    expect(marksIn(withSamples(records))).toEqual([]);
  });

  test("count a training once, however many cells share it, and each cell's own serving", () => {
    const shared = records.map((record, at) => ({
      ...record,
      usage: {
        ...record.usage,
        trainRun: "one",
        trainDisturbance: beside(0.5),
        serveDisturbance: beside(at === 0 ? 1.5 : 0),
        ...(at === 1 ? { serveAttempts: 2 } : {}),
      },
    }));
    expect(marksIn(shared)).toEqual([
      {
        kind: "disturbed",
        timings: [
          { kind: "servings", marked: 1, mended: 1, watched: 4 },
          { kind: "trainings", marked: 1, mended: 0, watched: 1 },
        ],
        foreignCores: 1,
        stolenCores: 0,
        throttledShare: null,
      },
    ]);
  });

  test("never name more than the whole time for a quota, though it stopped several cores", () => {
    const stopped = { ...beside(0), throttledMs: 260, disturbed: true };
    const lines = [1, 2].map((round) => sampleOf(first, round, 1, { disturbance: stopped }));
    expect(marksIn([...records, ...lines])).toMatchObject([{ throttledShare: 1 }]);
  });
});
