import { describe, expect, test } from "vitest";
import { exponentsOf, fitPowerLaw, type SizedValue, valueAt } from "../../../../harness/judge/projection/power-law.ts";
import { sizesOf, trustIn } from "../../../../harness/judge/projection/trust.ts";

/** Of serving, which does not depend on what was trained on. */
const at = (parameters: number, value: number): SizedValue => ({ parameters, texts: null, value });

/** 3 P^0.5 at 4^k. */
const EXACT = [1, 2, 3, 4].map((power) => at(4 ** power, 3 * 2 ** power));

test("an exact power law is continued exactly: 3 x 1024^0.5 = 96", () => {
  const law = fitPowerLaw(EXACT)!;
  expect(exponentsOf(law)[0]!.value).toBeCloseTo(0.5, 12);
  const { value, low, high } = valueAt(law, { parameters: 1024, texts: null });
  for (const number of [value, low, high]) expect(number).toBeCloseTo(96, 9);
});

test("with texts: P^0.5 T over two sizes and two numbers of texts", () => {
  const values = [
    { parameters: 100, texts: 10, value: 100 },
    { parameters: 100, texts: 20, value: 200 },
    { parameters: 400, texts: 10, value: 200 },
    { parameters: 400, texts: 20, value: 400 },
  ];
  const law = fitPowerLaw(values)!;
  expect(law.growsWith).toEqual(["parameters", "texts"]);
  expect(exponentsOf(law).map(({ value }) => Number(value.toFixed(9)))).toEqual([0.5, 1]);
  expect(valueAt(law, { parameters: 10_000, texts: 5 }).value).toBeCloseTo(500, 6);
  expect(fitPowerLaw(values.map((one) => ({ ...one, texts: one.parameters })))).toBeNull();
});

test("an interval by hand, which widens with the distance", () => {
  // Logarithms to base e: 0, 1 and 5 at -1, 0 and 1, as three points of least squares.
  const law = fitPowerLaw([at(1 / Math.E, 1), at(1, Math.E), at(Math.E, Math.E ** 5)])!;
  const half = 12.7062 * Math.sqrt(8.75);
  const far = valueAt(law, { parameters: Math.E ** 3, texts: null });
  expect(Math.log(far.value)).toBeCloseTo(9.5, 9);
  expect(Math.log(far.high)).toBeCloseTo(9.5 + half, 3);
  expect(Math.log(far.low)).toBeCloseTo(9.5 - half, 3);
  const near = valueAt(law, { parameters: 1, texts: null });
  expect(near.high / near.low).toBeLessThan(far.high / far.low);
});

test("no amount but a positive one has a place on a logarithmic scale", () => {
  expect(() => valueAt(fitPowerLaw(EXACT)!, { parameters: 0, texts: null })).toThrow(
    "parameters must be above 0, got 0",
  );
});

test("parameters closer than by half are one size", () => {
  const sizes = sizesOf([at(100, 1), at(149, 1), at(150, 1), at(90, 1)]);
  // 149 is more than half as much again as 90, the smallest of its size.
  expect(sizes.map((own) => own.map(({ parameters }) => parameters))).toEqual([
    [90, 100],
    [149, 150],
  ]);
});

describe("the largest size, held out", () => {
  test("is what an exact law says, which is then trusted one such step further", () => {
    const { heldOut, limits, upTo } = trustIn(EXACT);
    expect(heldOut).toMatchObject({ parameters: 256, measured: 48, isInside: true, step: 4 });
    expect(heldOut!.factor).toBeCloseTo(1, 9);
    expect(limits).toEqual([]);
    expect(upTo).toBe(1024);
  });

  test("is never taken for more than a factor of 10", () => {
    expect(trustIn([at(1, 1), at(10, 10), at(100, 100), at(1e6, 1e6)]).upTo).toBe(1e7);
  });

  test("needs three other sizes: with fewer nothing was tested", () => {
    const { heldOut, limits, upTo } = trustIn(EXACT.slice(1));
    expect([heldOut, limits, upTo]).toEqual([null, ["untested"], 256]);
  });

  test("may be outside: 2, 4.1 and 8 say nothing of 100", () => {
    const { heldOut, limits } = trustIn([at(4, 2), at(16, 4.02), at(64, 8), at(256, 16.1), at(1024, 100)]);
    expect(heldOut).toMatchObject({ measured: 100, isInside: false });
    expect(heldOut!.factor).toBeCloseTo(3.1, 1);
    expect(limits).toContain("outside");
  });

  test("is no test where the interval holds nearly everything", () => {
    const { heldOut, limits, upTo } = trustIn([at(4, 1), at(16, 9), at(64, 4), at(256, 20)]);
    expect(heldOut!.isInside).toBe(true);
    expect(heldOut!.predicted.high / heldOut!.predicted.low).toBeGreaterThan(10);
    expect([limits, upTo]).toEqual([["vague"], 256]);
  });
});

test.each([
  ["up", (parameters: number) => 100 + parameters, "bends-up"],
  ["down", (parameters: number) => parameters / (100 + parameters), "bends-down"],
] as const)(
  "a fixed part bends a line %s, which is then trusted nowhere but where it was measured",
  (_way, of, limit) => {
    const { limits, upTo } = trustIn([10, 40, 160, 640, 2560].map((parameters) => at(parameters, of(parameters))));
    expect(limits).toContain(limit);
    expect(upTo).toBeNull();
  },
);
