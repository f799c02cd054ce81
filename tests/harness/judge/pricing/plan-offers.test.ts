import { expect, test } from "vitest";
import type { OkRecord, Plan } from "../../../../harness/contract/index.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { planOffers } from "../../../../harness/judge/pricing/plan-offers.ts";
import { makePlan, okRecord, priceNamed, seeded } from "../../../fixtures/records.ts";

const CHEAP = priceNamed("maker/cheap/here/on-demand", 0.36);
const DEAR = priceNamed("maker/dear/here/on-demand", 3.6);

/** A plan of two seeds at an offer that it may hold. */
function planAt(priceId: string, offers: Plan["offers"]): Plan {
  const plan = makePlan({ axes: {}, seeds: [1, 2] });
  return { ...plan, offers, cells: plan.cells.map((cell) => ({ ...cell, priceId })) };
}

/** 100,000 texts per second: a million takes 10 s, which costs $0.001 at $0.36 per hour and $0.01 at ten times that. */
function recordAt(plan: Plan, seed: number, price: OkRecord["cost"]["price"]): OkRecord {
  const record = okRecord(plan.cells.find(({ experiment }) => experiment.training.seed === seed)!);
  const serve = { ...record.usage.serve, textsPerSecond: 100_000, textsPerSecondRange: [100_000, 100_000] as const };
  return { ...record, usage: { ...record.usage, serve }, cost: { ...record.cost, price } };
}

const usdOf = ({ configurations }: ReturnType<typeof analyze>) => configurations[0]!.figures!.usdPerMillionTexts;

test("a seed added after the matrix named another offer does not mix two price lists", () => {
  const plan = planAt(DEAR.id, [DEAR]);
  const analysis = analyze(plan, [recordAt(plan, 1, CHEAP), recordAt(plan, 2, DEAR)], seeded(1));
  expect(usdOf(analysis).low).toBeCloseTo(0.01, 15);
  expect(usdOf(analysis).high).toBeCloseTo(0.01, 15);
  expect(analysis.prices).toEqual([{ price: DEAR, origin: "plan", backends: ["onnx"], repriced: 1 }]);
});

test("a changed offer prices what was measured before without measuring again", () => {
  const plan = planAt(DEAR.id, [DEAR]);
  const analysis = analyze(plan, [recordAt(plan, 1, CHEAP), recordAt(plan, 2, CHEAP)], seeded(1));
  expect(usdOf(analysis).middle).toBeCloseTo(0.01, 15);
  expect(analysis.prices[0]).toMatchObject({ origin: "plan", repriced: 2 });
});

test("the same offer at a newer rate is the plan's rate for every run", () => {
  const raised = { ...CHEAP, usdPerHour: 3.6, date: "2026-09-01" };
  const plan = planAt(CHEAP.id, [raised]);
  const analysis = analyze(plan, [recordAt(plan, 1, CHEAP), recordAt(plan, 2, raised)], seeded(1));
  expect(usdOf(analysis)).toMatchObject({ low: usdOf(analysis).middle, high: usdOf(analysis).middle });
  expect(analysis.prices).toEqual([{ price: raised, origin: "plan", backends: ["onnx"], repriced: 1 }]);
});

test("a plan that only names its offer takes the terms from the newest record at that offer", () => {
  const plan = planAt(CHEAP.id, []);
  // Seed 2 starts a minute after seed 1.
  const records = [recordAt(plan, 1, CHEAP), recordAt(plan, 2, DEAR)];
  expect(planOffers(plan, records).get("onnx")).toEqual({ price: CHEAP, origin: "record" });
  const newer = [recordAt(plan, 2, { ...CHEAP, usdPerHour: 1 }), recordAt(plan, 1, CHEAP)];
  expect(planOffers(plan, newer).get("onnx")?.price.usdPerHour).toBe(1);
  expect(analyze(plan, records, seeded(1)).warnings.map(({ kind }) => kind)).not.toContain("other-offer");
});

test("an offer that neither the plan nor a record holds leaves the newest recorded one, for all runs, with a warning", () => {
  const plan = planAt("maker/gone/here/on-demand", []);
  const records = [recordAt(plan, 1, CHEAP), recordAt(plan, 2, DEAR)];
  const analysis = analyze(plan, records, seeded(1));
  expect(analysis.prices).toEqual([{ price: DEAR, origin: "record", backends: ["onnx"], repriced: 1 }]);
  expect(analysis.warnings).toContainEqual({
    kind: "other-offer",
    backend: "onnx",
    planned: "maker/gone/here/on-demand",
    recorded: DEAR.id,
  });
});

test("a given offer replaces the plan's, for its backend alone", () => {
  const plan = makePlan({ axes: { serveBackend: ["onnx", "wasm"] }, seeds: [1] });
  const offers = planOffers({ ...plan, offers: [priceNamed(plan.cells[0]!.priceId)] }, [], new Map([["wasm", DEAR]]));
  expect([...offers].map(([backend, { price, origin }]) => [backend, price.id, origin])).toEqual([
    ["onnx", "aws/c7i.large/us-east-1/on-demand", "plan"],
    ["wasm", DEAR.id, "given"],
  ]);
});
