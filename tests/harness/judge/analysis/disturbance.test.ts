import { expect, test } from "vitest";
import type { OkRecord, RunLine } from "../../../../harness/contract/index.ts";
import type { Warning } from "../../../../harness/judge/analysis/warning.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
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
