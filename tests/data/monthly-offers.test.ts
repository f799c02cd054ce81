import { expect, test } from "vitest";
import { readMonthlyOffers, serverlessOffers } from "../../data/monthly-offers.ts";

const OWNED = {
  kind: "owned",
  id: "own/desk/office/owned",
  source: "the invoice",
  date: "2026-09-01",
  architecture: "x86_64",
  vcpus: 8,
  memoryGiB: 32,
  purchaseUsd: 900,
  lifeYears: 4,
  busyWatts: 65,
  idleWatts: 15,
  usdPerKwh: 0.146,
};
const read = (...offers: unknown[]) => readMonthlyOffers(JSON.stringify(offers), "mine.json");

test.each(serverlessOffers.map((offer) => [offer.id, offer] as const))("%s is a serverless offer", (_id, offer) => {
  expect(offer.kind).toBe("serverless");
  expect(offer.machine.architecture).not.toBeNull();
});

test("what an offer does not state is null", () => {
  const { vcpus: _, memoryGiB: __, architecture: ___, ...bare } = OWNED;
  expect(read(bare)[0]).toMatchObject({ machine: { vcpus: null, memoryGiB: null, architecture: null } });
});

test("comments are allowed, and a reserved offer is billed by the second unless it says otherwise", () => {
  const text = `[ // one year, no upfront
    { "kind": "reserved", "id": "aws/c7i.large/us-east-1/1-year", "usdPerHour": 0.06, "source": "a quote", "date": "2026-09-01" }]`;
  expect(readMonthlyOffers(text, "mine.json")).toMatchObject([
    { billing: { granularitySeconds: 1, minimumSeconds: 0 } },
  ]);
});

test.each([
  ["a misspelled field", { ...OWNED, usdPerKWh: 1 }, /mine\.json:1:\d+: \[0\]\.usdPerKWh: .*did you mean "usdPerKwh"/],
  [
    "no kind",
    { ...OWNED, kind: "leased" },
    /\[0\]\.kind: must be one of "reserved", "owned", "serverless", got "leased"/,
  ],
  ["an id in capitals", { ...OWNED, id: "Own/Desk" }, /must be provider\/instance\/region\/terms in lower case/],
  [
    "an id of the price sheet",
    { ...OWNED, id: "aws/c7i.large/us-east-1/spot" },
    /aws\/c7i\.large\/us-east-1\/spot is in the price sheet; choose another id/,
  ],
  ["no source", { ...OWNED, source: " " }, /source/],
  ["a life of 0 years", { ...OWNED, lifeYears: 0 }, /lifeYears/],
])("%s is refused, with its place", (_case, offer, message) => {
  expect(() => read(offer)).toThrow(message);
});

test("an id that stands twice is refused", () => {
  expect(() => read(OWNED, OWNED)).toThrow(/\[1\]\.id: own\/desk\/office\/owned stands twice/);
});
