import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OkRecord, RunLine } from "../../../../harness/contract/index.ts";
import type { FinishedConfiguration } from "../../../../harness/judge/analysis/analysis.ts";
import type { CostComparison } from "../../../../harness/judge/analysis/cost-comparison.ts";
import { compareCosts } from "../../../../harness/judge/analysis/ties.ts";
import { servingWork } from "../../../../harness/judge/pricing/serving-work.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";
import { HOST, makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

const MINUTE_MS = 60_000;

/** Configuration "b" against "a" on one seed. @param lines the samples, from the records of a and b */
function compared(lines: (a: OkRecord, b: OkRecord) => readonly RunLine[], comparisons = 1): CostComparison {
  const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1] });
  const [a, b] = plan.cells.map((cell) => okRecord(cell)) as [OkRecord, OkRecord];
  const [one, other] = analyzed(plan, [a, b, ...lines(a, b)]).configurations as readonly FinishedConfiguration[];
  return compareCosts(other!, one!, comparisons);
}

/** A round for each ratio of the cost of b over that of a. */
const inRounds = (ratios: readonly number[]) => (a: OkRecord, b: OkRecord) =>
  ratios.flatMap((ratio, index) => [sampleOf(a, index + 1), sampleOf(b, index + 1, ratio)]);

describe("verdicts", () => {
  test.each<[string, readonly number[], number, CostComparison["verdict"]]>([
    // All six of one sign come by chance once in 32, which is below 5 %.
    ["six pairs that agree", [1.2, 1.3, 1.25, 1.4, 1.22, 1.31], 1, "dearer"],
    ["six pairs that agree the other way", [0.8, 0.7, 0.75, 0.6, 0.78, 0.69], 1, "cheaper"],
    // 5 % / 2 is below 1/32, and above the 1/64 of seven pairs.
    ["six pairs, one of two comparisons", [1.2, 1.3, 1.25, 1.4, 1.22, 1.31], 2, "inconclusive"],
    ["seven pairs, one of two comparisons", [1.2, 1.3, 1.25, 1.4, 1.22, 1.31, 1.2], 2, "dearer"],
    ["five pairs that agree", [1.2, 1.3, 1.25, 1.4, 1.22], 1, "inconclusive"],
    ["six pairs, one of them the other way", [1.2, 1.3, 1.25, 1.4, 1.22, 0.99], 1, "inconclusive"],
    ["within a tenth on both sides", [1.05, 0.95, 1.01, 0.99, 1.09, 0.92], 1, "same"],
    ["always dearer, and always by less than a tenth", [1.05, 1.03, 1.01, 1.04, 1.09, 1.02], 1, "same"],
    ["one beyond a tenth", [1.05, 0.95, 1.01, 0.99, 1.11, 0.92], 1, "inconclusive"],
    ["five pairs within a tenth", [1.05, 0.95, 1.01, 0.99, 1.09], 1, "inconclusive"],
    // Twelve pairs could tell one of 66 comparisons; with eleven nothing is certain, and the whole range is shown.
    ["eleven pairs within a tenth, one of 66 comparisons", [...Array(9).fill(1), 0.95, 1.05], 66, "inconclusive"],
    ["twelve pairs within a tenth, one of 66 comparisons", [...Array(10).fill(1), 0.95, 1.05], 66, "same"],
    ["equal in every pair", [1, 1, 1, 1, 1, 1], 1, "same"],
    // Nine pairs of one comparison leave out the lowest and the highest: 2 * 10 / 512 is 3.9 %.
    ["nine pairs with a spike", [1.2, 1.3, 1.25, 1.4, 1.22, 1.31, 1.2, 1.2, 0.4], 1, "dearer"],
  ])("%s: %s in %s comparisons: %s", (_, ratios, comparisons, verdict) => {
    expect(compared(inRounds(ratios), comparisons).verdict).toBe(verdict);
  });

  test("say by how much, and what difference would have been seen", () => {
    const { ratio, interval, pairs, seen } = compared(inRounds([0.9, 1.2, 1.3, 1.4, 1.5, 1.8]));
    // The median of ln 1.3 and ln 1.4 is that of sqrt(1.3 * 1.4) = 1.349; the range is the interval of six.
    expect(ratio).toBeCloseTo(Math.sqrt(1.3 * 1.4), 9);
    expect(interval!.low).toBeCloseTo(0.9, 9);
    expect(interval!.high).toBeCloseTo(1.8, 9);
    expect(pairs).toBe(6);
    // From 1.349 down to 0.9 is the longer way: a factor of 1.499.
    expect(seen).toBeCloseTo(Math.sqrt(1.3 * 1.4) / 0.9, 9);
  });

  test("with too few pairs show the range", () => {
    const { interval } = compared(inRounds([...new Array<number>(9).fill(1), 0.85, 1.2]), 66);
    expect(interval!.low).toBeCloseTo(0.85, 9);
    expect(interval!.high).toBeCloseTo(1.2, 9);
  });

  test("are those of the other direction when the two are exchanged", () => {
    const ratio = fc.double({ min: 0.5, max: 2, noNaN: true });
    const opposite = { dearer: "cheaper", cheaper: "dearer", same: "same", inconclusive: "inconclusive" } as const;
    holdsForAll(
      fc.array(ratio, { minLength: 1, maxLength: 12 }),
      (ratios) => {
        const there = compared(inRounds(ratios));
        const back = compared((a, b) =>
          ratios.flatMap((one, index) => [sampleOf(a, index + 1, one), sampleOf(b, index + 1)]),
        );
        // A bound at exactly a tenth may round to either side of it.
        if (Math.abs(Math.abs(Math.log(there.interval!.high)) - Math.log(1.1)) < 1e-9) return;
        expect(back.verdict).toBe(opposite[there.verdict]);
        expect(back.ratio! * there.ratio!).toBeCloseTo(1, 9);
      },
      50,
    );
  });
});

describe("pairs", () => {
  const six = [1, 2, 3, 4, 5, 6];

  test("are samples of one round: rounds that only one of the two has give none", () => {
    const { pairs } = compared((a, b) => [
      ...six.map((round) => sampleOf(a, round)),
      ...six.map((round) => sampleOf(b, round + 2)),
    ]);
    expect(pairs).toBe(4);
  });

  test("cancel what a round has in common", () => {
    const { verdict, ratio } = compared((a, b) =>
      six.flatMap((round) => [sampleOf(a, round, 2 ** round), sampleOf(b, round, 1.2 * 2 ** round)]),
    );
    expect(verdict).toBe("dearer");
    expect(ratio).toBeCloseTo(1.2, 9);
  });

  test("are from one machine and one sitting: on another machine, or a quarter of an hour later, the round is another", () => {
    const at = (minutes: number) => ({ startedAt: new Date(Date.UTC(2026, 7, 2) + minutes * MINUTE_MS).toISOString() });
    const apart = (change: object) =>
      compared((a, b) => six.flatMap((round) => [sampleOf(a, round, 1, at(0)), sampleOf(b, round, 2, change)]));
    expect(apart(at(9))).toMatchObject({ pairs: 6, verdict: "dearer" });
    expect(apart(at(15))).toMatchObject({ pairs: 0, verdict: "inconclusive", ratio: null, interval: null, needed: 6 });
    expect(apart({ ...at(0), host: "another" }).pairs).toBe(0);
    // Another machine of the same kind.
    expect(apart({ ...at(0), machine: "another" }).pairs).toBe(0);
  });

  test("of other code, or from before the cell was measured again, do not count", () => {
    const outdated = (change: object) =>
      compared((a, b) => six.flatMap((round) => [sampleOf(a, round), sampleOf(b, round, 9, change)]));
    // The runs are no pair either: those of a have samples, which are another measurement.
    expect(outdated({ code: "older" })).toMatchObject({ pairs: 0, ratio: null });
    expect(outdated({ startedAt: "2025-01-01T00:00:00.000Z" })).toMatchObject({ pairs: 0, ratio: null });
  });

  test("are runs of equal seed and repeat where nothing was sampled", () => {
    const bySeed = (seeds: readonly number[], hostOfB = HOST) => {
      const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds });
      const records = plan.cells.map((cell) =>
        okRecord(cell, {
          usdPerMillionTexts: cell.experiment.training.seed * (cell.fields.quantization === "a" ? 1 : 1.5),
          host: cell.fields.quantization === "a" ? HOST : hostOfB,
        }),
      );
      const [one, other] = analyzed(plan, records).configurations as readonly FinishedConfiguration[];
      return compareCosts(other!, one!, 1);
    };
    expect(bySeed([1, 2, 3])).toMatchObject({ pairs: 3, verdict: "inconclusive", needed: 6 });
    expect(bySeed([1, 2, 3, 4, 5, 6])).toMatchObject({ pairs: 6, verdict: "dearer" });
    expect(bySeed([1, 2, 3, 4, 5, 6], { ...HOST, machine: "another" }).pairs).toBe(0);
  });
});

test("thresholds of one graph are one work", () => {
  const plan = makePlan({ axes: { threshold: [0.5, 0.9] }, seeds: [1] });
  const [low, high] = plan.cells.map((cell) => {
    const serving = { ...cell.experiment.serving, threshold: Number(cell.fields.threshold) };
    return servingWork({ ...okRecord(cell), graph: "a9f3", experiment: { ...cell.experiment, serving } });
  });
  expect(low).toBe(high);
});

test("the same graph on the same texts has one cost, whatever its samples say", () => {
  const plan = makePlan({ axes: { epochs: [10, 11] }, seeds: [1, 2] });
  const records = plan.cells.map((cell) => ({ ...okRecord(cell), graph: "a9f3" }));
  const samples = records.flatMap((record) =>
    [1, 2, 3, 4, 5, 6].map((round) => sampleOf(record, round, record.experiment.training.seed)),
  );
  const [one, other] = analyzed(plan, [...records, ...samples]).configurations as readonly FinishedConfiguration[];
  expect(compareCosts(other!, one!, 1)).toMatchObject({ verdict: "same", ratio: 1, isSameWork: true });
  expect(other!.figures.usdPerMillionTexts).toEqual(one!.figures.usdPerMillionTexts);
  // Half of the 24 samples cost 0.001, the others twice that.
  expect(one!.figures.usdPerMillionTexts.middle).toBeCloseTo(0.0015, 12);
  // Without a graph in the record they are two works.
  const unknown = records.map(({ graph: _, ...record }) => record);
  const [a, b] = analyzed(plan, [...unknown, ...samples]).configurations as readonly FinishedConfiguration[];
  expect(compareCosts(b!, a!, 1).isSameWork).toBe(false);
});

test("the pairs that it would take shrink the interval by the root of their number, and are at least what the level needs", () => {
  // Ratios from 0.9 to 1.44 around sqrt(0.9 * 1.44) = 1.138 = exp(0.129): half of the range is exp(0.235). 6 * (0.235 / 0.129)^2 = 19.8.
  const open = compared(inRounds([0.9, 1.138, 1.138, 1.139, 1.139, 1.44]));
  expect(open).toMatchObject({ verdict: "inconclusive", needed: 20 });
  // The chance of n equal signs, 2^(1 - n), is at most 5 % / 66 from 12 pairs on.
  expect(compared(inRounds([1.2, 1.2, 1.2]), 66).needed).toBe(12);
});
