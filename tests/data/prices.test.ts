import { describe, expect, test } from "vitest";
import { defaultPriceId, findPrice, offers, readOffers } from "../../data/prices.ts";
import { ConfigError, DataError } from "../../harness/base/errors.ts";

const OFFER = {
  id: "maker/box/here/on-demand",
  usdPerHour: 1,
  source: "a price list",
  date: "2026-01-31",
  region: "here",
  terms: "on-demand",
  billing: { granularitySeconds: 1, minimumSeconds: 60 },
  vcpus: 2,
  memoryGiB: 4,
  accelerator: null,
  acceleratorCount: 0,
  architecture: "x86_64",
  notes: null,
};

describe("the price sheet", () => {
  test.each(offers.map((offer) => [offer.id, offer] as const))("%s is plausible", (_id, offer) => {
    expect(offer.usdPerHour).toBeLessThan(1000);
    expect(offer.acceleratorCount > 0).toBe(offer.accelerator !== null);
    expect(offer.billing.minimumSeconds).toBeGreaterThanOrEqual(offer.billing.granularitySeconds);
  });

  test("spot costs less than on demand", () => {
    for (const spot of offers.filter(({ terms }) => terms === "spot")) {
      expect(spot.usdPerHour).toBeLessThan(findPrice(spot.id.replace(/spot$/, "on-demand")).usdPerHour);
    }
  });
});

test("a price has what a record stores, and of its machine what shows whether it is the one that measured", () => {
  expect(findPrice("aws/c7i.large/us-east-1/on-demand")).toEqual({
    id: "aws/c7i.large/us-east-1/on-demand",
    usdPerHour: 0.08925,
    source: expect.stringContaining("AWS Price List"),
    date: "2026-07-20",
    region: "us-east-1",
    terms: "on-demand",
    billing: { granularitySeconds: 1, minimumSeconds: 60 },
    architecture: "x86_64",
    vcpus: 2,
    accelerator: null,
  });
});

test("the error for an unknown price id suggests the nearest one", () => {
  expect(() => findPrice("aws/c7i.larg/us-east-1/on-demand")).toThrow(ConfigError);
  expect(() => findPrice("aws/c7i.larg/us-east-1/on-demand")).toThrow(
    /did you mean "aws\/c7i.large\/us-east-1\/on-demand"\?/,
  );
});

test.each([
  [false, "aws/c7i.large/us-east-1/on-demand"],
  [true, "aws/g5.xlarge/us-east-1/on-demand"],
])("a backend (on a GPU: %s) is priced as %s unless the matrix says otherwise", (usesGpu, id) => {
  expect(defaultPriceId({ usesGpu })).toBe(id);
  expect(findPrice(id).accelerator === null).toBe(!usesGpu);
});

test("an instance alone lists its offers", () => {
  expect(() => findPrice("c8g.large")).toThrow(
    /nearest of \d+: aws\/c8g\.large\/us-east-1\/on-demand, aws\/c8g\.large\/us-east-1\/spot, .*pricewar prices lists them all/,
  );
});

describe("readOffers", () => {
  test("accepts a valid sheet", () => {
    expect(readOffers([OFFER])).toEqual([OFFER]);
  });

  test.each([
    ["a price of 0", { usdPerHour: 0 }, /offer 0\.usdPerHour/],
    ["no date", { date: "" }, /offer 0\.date/],
    ["no source", { source: "" }, /offer 0\.source/],
    ["an id of another region", { region: "there" }, /offer 0: the id must be/],
    ["an id in capitals", { id: "Maker/Box/here/on-demand" }, /offer 0: the id must be/],
    ["an unknown field", { usdPerMonth: 700 }, /usdPerMonth/],
  ])("refuses %s", (_case, change, message) => {
    expect(() => readOffers([{ ...OFFER, ...change }])).toThrow(DataError);
    expect(() => readOffers([{ ...OFFER, ...change }])).toThrow(message);
  });

  test("refuses an id that occurs twice", () => {
    expect(() => readOffers([OFFER, OFFER])).toThrow("these ids occur twice: maker/box/here/on-demand");
  });
});
