import { describe, expect, test } from "vitest";
import {
  roundRange,
  roundsSoFar,
  type Seeds,
  sampleUntilPrecise,
  trainUntilPrecise,
  withoutPrecision,
} from "../../experiments/actions/until-precise.ts";
import type { Plan, PlannedCell, RunLine } from "../../harness/contract/index.ts";
import type { PrecisionSpec } from "../../harness/contract/precision.ts";
import { rowsRight } from "../fixtures/analyses.ts";
import { makePlan, okRecord } from "../fixtures/records.ts";
import { sampleOf, withSamples } from "../fixtures/serving-samples.ts";

const bare = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const asking = (precision: Partial<PrecisionSpec>): Plan => ({
  ...bare,
  precision: { metric: "usdPerMillionTexts", relative: 0.05, maxRepeats: 12, ...precision },
});
const records = bare.cells.map((cell) => okRecord(cell));
const byId = new Map(records.map((record) => [record.experiment.id, record]));

describe("a run's rounds", () => {
  test("go from what the comparisons need, or from six, to what the precision allows", () => {
    expect(roundRange(bare, undefined)).toEqual({ fewest: 9, most: 9 });
    expect(roundRange(asking({}), undefined)).toEqual({ fewest: 9, most: 12 });
    expect(roundRange(asking({ maxRepeats: 3 }), undefined)).toEqual({ fewest: 9, most: 9 });
    expect(roundRange(asking({}), 20)).toEqual({ fewest: 20, most: 20 });
    expect(roundRange(asking({}), 0)).toEqual({ fewest: 0, most: 0 });
    expect(roundRange(asking({ metric: "accuracy" }), undefined)).toEqual({ fewest: 9, most: 9 });
    const single = { ...asking({}), cells: bare.cells.slice(0, 1) };
    expect(roundRange(single, undefined)).toEqual({ fewest: 6, most: 12 });
  });

  test("taken beyond the fewest by an earlier run count", () => {
    const range = { fewest: 9, most: 12 };
    expect(roundsSoFar(bare, range, records)).toBe(9);
    expect(roundsSoFar(bare, range, withSamples(records, { rounds: 11 }))).toBe(11);
    expect(roundsSoFar(bare, range, withSamples(records, { rounds: 30 }))).toBe(12);
    expect(roundsSoFar({ ...bare, code: "newer" }, range, withSamples(records, { rounds: 11 }))).toBe(9);
  });
});

/** Samples whose costs go up to the given factor within the first rounds, and then are the same. */
async function sampled(
  plan: Plan,
  before: readonly RunLine[],
  costOf: (round: number) => number,
  mostTaken = Number.POSITIVE_INFINITY,
  failsInRound = Number.POSITIVE_INFINITY,
) {
  const lines: RunLine[] = [...before];
  const taken: number[] = [];
  await sampleUntilPrecise({
    plan,
    range: roundRange(plan, undefined),
    readLines: async () => [...lines],
    goesOn: () => taken.length < mostTaken,
    sample: async (missing) => {
      for (const { round, cells } of missing) {
        taken.push(round);
        lines.push(...cells.map(({ experiment: { id } }) => sampleOf(byId.get(id)!, round, costOf(round))));
      }
      return taken.at(-1)! >= failsInRound ? 1 : 0;
    },
  });
  return { lines, taken };
}

const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe("sampling", () => {
  test("ends with the fewest rounds where these are precise, or nothing is asked", async () => {
    expect((await sampled(bare, records, (round) => round)).taken).toEqual(NINE);
    expect((await sampled(asking({}), records, () => 1)).taken).toEqual(NINE);
  });

  test("goes on round by round until the interval is narrow", async () => {
    // Of nine rounds the second smallest to the second largest count, of twelve the third: two of cost 3 are out.
    const costs = (round: number) => (round <= 2 ? 3 : 1);
    expect((await sampled(asking({}), records, costs)).taken).toEqual([...NINE, 10, 11, 12]);
    expect((await sampled(asking({ relative: 1 }), records, costs)).taken).toEqual(NINE);
  });

  test("ends where the budget does", async () => {
    expect((await sampled(asking({}), records, (round) => round, 10)).taken).toEqual([...NINE, 10]);
  });

  test("ends once a cell cannot be sampled", async () => {
    const endless = Number.POSITIVE_INFINITY;
    expect((await sampled(asking({}), records, (round) => round, endless, 10)).taken).toEqual([...NINE, 10]);
    expect((await sampled(asking({}), records, (round) => round, endless, 3)).taken).toEqual(NINE);
  });

  test("ends at the most, and a continued run repeats nothing", async () => {
    const plan = asking({ maxRepeats: 11 });
    const { lines, taken } = await sampled(plan, records, (round) => round);
    expect(taken).toEqual([...NINE, 10, 11]);
    expect((await sampled(plan, lines, (round) => round)).taken).toEqual([]);
    const cut = lines.slice(0, -3);
    expect((await sampled(plan, cut, (round) => round)).taken).toEqual([10, 11]);
  });
});

describe("an accuracy", () => {
  const withSeeds = (seeds: readonly number[]): Plan => ({
    ...makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [...seeds] }),
    precision: { metric: "accuracy", relative: 0.0001, maxRepeats: 4 },
  });
  const seedOf = ({ experiment }: PlannedCell) => experiment.training.seed;

  /** Trains seeds beyond 2 and 5, each one point more accurate than the last, and stops within a seed. */
  async function trained(change: Partial<Seeds> & { readonly endsIn?: number } = {}) {
    const { endsIn, ...seeds } = change;
    const { plan = withSeeds([2, 5]) } = seeds;
    const accurate = (cell: PlannedCell) => okRecord(cell, { correct: rowsRight(70 + seedOf(cell)) });
    const lines: RunLine[] = [...plan.cells.map(accurate)];
    const run: number[][] = [];
    const kept: (readonly number[])[] = [];
    await trainUntilPrecise({
      plan,
      select: (whole) => whole,
      withSeeds,
      readLines: async () => [...lines],
      goesOn: () => endsIn === undefined || !run.flat().includes(endsIn),
      run: async (_, cells) => {
        run.push(cells.map(seedOf));
        lines.push(...cells.map(accurate));
      },
      keep: async (wider) => {
        kept.push(wider.seeds);
      },
      ...seeds,
    });
    return { run, kept };
  }

  test("takes further seeds, the smallest that are free, up to the most", async () => {
    const { run, kept } = await trained();
    expect(run).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(kept).toEqual([
      [2, 5, 1],
      [2, 5, 1, 3],
    ]);
  });

  test("takes none where it is precise, another figure is asked for, or this is a shard", async () => {
    const precision = { metric: "accuracy", relative: 1, maxRepeats: 9 } as const;
    expect((await trained({ plan: { ...withSeeds([1, 2, 3, 4, 5]), precision } })).run).toEqual([]);
    expect((await trained({ plan: asking({}) })).run).toEqual([]);
    expect((await trained({ select: withoutPrecision })).run).toEqual([]);
  });

  test("takes none that a filter leaves out", async () => {
    const select = (plan: Plan) => ({ ...plan, cells: plan.cells.filter((cell) => [2, 5].includes(seedOf(cell))) });
    expect((await trained({ select })).run).toEqual([]);
  });

  test("keeps no seed within which the budget ended", async () => {
    expect(await trained({ endsIn: 3 })).toEqual({
      run: [
        [1, 1],
        [3, 3],
      ],
      kept: [[2, 5, 1]],
    });
  });
});
