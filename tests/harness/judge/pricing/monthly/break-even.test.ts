import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakEven, type Cheaper } from "../../../../../harness/judge/pricing/monthly/break-even.ts";
import { type CostCurve, usdAt } from "../../../../../harness/judge/pricing/monthly/cost-curve.ts";
import { hostedCurve } from "../../../../../harness/judge/pricing/monthly/monthly-cost.ts";
import { holdsForAll } from "../../../../fixtures/laws.ts";

/** Machines of $100 a month. */
function machines(textsEach: number, change: Partial<CostCurve> = {}): CostCurve {
  return {
    fixedUsd: 0,
    usdPerText: 0,
    beyondFree: [],
    machines: { usdEach: 100, textsEach, textsOfTraining: 0 },
    ...change,
  };
}

const changesOf = (first: CostCurve, second: CostCurve, upTo?: number) => {
  const { start, changes } = breakEven(first, second, upTo);
  return [start, ...changes.map(({ texts, cheaper }) => [texts, cheaper])];
};

describe("against a hosted price of 10 cents per million texts", () => {
  test("an instance of $0.08925 an hour is cheaper from 651,525,001 texts a month on: 730 x 0.08925 / 0.1 million cost the same", () => {
    const instance = machines(1e11, { machines: { usdEach: 730 * 0.08925, textsEach: 1e11, textsOfTraining: 0 } });
    expect(changesOf(hostedCurve(0.1), instance)).toEqual(["first", [651_525_001, "second"]]);
  });

  test("what a cell costs apart from its machine shifts it", () => {
    expect(changesOf(hostedCurve(0.1), machines(1e11, { fixedUsd: 20 }))).toEqual(["first", [1_200_000_001, "second"]]);
  });

  test("where a second machine is bought the hosted price is cheaper again, until that one is busy enough", () => {
    expect(changesOf(hostedCurve(0.1), machines(1.5e9))).toEqual([
      "first",
      [1_000_000_001, "second"], // $100 of texts
      [1_500_000_001, "first"], // $200 for two machines, $150 of texts
      [2_000_000_001, "second"],
      // With the third machine both cost $300, and the hosted price rises from there.
    ]);
  });

  test("machines that cannot serve their price's worth are never cheaper", () => {
    expect(changesOf(hostedCurve(0.1), machines(5e8))).toEqual(["first"]);
  });
});

describe("between two cells on one offer", () => {
  test("the bill is the same while one machine serves either", () => {
    expect(changesOf(machines(1e9), machines(1.5e9))).toEqual([
      "neither",
      [1_000_000_001, "second"], // two machines against one
      [1_500_000_001, "neither"], // two against two
      [2_000_000_001, "second"],
    ]);
  });

  test("equal cells never differ", () => {
    expect(changesOf(machines(1e9), machines(1e9))).toEqual(["neither"]);
  });

  test("one that costs more to train and serves more is worth it from its rival's second machine on", () => {
    const trained = machines(1e10, { fixedUsd: 30 });
    expect(changesOf(machines(1e9), trained)).toEqual(["first", [1_000_000_001, "second"]]);
  });
});

test("a free volume ends where it ends: 1,000 free texts, then a dollar each against 10 dollars", () => {
  const free: CostCurve = {
    fixedUsd: 0,
    usdPerText: 0,
    beyondFree: [{ texts: 1000.5, usdPerText: 1 }],
    machines: null,
  };
  const flat: CostCurve = { fixedUsd: 10, usdPerText: 0, beyondFree: [], machines: null };
  expect(changesOf(free, flat, 1e6)).toEqual(["first", [1011, "second"]]); // 1,011 - 1,000.5 = 10.5
});

test("it looks no further than ten thousand machines", () => {
  expect(breakEven(machines(1000), machines(3000)).upTo).toBe(10_000_000);
});

test("whatever the curves, it agrees with their costs at any volume", () => {
  const cents = fc.integer({ min: 0, max: 1000 }).map((value) => value / 100);
  const curve: fc.Arbitrary<CostCurve> = fc.record({
    fixedUsd: cents,
    usdPerText: cents,
    beyondFree: fc.array(fc.record({ texts: fc.integer({ min: 0, max: 300 }), usdPerText: cents }), { maxLength: 2 }),
    machines: fc.option(
      fc.record({
        usdEach: cents,
        textsEach: fc.integer({ min: 1, max: 90 }),
        textsOfTraining: fc.integer({ min: 0, max: 50 }),
      }),
    ),
  });
  const upTo = 500;
  holdsForAll(
    fc.tuple(curve, curve, fc.integer({ min: 1, max: upTo })),
    ([first, second, texts]) => {
      const { start, changes } = breakEven(first, second, upTo);
      const stated: Cheaper = changes.findLast((change) => change.texts <= texts)?.cheaper ?? start;
      const difference = usdAt(first, texts) - usdAt(second, texts);
      // At a single volume two curves may meet without a change.
      if (Math.abs(difference) > 1e-6) expect(stated).toBe(difference < 0 ? "first" : "second");
    },
    1000,
  );
});
