import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { usdAt } from "../../../../../harness/judge/pricing/monthly/cost-curve.ts";
import {
  costCurve,
  hostedCurve,
  type MonthlyCost,
  monthlyCost,
} from "../../../../../harness/judge/pricing/monthly/monthly-cost.ts";
import type { Offering } from "../../../../../harness/judge/pricing/monthly/offering.ts";
import { requestUse } from "../../../../../harness/judge/pricing/monthly/serverless.ts";
import { holdsForAll } from "../../../../fixtures/laws.ts";
import { NEEDS, OPERATION, OWNED, rented, SERVERLESS } from "./cells.ts";

const BILLION = 1e9;

/** To the cent. */
function inCents(cost: MonthlyCost | null): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(cost!).map(([part, usd]) => [part, usd === null ? null : Math.round(usd * 100) / 100]),
  );
}

describe("a billion texts a month at 1,000 a second are 277.78 hours of work", () => {
  test("on demand, the machine is paid for 730 hours, and each training for two minutes of another one", () => {
    expect(inCents(monthlyCost(NEEDS, rented("on-demand"), OPERATION, BILLION))).toEqual({
      machines: 1,
      servingUsd: 1000, // 277.78 h x $3.60
      idleUsd: 1628, // 452.22 h x $3.60
      retrainingUsd: 0.06, // 2 x 30 s x $0.001
      teachersUsd: 0.03, // 2 x 15 s
      minimumBillingUsd: 0.15, // 2 x (120 - 45) s
      searchUsd: 1,
      totalUsd: 2629.24,
    });
  });

  test("a spot machine that loses a tenth of its time is paid for 1 / 0.9 times as long, its trainings too", () => {
    const spot = rented("spot", { usdPerHour: 0.9 }); // with its losses $1 an hour
    expect(inCents(monthlyCost(NEEDS, spot, OPERATION, BILLION))).toMatchObject({
      servingUsd: 277.78,
      idleUsd: 452.22,
      totalUsd: 731.07, // 730 + 1 + 2 x 120 s of $1 an hour
    });
  });

  test("a reserved machine trains in its idle time", () => {
    expect(inCents(monthlyCost(NEEDS, rented("reserved"), OPERATION, BILLION))).toEqual({
      machines: 1,
      servingUsd: 1000,
      idleUsd: 1627.91, // 1,628 - 0.09
      retrainingUsd: 0.06,
      teachersUsd: 0.03,
      minimumBillingUsd: 0,
      searchUsd: 1,
      totalUsd: 2629,
    });
  });

  test("a machine of one's own costs its purchase by the hour and electricity", () => {
    const alone = { ...OPERATION, retrainDays: null, searchUsd: 0 };
    expect(inCents(monthlyCost(NEEDS, OWNED, alone, BILLION))).toMatchObject({
      servingUsd: 34.44, // 277.78 h x $0.124
      idleUsd: 47.03, // 452.22 h x $0.104
      retrainingUsd: 0,
      totalUsd: 81.48,
    });
  });
});

describe("whole machines", () => {
  const total = (offering: Offering, texts: number) => inCents(monthlyCost(NEEDS, offering, OPERATION, texts));

  test("a machine half busy serves 500 x 2,628,000 texts a month; one more text takes another machine", () => {
    expect(total(rented("on-demand"), 1_314_000_000)).toMatchObject({ machines: 1, totalUsd: 2629.24 });
    expect(total(rented("on-demand"), 1_314_000_001)).toMatchObject({ machines: 2, totalUsd: 5257.24 });
  });

  test("one that trains 90 s a month serves 45,000 texts less", () => {
    expect(total(rented("reserved"), 1_313_955_000).machines).toBe(1);
    expect(total(rented("reserved"), 1_313_955_001).machines).toBe(2);
  });

  test("no text at all takes one", () => {
    expect(total(rented("on-demand"), 0)).toMatchObject({ machines: 1, servingUsd: 0, idleUsd: 2628 });
  });

  test.each([0, 1.1, Number.NaN])("a utilization of %d is none", (utilization) => {
    expect(() => costCurve(NEEDS, rented("on-demand"), { ...OPERATION, utilization })).toThrow(RangeError);
  });
});

describe("serverless", () => {
  test("a function with a tenth of a core takes ten times as long, rounded up to a millisecond", () => {
    const use = requestUse(NEEDS, SERVERLESS, OPERATION)!;
    expect(use).toMatchObject({ memoryMb: 128, warmMs: 3, coldMs: 1000 }); // 2.5 ms; 997.5 + 2.5 ms
    expect(use.gbSeconds).toBeCloseTo(0.01297 * 0.125, 12); // 3 + 0.01 x 997 ms, an eighth of a GB
  });

  test("the measured memory is rounded up to what is sold", () => {
    const offering = { ...SERVERLESS, memoryMb: { least: 128, step: 64, ofOneVcpu: 1280 } };
    expect(requestUse({ ...NEEDS, memoryBytes: 130 * 2 ** 20 }, offering, OPERATION)?.memoryMb).toBe(192);
    expect(requestUse({ ...NEEDS, memoryBytes: 5e9 }, offering, OPERATION)?.warmMs).toBe(1);
  });

  test("half a billion requests, the free ones apart, and their GB-seconds, the free ones apart", () => {
    const cost = inCents(monthlyCost(NEEDS, SERVERLESS, { ...OPERATION, retrainDays: null, searchUsd: 0 }, 5e8));
    // 499,000,000 x $0.0000002 = $99.80; (810,625 - 400,000) GB-s x $0.00002 = $8.21
    expect(cost).toMatchObject({ machines: null, servingUsd: 108.01, idleUsd: 0, totalUsd: 108.01 });
  });

  test("the free tier costs nothing but the trainings, on the cell's own offer", () => {
    expect(inCents(monthlyCost(NEEDS, SERVERLESS, OPERATION, 1e6))).toMatchObject({ servingUsd: 0, totalUsd: 1.24 });
  });

  test.each([{ memoryBytes: null }, { requestMs: null }])(
    "nothing is made up for what was not measured: %j",
    (lack) => {
      expect(monthlyCost({ ...NEEDS, ...lack }, SERVERLESS, OPERATION, 1e6)).toBeNull();
    },
  );
});

test("without teachers there is no cost of teachers, which is not a cost of 0", () => {
  expect(monthlyCost({ ...NEEDS, teachersMs: null }, rented("on-demand"), OPERATION, 1)?.teachersUsd).toBeNull();
});

test("a hosted price of 10 cents per million texts is $5 for 50 million", () => {
  expect(usdAt(hostedCurve(0.1), 50e6)).toBeCloseTo(5, 12);
});

test("the parts of a bill add up to its total, which is on the curve, whatever the offer and the volume", () => {
  const offerings = [rented("on-demand"), rented("spot"), rented("reserved"), OWNED, SERVERLESS];
  holdsForAll(fc.tuple(fc.constantFrom(...offerings), fc.integer({ min: 0, max: 1e12 })), ([offering, texts]) => {
    const cost = monthlyCost(NEEDS, offering, OPERATION, texts)!;
    const { servingUsd, idleUsd, retrainingUsd, teachersUsd, minimumBillingUsd, searchUsd, totalUsd } = cost;
    const sum = servingUsd + idleUsd + retrainingUsd + teachersUsd! + minimumBillingUsd + searchUsd;
    expect(sum).toBeCloseTo(totalUsd, 4);
    expect(usdAt(costCurve(NEEDS, offering, OPERATION)!, texts)).toBe(totalUsd);
    expect(idleUsd).toBeGreaterThanOrEqual(0);
  });
});
