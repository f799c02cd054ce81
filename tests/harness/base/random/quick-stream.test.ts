import { expect, test } from "vitest";
import { quickStream } from "../../../../harness/base/random/quick-stream.ts";
import { seeded } from "../../../fixtures/records.ts";

test("numbers follow the seed, are spread evenly over 32 bits, and say nothing of the next one", () => {
  const [one, same, other] = [quickStream(seeded(1)), quickStream(seeded(1)), quickStream(seeded(2))];
  const numbers = Array.from({ length: 100_000 }, one);
  expect(numbers.slice(0, 5)).toEqual(Array.from({ length: 5 }, same));
  expect(other()).not.toBe(numbers[0]);
  const inBins = new Uint32Array(256);
  const pairs = new Uint32Array(256);
  numbers.forEach((number, index) => {
    expect(Number.isInteger(number) && number >= 0 && number < 2 ** 32).toBe(true);
    inBins[number >>> 24]! += 1;
    pairs[(number >>> 28) * 16 + ((numbers[index + 1] ?? 0) >>> 28)]! += 1;
  });
  // Chi-squared with 255 degrees of freedom is above 330.5 in one of a thousand cases.
  const chiSquared = (counts: Uint32Array) =>
    counts.reduce((sum, count) => sum + (count - 100_000 / 256) ** 2 / (100_000 / 256), 0);
  expect(chiSquared(inBins)).toBeLessThan(330.5);
  expect(chiSquared(pairs)).toBeLessThan(330.5);
  const bits = Array.from({ length: 32 }, (_, bit) => numbers.reduce((sum, number) => sum + ((number >>> bit) & 1), 0));
  // A count of 100,000 bits deviates by 158; four times that in one of 500 streams, over all bits.
  for (const set of bits) expect(Math.abs(set - 50_000)).toBeLessThan(4.5 * 158);
});
