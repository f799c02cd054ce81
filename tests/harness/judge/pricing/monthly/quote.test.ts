import { expect, test } from "vitest";
import { fitOf, isExtrapolated } from "../../../../../harness/judge/pricing/monthly/offer-fit.ts";
import { quotesFor } from "../../../../../harness/judge/pricing/monthly/quote.ts";
import { MACHINE, NEEDS, OPERATION, OWNED, rented, SERVERLESS } from "./cells.ts";

const offer = (id: string, usdPerHour: number, machine = {}) =>
  rented("on-demand", { id, usdPerHour, machine: { ...MACHINE, ...machine } });

test("the cheapest offer comes first, and one of another architecture is marked as extrapolated", () => {
  const offers = [offer("x86", 0.09), offer("arm", 0.07, { architecture: "arm64" }), OWNED];
  const { quotes, refused } = quotesFor(NEEDS, offers, { ...OPERATION, searchUsd: 0, retrainDays: null }, 50e6);
  expect(quotes.map(({ offering, cost }) => [offering.id, Number(cost.totalUsd.toFixed(2))])).toEqual([
    ["arm", 51.1], // 730 x 0.07
    ["x86", 65.7], // 730 x 0.09
    ["own/box/here/owned", 76.2], // 730 x 0.104 + 13.89 h x 0.02
  ]);
  expect(quotes.map(isExtrapolated)).toEqual([true, false, false]);
  expect(refused).toEqual([]);
});

test("of equal prices the one with fewer doubts comes first", () => {
  const offers = [offer("arm", 0.07, { architecture: "arm64" }), offer("x86", 0.07)];
  expect(quotesFor(NEEDS, offers, OPERATION, 1).quotes[0]?.offering.id).toBe("x86");
});

test.each([
  ["too-little-memory", NEEDS, offer("small", 1, { memoryGiB: 0.09 })],
  ["too-few-vcpus", { ...NEEDS, threads: 4 }, offer("narrow", 1)],
  ["no-accelerator", { ...NEEDS, measuredOn: { architecture: "x86_64", accelerator: "cuda" } }, offer("plain", 1)],
  ["not-measured", { ...NEEDS, requestMs: null }, SERVERLESS],
  ["too-little-memory", { ...NEEDS, memoryBytes: 11 * 2 ** 30 }, SERVERLESS],
] as const)("a cell cannot be served at an offer: %s", (misfit, needs, offering) => {
  expect(quotesFor(needs, [offering], OPERATION, 1)).toEqual({ quotes: [], refused: [{ offering, misfit }] });
});

test("100 MiB fit in a machine of exactly as much", () => {
  expect(fitOf(NEEDS, offer("exact", 1, { memoryGiB: 100 / 1024 })).misfit).toBeNull();
});

test.each([
  [[], NEEDS, offer("same", 1)],
  [["unknown-architecture", "unknown-memory"], NEEDS, offer("vague", 1, { architecture: null, memoryGiB: null })],
  [["unknown-memory"], { ...NEEDS, memoryBytes: null }, offer("same", 1)],
  [["burstable"], NEEDS, offer("credits", 1, { isBurstable: true })],
  [["interruptible"], NEEDS, rented("spot")],
  [
    ["other-accelerator"],
    { ...NEEDS, measuredOn: { architecture: "x86_64", accelerator: "cuda" } },
    offer("gpu", 1, { accelerator: "T4" }),
  ],
] as const)("doubts %j", (doubts, needs, offering) => {
  expect(fitOf(needs, offering).doubts).toEqual(doubts);
});
