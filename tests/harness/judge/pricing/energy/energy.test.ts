import { describe, expect, test } from "vitest";
import type { OkRecord, Price } from "../../../../../harness/contract/index.ts";
import { energySource } from "../../../../../harness/judge/figures/catalogue/energy-source.ts";
import { trainEnergySource } from "../../../../../harness/judge/figures/catalogue/train-energy-source.ts";
import coefficients from "../../../../../harness/judge/pricing/energy/coefficients.json" with { type: "json" };
import {
  gramsOf,
  kwhOf,
  type PlacedOffer,
  processorWatts,
} from "../../../../../harness/judge/pricing/energy/energy.ts";
import {
  kwhPerMillionTexts,
  servingWatts,
  trainingWatts,
  trainKwh,
} from "../../../../../harness/judge/pricing/energy/run-energy.ts";
import { pricedRun } from "../../../../../harness/judge/pricing/priced-run.ts";
import { makePlan, okRecord, priceNamed } from "../../../../fixtures/records.ts";

const OFFER: PlacedOffer = {
  id: "aws/c7i.large/us-east-1/on-demand",
  region: "us-east-1",
  vcpus: 2,
  accelerator: null,
};

test("two vCPUs of a c7i take 2 x 1.036 W, and a busy one 3.124 W more", () => {
  expect(processorWatts(OFFER, 0)).toBeCloseTo(2.072, 9);
  expect(processorWatts(OFFER, 1)).toBeCloseTo(5.196, 9);
  expect(processorWatts(OFFER, 2)).toBeCloseTo(8.32, 9);
  expect(processorWatts(OFFER, 8)).toBeCloseTo(8.32, 9);
});

test("1,000 W for 3.6 s are a watt-hour", () => {
  expect(kwhOf(1000, 3600)).toBeCloseTo(0.001, 12);
});

test("a kWh in us-east-1 takes 1.135 kWh of 415.755 g each", () => {
  expect(gramsOf(1, OFFER)).toBeCloseTo(471.88, 2);
});

test.each([
  ["another family", { id: "aws/z1.large/us-east-1/on-demand" }],
  ["a family of that name elsewhere", { id: "azure/c7i.large/us-east-1/on-demand" }],
  ["a GPU", { accelerator: "T4" }],
])("the power of %s is not known, which is not 0", (_case, change) => {
  expect(processorWatts({ ...OFFER, ...change }, 1)).toBeNull();
});

test("neither is that of a machine of unknown size", () => {
  const { vcpus: _, ...bare } = OFFER;
  expect(processorWatts(bare, 1)).toBeNull();
});

test.each([
  ["region", { id: "aws/c7i.large/moon-1/on-demand", region: "moon-1" }],
  ["provider", { id: "own/desk/us-east-1/owned" }],
])("emissions of an unknown %s are not known", (_case, change) => {
  expect(gramsOf(1, { ...OFFER, ...change })).toBeNull();
});

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const price: Price = { ...priceNamed(OFFER.id), vcpus: 2, accelerator: null };

test("a million texts at 1,000 a second are 1,000 s of 5.196 W: 1.443 Wh", () => {
  expect(kwhPerMillionTexts(pricedRun(okRecord(cell!), price), 1000)).toBeCloseTo(0.00144333, 8);
});

test("a training's energy includes its teachers'", () => {
  const record = okRecord(cell!, { trainWallMs: 3000 });
  const teaching = { trainWallMs: 500, answersWallMs: 100, processWallMs: 900, trainRuns: ["teacher#1"] };
  const taught: OkRecord = { ...record, usage: { ...record.usage, teaching } };
  expect(trainKwh(pricedRun(record, price))! * 3.6e6).toBeCloseTo(3 * 5.196, 9);
  expect(trainKwh(pricedRun(taught, price))! * 3.6e6).toBeCloseTo(3.6 * 5.196, 9);
});

describe("measured power", () => {
  const POWER = { processorWatts: 40, memoryWatts: 5, gpuWatts: null, overMs: 2000 };
  const ran = (usage: Partial<OkRecord["usage"]>, device = "cpu") => {
    const record = okRecord(cell!, { trainWallMs: 3000 });
    const executed = { ...record.executed, device };
    return pricedRun({ ...record, executed, usage: { ...record.usage, ...usage } }, price);
  };

  test("takes the place of an estimate, for serving and for training apart", () => {
    const serving = ran({ servePower: POWER });
    expect(servingWatts(serving)).toEqual({ watts: 45, origin: "measured" });
    expect(trainingWatts(serving)).toEqual({ watts: expect.closeTo(5.196, 9), origin: "estimated" });
    // 1,000 s of 45 W are 12.5 Wh.
    expect(kwhPerMillionTexts(serving, 1000)).toBeCloseTo(0.0125, 9);
    expect(trainKwh(ran({ trainPower: POWER }))! * 3.6e6).toBeCloseTo(3 * 45, 9);
    expect([energySource.read(serving), trainEnergySource.read(serving)]).toEqual(["measured", "estimated"]);
  });

  test("counts memory where it is known", () => {
    expect(servingWatts(ran({ servePower: { ...POWER, memoryWatts: null } }))?.watts).toBe(40);
  });

  test("of a processor alone says nothing of a GPU, and the other way round", () => {
    const onGpu = (change: object) => servingWatts(ran({ servePower: { ...POWER, ...change } }, "Tesla T4"));
    expect(onGpu({ gpuWatts: 60 })).toEqual({ watts: 105, origin: "measured" });
    expect(onGpu({})?.origin).toBe("estimated");
    expect(onGpu({ processorWatts: null, gpuWatts: 60 })?.origin).toBe("estimated");
  });

  test("and none at all, of an offer that is not known either, is no figure", () => {
    const elsewhere = pricedRun(okRecord(cell!), { ...price, id: "own/desk/here/owned" });
    expect([servingWatts(elsewhere), energySource.read(elsewhere)]).toEqual([null, null]);
  });
});

test("every coefficient has its source and date", () => {
  for (const { source, date } of [...coefficients.processors, ...coefficients.pue, ...coefficients.grids]) {
    expect(source).toMatch(/^github\.com\//);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
